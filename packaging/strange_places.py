"""Owns the starts in places that are not as they should be: homes, languages, scales, no fonts.

Each must paint a window and end by the keyboard without printing a line.
"""

import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from installing import Installed
from screen import Screen, Unfit, wait_for
from session import NO_BUS, check_output, expect


@dataclass(frozen=True, slots=True)
class Strange:
    """A start with something odd: what is set in the environment, and what kind of home there is."""

    name: str
    home: str = "empty"  # "empty", "missing", "file" (no folder at all), "read-only"
    environment: Mapping[str, str] = field(default_factory=dict)


PLACES = (
    Strange("broken home", home="file"),
    Strange("missing home", home="missing"),
    Strange("read-only home", home="read-only"),
    Strange("unknown locale", environment={"LANG": "tlh_QO.UTF-8", "LC_ALL": "tlh_QO.UTF-8"}),
    Strange("no locale", environment={"LANG": "", "LC_ALL": "C"}),
    Strange("right-to-left locale", environment={"LANG": "ar_IQ.UTF-8", "LANGUAGE": "ar"}),
    Strange("double scale", environment={"QT_SCALE_FACTOR": "2"}),
    Strange("no fonts", environment={"FONTCONFIG_FILE": "/dev/null/none"}),
)
# Said by the system's fontconfig, not by the program, when it is told to find no fonts.
_SAID_OF_FONTS = "Fontconfig error: "


def check_strange_places(place: Installed, scratch: Path, pictures: Path | None) -> None:
    """Start the program in each strange place; raises Unfit with what was wrong."""
    screen_folder = scratch / "strange-screen"
    screen_folder.mkdir()
    with Screen(screen_folder) as screen:
        for number, strange in enumerate(PLACES):
            if strange.home == "read-only" and place.data.is_relative_to(place.program.parent):
                continue  # the portable form does not look at the home
            _check(place, strange, number, screen, pictures)


def _check(
    place: Installed, strange: Strange, number: int, screen: Screen, pictures: Path | None
) -> None:
    home = _make_home(place, strange, number)
    temporary = place.home / "tmp"
    environment = {
        "HOME": place.seen(home),
        "PATH": place.seen(place.home / "bin"),
        "TMPDIR": place.seen(temporary),
        "LANG": "C.UTF-8",
        **NO_BUS,
        "DISPLAY": screen.display,
        **strange.environment,
    }
    running = subprocess.Popen(
        place.command([]),
        env=environment,
        cwd=place.home,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    try:
        wait_for(lambda: not screen.is_dark() or running.poll() is not None, "", seconds=30)
        if running.poll() is not None:
            raise Unfit(f"it ended at once: {_said(running)}")
        screen.focus(screen.window(place.title))
        screen.wait_until_quiet()
        if pictures is not None:
            screen.save(pictures / f"strange-{strange.name.replace(' ', '-')}.png")
        said = _close(screen, running)
    except Unfit as reason:
        raise Unfit(f"With {strange.name}: {reason}") from None
    finally:
        if running.poll() is None:
            running.kill()
            running.wait(10)
    lines = [line for line in said.splitlines() if not line.startswith(_SAID_OF_FONTS)]
    check_output("\n".join(lines))
    expect(running.returncode == 0, f"With {strange.name} it ended with {running.returncode}.")
    print(f"{strange.name}: passed", flush=True)


def _close(screen: Screen, running: "subprocess.Popen[str]") -> str:
    """Quit by the keyboard, once more if a window just came; return what was printed."""
    for _ in range(3):
        screen.press("ctrl+q")
        try:
            return running.communicate(timeout=8)[0]
        except subprocess.TimeoutExpired:
            time.sleep(0.2)
    raise Unfit("The program did not end after Ctrl+Q.")


def _said(running: "subprocess.Popen[str]") -> str:
    return running.communicate(timeout=10)[0].strip()


def _make_home(place: Installed, strange: Strange, number: int) -> Path:
    home = place.home / f"strange-{number}"
    if strange.home == "file":
        home.write_text("no folder", encoding="utf-8")
    elif strange.home != "missing":
        place.own(home)
        if strange.home == "read-only":
            home.chmod(0o555)
    return home
