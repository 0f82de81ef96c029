"""What strace's record tells."""

from types import ModuleType

SCRIPT = "tracing"
RECORD = """\
1 socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0) = 3<socket:[1]>
1 socket(AF_INET6, SOCK_STREAM, IPPROTO_IP) = 3<socket:[2]>
1 openat(AT_FDCWD</home/r>, "/etc/fonts", O_RDONLY|O_CLOEXEC) = 3</etc/fonts>
1 openat(AT_FDCWD</home/r>, "x", O_RDWR|O_CREAT, 0644) = 4</home/r/x>
1 openat(AT_FDCWD</home/r>, "/gone", O_RDWR|O_CREAT, 0644) = -1 EACCES (Permission denied)
1 mkdir("/home/r/own", 0777) = 0
1 mkdir("/home", 0777) = -1 EEXIST (File exists)
1 rename("/home/r/own/a", "/srv/b") = 0
1 unlinkat(5</var/tmp>, "c", 0) = 0
"""


def test_a_socket_to_other_machines_is_found(script: ModuleType) -> None:
    assert ["AF_INET6" in line for line in script.internet_sockets(RECORD)] == [True]


def test_what_was_written_outside_is_named(script: ModuleType) -> None:
    outside = script.written_outside(RECORD, ["/home/r/own"])
    assert outside == ["/home/r/x", "/srv/b", "/var/tmp/c"]
