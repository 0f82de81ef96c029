"""What desktops and software centres are told."""

import dataclasses
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest

SCRIPT = "share_files"


def images(written: str) -> list[str]:
    return [each.text or "" for each in ElementTree.fromstring(written.encode()).iter("image")]


def test_metainfo_names_pictures_only_by_the_address_of_the_project(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    from product import product  # type: ignore[import-not-found]

    monkeypatch.setattr(script, "homepage", lambda: "")
    assert images(script.metainfo(product())) == []
    monkeypatch.setattr(script, "homepage", lambda: "https://nineveh.example")
    named = images(script.metainfo(product()))
    assert named[0] == "https://nineveh.example/resources/screenshots/first-start.png"
    assert len(named) == len(script.SCREENSHOTS)
    edition = dataclasses.replace(product(), corpus="Letters.corpus")
    assert images(script.metainfo(edition)) == []


@pytest.mark.parametrize("address", ["", "https://nineveh.example"])
def test_an_installed_package_brings_the_pictures_that_its_catalogue_names(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    import rpm  # type: ignore[import-not-found]
    from installed_tree import lay_out  # type: ignore[import-not-found]
    from product import product  # type: ignore[import-not-found]

    monkeypatch.setattr(script, "homepage", lambda: address)
    made, folder, root = product(), tmp_path / "nineveh", tmp_path / "root"
    for name in ("licences/a.txt", "sbom.cdx.json", f"share/man/man1/{made.name}.1"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("text")
    lay_out(folder, root, made)
    told = (root / "usr/share/swcatalog/xml/nineveh.xml").read_text(encoding="utf-8")
    base = ElementTree.fromstring(told.encode()).attrib["media_baseurl"]
    pictures = [root / f"{base}/{name}".removeprefix("file:///") for name in images(told)]
    assert len(pictures) == len(script.SCREENSHOTS)
    owned = rpm.spec_file(made, root, ["libc"]).partition("%files")[2]
    assert '\n"/usr/share/nineveh"\n' in owned
    assert '\n%dir "/usr/share/swcatalog/xml"\n' in owned
    assert all(picture.read_bytes().startswith(b"\x89PNG") for picture in pictures)


def test_who_looks_after_the_packages_stands_in_one_place(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    import deb  # type: ignore[import-not-found]
    import product  # type: ignore[import-not-found]
    import rpm  # type: ignore[import-not-found]

    monkeypatch.setattr(deb, "architecture", lambda: "amd64")
    made = product.product()
    assert "Homepage" not in deb.control_file(made, ["libc6"], 1)
    assert "URL:" not in rpm.spec_file(made, Path("/none"), ["libc"])
    said = product.settings() | {
        "maintainers": [{"name": "Ada", "email": "ada@nineveh.example"}],
        "urls": {"Homepage": "https://nineveh.example/"},
    }
    monkeypatch.setattr(product, "settings", lambda: said)
    control = deb.control_file(made, ["libc6"], 1)
    assert "Maintainer: Ada <ada@nineveh.example>\n" in control
    assert "Homepage: https://nineveh.example\n" in control
    assert "URL: https://nineveh.example\n" in rpm.spec_file(made, Path("/none"), ["libc"])
    assert '<url type="homepage">https://nineveh.example</url>' in script.metainfo(made)
