"""SHA256SUMS."""

import hashlib
from pathlib import Path
from types import ModuleType

SCRIPT = "checksums"


def test_every_whole_file_is_listed_by_name(script: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "b.deb").write_bytes(b"two")
    (tmp_path / "a.run").write_bytes(b"one")
    (tmp_path / ".c.new").write_bytes(b"half")
    script.write_checksums(tmp_path)
    lines = script.write_checksums(tmp_path).read_text().splitlines()
    assert [line.split("  ")[1] for line in lines] == ["a.run", "b.deb"]
    assert lines[0].startswith(hashlib.sha256(b"one").hexdigest())
