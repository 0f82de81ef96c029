"""Owns LibreOffice at work: it turns a file into OpenDocument, trusting nobody.

It runs in a fresh profile where macros never run, links are never followed and every proxy leads
nowhere. To start it takes ten times as long as to convert a letter. `kept_open` lets one that has
converted a file wait for the next ones, which are handed to it by a second call; whatever goes wrong
with a file there is tried once more by a LibreOffice of its own, so that no file can spoil another.
"""

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats import programs

_SECONDS = 50
_SECONDS_TOGETHER = 8
"""What takes longer where others wait is tried alone: both must fit into what a file may take."""
_START_SECONDS = 10
_IDLE_SECONDS = 5
_MOST_FILES = 40
_MEMORY_BYTES = 2_000_000_000
_ITEMS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "int", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "boolean", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "boolean", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "boolean", "true"),
    ("Office.Writer/Content/Update", "Link", "int", "2"),
    ("Office.Calc/Content/Update", "Link", "short", "2"),
    ("Inet/Settings", "ooInetProxyType", "int", "1"),
    ("Inet/Settings", "ooInetHTTPProxyName", "string", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "int", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "string", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "int", "9"),
)
_NOWHERE: dict[str, str] = dict.fromkeys(
    ("http_proxy", "https_proxy", "all_proxy"), "http://127.0.0.1:9"
)
# It ends after a conversion unless a document is open; beside that it lays a lock when it is ready.
_OPEN, _LOCK = "open.fodt", ".~lock.open.fodt#"
_EMPTY_DOCUMENT = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document office:version="1.2" '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'office:mimetype="application/vnd.oasis.opendocument.text">'
    "<office:body><office:text/></office:body></office:document>"
)


def convert(program: str, data: bytes, suffix: str, target: str) -> bytes:
    """Return a file as OpenDocument; `suffix` and `target` are without a dot.

    Raises FileTrouble if LibreOffice cannot read it, or takes too long.
    """
    keeper = _keeper.get()
    made = keeper.convert(program, data, suffix, target) if keeper else None
    if made is None:
        with tempfile.TemporaryDirectory(
            prefix="nineveh-", ignore_cleanup_errors=True
        ) as temporary:
            folder = Path(temporary)
            _write_profile(folder)
            made = _run(program, folder, folder, data, suffix, target, seconds=_SECONDS)
    if made is None:
        raise FileTrouble(
            "LibreOffice could not read it: the file is damaged or of an unknown kind.",
            advice="If it opens in another program, save it as DOCX or PDF there.",
        )
    return made


@contextmanager
def kept_open() -> Iterator[None]:
    """Let a LibreOffice stay open for the files to come, where the system can see to its end."""
    if not programs.CAN_LAST:
        yield
        return
    keeper = _Keeper()
    token = _keeper.set(keeper)
    try:
        yield
    finally:
        _keeper.reset(token)
        keeper.close()


def close_if_idle() -> None:
    """End a LibreOffice that was kept open if it has had nothing to do for some time."""
    if keeper := _keeper.get():
        keeper.close_if_idle()


class _Office:
    """A LibreOffice that is open and waits for files."""

    def __init__(self, program: str) -> None:
        self._program = program
        self._folder = Path(tempfile.mkdtemp(prefix="nineveh-"))
        self.n_files = 0
        _write_profile(self._folder)
        (self._folder / _OPEN).write_text(_EMPTY_DOCUMENT, encoding="utf-8")
        self._pipe = _pipe(self._folder)
        self._running = programs.Lasting(
            [*_command(program, self._folder), str(self._folder / _OPEN)],
            memory_bytes=_MEMORY_BYTES,
            env=_NOWHERE,
            folder=self._folder,
            leaves=(self._pipe,),
        )

    def wait_until_ready(self) -> bool:
        """Wait until it can be handed files; say whether that time came."""
        return self._running.wait_until((self._folder / _LOCK).exists, seconds=_START_SECONDS)

    def convert(self, data: bytes, suffix: str, target: str) -> bytes | None:
        """Return a file as OpenDocument, None if nothing came of it. Raises FileTrouble."""
        self.n_files += 1
        here = self._folder / str(self.n_files)
        here.mkdir()
        try:
            return _run(
                self._program,
                self._folder,
                here,
                data,
                suffix,
                target,
                seconds=_SECONDS_TOGETHER,
            )
        finally:
            shutil.rmtree(here, ignore_errors=True)

    @property
    def is_running(self) -> bool:
        """Say whether it is still there."""
        return self._running.is_running

    def close(self) -> None:
        """End it and remove what it wrote."""
        self._running.end()
        shutil.rmtree(self._folder, ignore_errors=True)
        with suppress(OSError):
            self._pipe.unlink(missing_ok=True)


class _Keeper:
    """Opens a LibreOffice for the second file and those after it, and ends it when it is worn."""

    def __init__(self) -> None:
        self._office: _Office | None = None
        self._n_alone = 0
        self._is_hopeless = False
        self._used = time.monotonic()

    def convert(self, program: str, data: bytes, suffix: str, target: str) -> bytes | None:
        """Return a file as OpenDocument, None if it must be converted by itself."""
        self._used = time.monotonic()
        office = self._office or self._opened(program)
        if office is None:
            return None
        try:
            made = office.convert(data, suffix, target)
        except FileTrouble:  # it hangs or is gone
            self.close()
            return None
        if not office.is_running or office.n_files >= _MOST_FILES:
            self.close()
        return made

    def close_if_idle(self) -> None:
        """End it if nothing was converted for some time."""
        if time.monotonic() - self._used > _IDLE_SECONDS:
            self.close()

    def close(self) -> None:
        """End it; the next file is converted by itself."""
        self._n_alone = 0
        if self._office is not None:
            self._office.close()
            self._office = None

    def _opened(self, program: str) -> _Office | None:
        """Open one; None for a first file, which may be the only one, or where it does not open."""
        self._n_alone += 1
        if self._n_alone < 2 or self._is_hopeless:
            return None
        try:
            office = _Office(program)
        except (FileTrouble, OSError):
            self._is_hopeless = True
            return None
        if not office.wait_until_ready():
            office.close()
            self._is_hopeless = True
            return None
        self._office = office
        return office


_keeper: ContextVar[_Keeper | None] = ContextVar("_keeper", default=None)


def _run(
    program: str,
    home: Path,
    folder: Path,
    data: bytes,
    suffix: str,
    target: str,
    *,
    seconds: float,
) -> bytes | None:
    """Convert a file in a folder with the profile in `home`; None if nothing comes of it."""
    source, made = folder / f"document.{suffix}", folder / "made"
    source.write_bytes(data)
    command = [*_command(program, home), "--convert-to", target, "--outdir", str(made), str(source)]
    programs.run(command, seconds=seconds, memory_bytes=_MEMORY_BYTES, env=_NOWHERE, folder=folder)
    result = made / f"document.{target}"
    return result.read_bytes() if result.is_file() else None


def _command(program: str, home: Path) -> list[str]:
    profile = (home / "profile").as_uri()
    options = ("--headless", "--norestore", "--nolockcheck", "--nologo")
    return [program, f"-env:UserInstallation={profile}", *options]


def _pipe(home: Path) -> Path:
    """Return the socket by which LibreOffice is told of files; one that is killed leaves it behind."""
    profile = (home / "profile").as_uri()
    told = hashlib.md5(profile.encode("utf-16-le"), usedforsecurity=False).digest()
    name = "".join(f"{byte:x}" for byte in told)
    return Path(f"/tmp/OSL_PIPE_{os.getuid()}_SingleOfficeIPC_{name}")


def _write_profile(home: Path) -> None:
    """Make a profile of LibreOffice that trusts nobody."""
    user = home / "profile" / "user"
    user.mkdir(parents=True)
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{key}" oor:op="fuse" '
        f'oor:type="xs:{kind}"><value>{setting}</value></prop></item>'
        for path, key, kind, setting in _ITEMS
    )
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items '
        'xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema">'
        f"{items}</oor:items>",
        encoding="utf-8",
    )
