"""Owns what of the collected files goes into the program, and what stays out.

PyInstaller collects whatever a library brings along. Of Qt's plugins only the ones named here are
kept; a shared library that nothing kept needs any more is an orphan and goes too.
"""

import re
from collections.abc import Callable, Collection, Iterable
from pathlib import PurePosixPath

# By folder of plugins; names without "lib" and ending, as they differ between systems.
PLUGINS: dict[str, frozenset[str]] = {
    "platforms": frozenset({"qxcb", "qwayland", "qoffscreen", "qwindows", "qcocoa"}),
    "iconengines": frozenset({"qsvgicon"}),
    "imageformats": frozenset({"qsvg", "qjpeg", "qico"}),
    "platforminputcontexts": frozenset(
        {"composeplatforminputcontextplugin", "ibusplatforminputcontextplugin"}
    ),
    # Not qgtk3: a bundled glib beside the system's GTK can crash.
    "platformthemes": frozenset({"qxdgdesktopportal"}),
    "styles": frozenset({"qmodernwindowsstyle", "qmacstyle"}),
    "wayland-decoration-client": frozenset({"adwaita", "bradient"}),
    "wayland-graphics-integration-client": frozenset({"qt-plugin-wayland-egl"}),
    "wayland-shell-integration": frozenset({"xdg-shell"}),
    "xcbglintegrations": frozenset({"qxcb-egl-integration", "qxcb-glx-integration"}),
}

# Data that nothing reads at run time.
_UNUSED = re.compile(
    r"^(babel/locale-data/(?!root\.dat|en\.dat)"
    r"|babel/messages/"
    r"|PySide6/(Qt/)?(translations|qml|metatypes|libexec|resources)/"
    r"|PySide6/opengl32sw\.dll$"
    r"|tld/tests/"
    r"|pyuca/allkeys-(?!9\.0\.0)"  # Python 3.6 and later read the keys of Unicode 9
    r"|resources/screenshots/"
    r"|.*\.(c|cpp|h|hpp|pxd|pyi|pyx)$"
    r"|justext/stoplists/.*\.py$"
    r"|.*\.dist-info/(RECORD|REQUESTED|INSTALLER|direct_url\.json)$)"
)
_PLUGIN = re.compile(r"^PySide6/(?:Qt/)?plugins/([^/]+)/(.+)$")


def is_wanted(place: str) -> bool:
    """Say whether a file goes into the program, by its place in it; either slash will do."""
    place = place.replace("\\", "/")
    plugin = _PLUGIN.match(place)
    if plugin is None:
        return _UNUSED.match(place) is None
    folder, name = plugin[1], PurePosixPath(plugin[2]).name
    return plugin_name(name) in PLUGINS.get(folder, frozenset())


def plugin_name(file_name: str) -> str:
    """Return the name of a plugin without what systems put around it."""
    return file_name.removeprefix("lib").partition(".")[0]


def reached(
    starts: Iterable[str], available: Collection[str], needs: Callable[[str], Iterable[str]]
) -> set[str]:
    """Return which of the available libraries the starts need, over however many steps."""
    found: set[str] = set()
    waiting = list(starts)
    while waiting:
        for name in needs(waiting.pop()):
            if name in available and name not in found:
                found.add(name)
                waiting.append(name)
    return found
