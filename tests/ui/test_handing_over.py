"""A second start hands its arguments to the program that runs already."""

import os
import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.ui.handing_over import Doorbell, hand_over

OTHER = """
import sys
from PySide6.QtCore import QCoreApplication
from desktop.ui.handing_over import hand_over
app = QCoreApplication([])
print(hand_over(sys.argv[1:]))
"""


def test_nobody_answers_when_nobody_runs(qtbot: QtBot) -> None:
    assert hand_over(["/a"]) is False


def test_paths_arrive_from_another_process(qtbot: QtBot) -> None:
    doorbell = Doorbell()
    assert doorbell.listen()
    root = Path(__file__).parents[2]
    other = subprocess.Popen(
        [sys.executable, "-c", OTHER, "/a b.corpus", "/ü.txt"],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    with qtbot.waitSignal(doorbell.rung, timeout=30_000) as rung:
        pass
    assert rung.args == [["/a b.corpus", "/ü.txt"]]
    assert other.communicate(timeout=30)[0].strip() == "True"
    doorbell.close()


def test_a_socket_left_behind_is_taken_over(qtbot: QtBot) -> None:
    first, second = Doorbell(), Doorbell()
    assert first.listen()
    assert second.listen()
    first.close()
    second.close()
