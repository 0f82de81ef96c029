"""What of Wine must not be shipped is found in a folder."""

from pathlib import Path
from types import ModuleType

SCRIPT = "wine"


def test_libraries_of_wine_and_of_ours_for_wine_are_found(
    script: ModuleType, tmp_path: Path
) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "icuuc.dll").write_bytes(b"MZ")
    (tmp_path / "VCRUNTIME140.dll").write_bytes(b"MZ" + bytes(62) + b"Wine builtin DLL" + bytes(16))
    (tmp_path / "python313.dll").write_bytes(b"MZ" + bytes(200))
    assert script.stubs_in(tmp_path) == ["VCRUNTIME140.dll", "icuuc.dll"]
