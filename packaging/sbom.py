"""Owns the list of all parts that are shipped (SBOM), in CycloneDX's JSON, as the parts describe themselves."""

import json
import platform
import re
import sys
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from licences import debian_packages, installed, locked
from product import ROOT, Product

_SPDX = re.compile(r"[A-Za-z0-9.+-]+")


def sbom(made: Product, sources: Sequence[Path]) -> str:
    """Return the parts: libraries of the lock file, Python, PyInstaller's starter, the system's libraries."""
    parts = [_library(found) for found in installed([*locked(ROOT), "pyinstaller"])]
    parts.append(
        {
            "type": "platform",
            "name": "CPython",
            "version": platform.python_version(),
            "purl": f"pkg:generic/cpython@{platform.python_version()}",
            "licenses": [{"expression": "Python-2.0.1"}],
        }
    )
    for package, version in debian_packages(sources):
        purl = f"pkg:deb/debian/{package}@{version}"
        parts.append({"type": "library", "name": package, "version": version, "purl": purl})
    for part in parts:
        part["bom-ref"] = part["purl"]
    parts.sort(key=lambda part: part["purl"])
    whole = {"type": "application", "name": made.name, "version": made.version}
    whole |= {
        "bom-ref": f"pkg:generic/{made.name}@{made.version}",
        "licenses": _licence(made.licence),
    }
    body = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(made.time, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": whole,
            "properties": [{"name": "platform", "value": sys.platform}],
        },
        "components": parts,
        "dependencies": [
            {"ref": whole["bom-ref"], "dependsOn": [part["bom-ref"] for part in parts]}
        ],
    }
    number = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(body, sort_keys=True))
    body["serialNumber"] = f"urn:uuid:{number}"
    return json.dumps(body, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def _library(found: metadata.Distribution) -> dict[str, Any]:
    name = re.sub(r"[-_.]+", "-", found.name).lower()
    part: dict[str, Any] = {
        "type": "library",
        "name": found.name,
        "version": found.version,
        "purl": f"pkg:pypi/{name}@{found.version}",
    }
    said = found.metadata["License-Expression"] or found.metadata["License"] or ""
    first = said.strip().splitlines()[:1]
    classified = [
        line.rpartition(" :: ")[2]
        for line in found.metadata.get_all("Classifier") or []
        if line.startswith("License ::")
    ]
    stated = first[0] if first and len(first[0]) < 80 else ", ".join(classified)
    if stated:
        part["licenses"] = _licence(stated)
    return part


def _licence(said: str) -> list[dict[str, Any]]:
    """Return a licence as CycloneDX wants it: an expression of SPDX, or a name."""
    words = said.replace("(", " ").replace(")", " ").split()
    is_expression = all(
        word in ("AND", "OR", "WITH") or ("-" in word and _SPDX.fullmatch(word)) or word == "MIT"
        for word in words
    )
    return [{"expression": said}] if is_expression else [{"license": {"name": said}}]
