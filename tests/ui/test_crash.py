"""The crash sheet: a report that can be copied, and no text of documents in it."""

import sys

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.crash import CrashHook, CrashSheet, report_of

SECRET = "what the witness said"


def _fail() -> None:
    try:
        raise KeyError(SECRET)
    except KeyError as error:
        raise ValueError(SECRET) from error


def _met() -> ValueError:
    with pytest.raises(ValueError) as met:
        _fail()
    return met.value


def test_the_report_says_where_and_not_what_was_read() -> None:
    report = report_of(_met())
    assert "in _fail" in report
    assert "KeyError" in report
    assert report.rstrip().endswith("ValueError")
    assert SECRET not in report
    assert "/home" not in report


def test_what_the_interpreter_says_is_quoted() -> None:
    with pytest.raises(AttributeError) as met:
        _ = None.missing  # type: ignore[attr-defined]
    assert "has no attribute 'missing'" in report_of(met.value)


def test_one_sheet_shows_and_its_report_is_copied(
    qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    hook = CrashHook()
    for _ in range(2):
        error = _met()
        hook.meet(type(error), error, error.__traceback__)
    sheets = [w for w in QApplication.topLevelWidgets() if isinstance(w, CrashSheet)]
    assert len(sheets) == 1
    sheets[0].copy_button.click()
    assert QGuiApplication.clipboard().text().count("ValueError") == 2
    assert "ValueError" in capsys.readouterr().err
    sheets[0].reject()


def test_the_hook_is_installed(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    hook = CrashHook()
    hook.install()
    assert sys.excepthook == hook.meet
