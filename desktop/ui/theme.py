"""Owns colours, fonts and the stylesheet: the only place where they are written down.

`THEMES` are the three looks (light, dark, paper); `apply` dresses the whole program in one of
them; `serif`, `sans` and `arabic` give the two faces and what stands for the first in Arabic script.
A pane marks a widget for the stylesheet with a property: `ground` is "window", "side", "page" or "accent";
`ink` is "muted", "accent" or "title"; `look` is "quiet" (a button that is only text),
"search" (the large field), "popup" (a list that opens) or "hairline" (a line of one pixel).
"""

from dataclasses import dataclass, fields
from functools import cache

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from desktop.corpus.places import resources

SERIF = ("Gentium Plus", "Gentium Book Plus", "Noto Serif", "DejaVu Serif")
ARABIC = ("Noto Naskh Arabic", "Scheherazade New", "Scheherazade", "DejaVu Sans")
MONO = ("DejaVu Sans Mono", "Noto Sans Mono", "Liberation Mono", "Menlo", "Consolas")
SANS = ("Inter", "Noto Sans", "DejaVu Sans")

# Arabic script looks smaller than Latin script of the same size; Noto Naskh needs this much more.
ARABIC_SCALE = 1.18

SANS_POINTS = 10.0


@dataclass(frozen=True, slots=True)
class Theme:
    """One look: its name and its colours, each as `#rrggbb`."""

    name: str
    window: str
    side_pane: str
    page: str
    ink: str
    muted_ink: str
    hairline: str
    accent: str
    hit: str
    current_hit: str
    selected_row: str
    selection: str  # behind selected text, in the page and in fields
    handle: str  # the movable part of a scroll bar

    @property
    def is_dark(self) -> bool:
        """Say whether the page is darker than its ink."""
        return luminance(self.page) < luminance(self.ink)


THEMES: dict[str, Theme] = {
    theme.name: theme
    for theme in (
        Theme(
            name="light",
            window="#f6f5f2",
            side_pane="#fbfaf8",
            page="#ffffff",
            ink="#23211d",
            muted_ink="#6b665f",
            hairline="#e4e1da",
            accent="#8a3b1e",
            hit="#f6dfa4",
            current_hit="#eeb64d",
            selected_row="#efe9df",
            selection="#d5e3f0",
            handle="#d8d4cb",
        ),
        Theme(
            name="dark",
            window="#1c1b1a",
            side_pane="#222120",
            page="#262523",
            ink="#dfdad0",
            muted_ink="#a09a90",
            hairline="#35332f",
            accent="#e09a73",
            hit="#5b4a1f",
            current_hit="#75580f",
            selected_row="#33302b",
            selection="#36485a",
            handle="#4a4741",
        ),
        Theme(
            name="paper",
            window="#e9e0cd",
            side_pane="#efe7d6",
            page="#f6efdf",
            ink="#3a3226",
            muted_ink="#685c47",
            hairline="#dccfb4",
            accent="#8a3b1e",
            hit="#ecd08a",
            current_hit="#e0a940",
            selected_row="#e3d8c0",
            selection="#cfd8d3",
            handle="#cdbf9f",
        ),
    )
}


def luminance(colour: str) -> float:
    """Return the relative luminance (0 to 1) of a colour, as WCAG 2.1 defines it."""
    read = QColor(colour)
    parts = (read.redF(), read.greenF(), read.blueF())
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21, as WCAG 2.1 defines it."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@cache
def load_fonts() -> None:
    """Make the shipped faces known to Qt; without them the system's faces of the same names serve."""
    folder = resources() / "fonts"
    for path in sorted((*folder.rglob("*.ttf"), *folder.rglob("*.otf"))):
        QFontDatabase.addApplicationFont(str(path))


def serif(points: float, bold: bool = False, italic: bool = False) -> QFont:
    """Return the face of all text that comes from documents."""
    font = QFont([*SERIF, *ARABIC])
    font.setStyleHint(QFont.StyleHint.Serif)
    font.setPointSizeF(points)
    font.setBold(bold)
    font.setItalic(italic)
    return font


def arabic(points: float, bold: bool = False) -> QFont:
    """Return the face for Arabic script beside `serif(points)`; never slanted."""
    font = QFont([*ARABIC, *SERIF])
    font.setPointSizeF(points * ARABIC_SCALE)
    font.setBold(bold)
    return font


def mono(points: float) -> QFont:
    """Return the face of code, and of tables whose columns are made with spaces."""
    font = QFont([*MONO, *ARABIC])
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setPointSizeF(points)
    return font


def sans(points: float = SANS_POINTS, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the face of the program's own words."""
    font = QFont([*SANS, *ARABIC])
    font.setStyleHint(QFont.StyleHint.SansSerif)
    font.setPointSizeF(points)
    font.setWeight(weight)
    return font


def apply(app: QApplication, theme: Theme) -> None:
    """Dress the whole program in a theme."""
    prepare(app, theme)
    app.setStyleSheet(stylesheet(theme))


def prepare(app: QApplication, theme: Theme) -> None:
    """Give the program a theme's fonts and colours, but not its stylesheet.

    With a stylesheet a widget is dressed anew each time it gets another parent: what is built without
    one, and dressed by `apply` before it is shown, is built in two thirds of the time.
    """
    load_fonts()
    if app.style().name().lower() != "fusion":
        app.setStyle("Fusion")
    app.setFont(sans())
    app.setPalette(palette(theme))


def palette(theme: Theme) -> QPalette:
    """Return the palette of a theme: what delegates and standard widgets paint with."""
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.window,
        role.WindowText: theme.ink,
        role.Base: theme.page,
        role.AlternateBase: theme.side_pane,
        role.Text: theme.ink,
        role.PlaceholderText: theme.muted_ink,
        role.Button: theme.window,
        role.ButtonText: theme.ink,
        role.BrightText: theme.accent,
        role.Highlight: theme.selection,
        role.HighlightedText: theme.ink,
        role.Accent: theme.accent,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.ToolTipBase: theme.side_pane,
        role.ToolTipText: theme.ink,
        role.Light: theme.page,
        role.Midlight: theme.side_pane,
        role.Mid: theme.hairline,
        role.Dark: theme.muted_ink,
        role.Shadow: theme.hairline,
    }
    result = QPalette()
    for colour_role, colour in colours.items():
        result.setColor(colour_role, QColor(colour))
    for colour_role in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, colour_role, QColor(theme.muted_ink))
    return result


def repolish(widget: QWidget) -> None:
    """Let the stylesheet look again at a widget whose properties changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def stylesheet(theme: Theme) -> str:
    """Return the small stylesheet of the whole program."""
    sheet = _SHEET
    for field in fields(theme):
        sheet = sheet.replace(f"@{field.name};", f"{getattr(theme, field.name)};")
    return sheet


# The names after @ are fields of Theme.
_SHEET = """
QMainWindow, QDialog, *[ground="window"] { background-color: @window; }
*[ground="side"] { background-color: @side_pane; }
*[ground="page"] { background-color: @page; }
*[ground="accent"] { background-color: @accent; }
*[ink="muted"] { color: @muted_ink; }
*[ink="accent"] { color: @accent; }
*[ink="title"] { font-family: "Gentium Plus"; font-size: 16pt; font-weight: bold; }
*[look="popup"] { background-color: @side_pane; border: 1px solid @hairline; }
*[look="popup"] QAbstractItemView::item { padding: 5px 8px; }
*[look="hairline"] { background-color: @hairline; border: none; }

QAbstractScrollArea { border: none; }
QAbstractItemView { border: none; outline: none; background-color: @side_pane; }
QAbstractItemView::item:selected { background-color: @selected_row; color: @ink; }
QListView:focus, QTreeView:focus, QTableView:focus { border: none; }
QDialog QAbstractItemView, QDialog QScrollArea { border: 1px solid transparent; }
QDialog QAbstractItemView:focus, QDialog QScrollArea:focus { border: 1px solid @accent; }

QLineEdit, QSpinBox, QComboBox, QPlainTextEdit {
    background-color: @page; color: @ink; border: 1px solid @hairline; border-radius: 5px;
    padding: 5px 9px; selection-background-color: @selection; selection-color: @ink;
    placeholder-text-color: @muted_ink; }
QLineEdit:focus, QSpinBox:focus, QComboBox:focus, QPlainTextEdit:focus {
    border: 1px solid @accent; }
QLineEdit[look="plain"] { border: none; background: transparent; padding: 0; }
QLineEdit[look="plain"]:focus { border-bottom: 1px solid @accent; }
QLineEdit[look="search"] { font-size: 13pt; padding: 7px 13px; border-radius: 6px; }
QComboBox::drop-down { border: none; width: 18px; }
QComboBox::down-arrow { image: none; }
QLineEdit:disabled, QComboBox:disabled { color: @muted_ink; background-color: @window; }
QCheckBox { spacing: 8px; }
QCheckBox:disabled { color: @muted_ink; }
QCheckBox::indicator { width: 13px; height: 13px; border: 1px solid @muted_ink; border-radius: 3px;
    background-color: @page; }
QCheckBox::indicator:checked { background-color: @accent; border: 1px solid @accent; }
QCheckBox::indicator:disabled { border: 1px solid @hairline; }
QCheckBox:focus { color: @accent; }

QToolButton, QPushButton {
    background-color: transparent; color: @ink; border: 1px solid transparent;
    border-radius: 5px; padding: 4px 9px; }
QToolButton[look="quiet"], QPushButton[look="quiet"] { color: @muted_ink; }
QPushButton { border: 1px solid @hairline; padding: 5px 14px; }
QPushButton[look="quiet"] { border: 1px solid transparent; padding: 4px 9px; }
QToolButton:hover, QPushButton:hover { color: @ink; background-color: @selected_row; }
QToolButton:pressed, QToolButton:checked, QPushButton:pressed { color: @ink;
    background-color: @selected_row; }
QToolButton:focus, QPushButton:focus { border: 1px solid @accent; }
QPushButton:focus { border: 2px solid @accent; padding: 4px 13px; }
QPushButton[look="quiet"]:focus { border: 1px solid @accent; padding: 4px 9px; }
QToolButton:disabled, QPushButton:disabled { color: @muted_ink; }
QToolButton::menu-indicator { image: none; width: 0px; }
QPushButton:default { color: @accent; }
QPushButton:default:!focus { border: 1px solid @accent; }

QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }

QTabBar { background-color: transparent; }
QTabBar::tab { background-color: transparent; color: @muted_ink; border: none;
    border-bottom: 2px solid transparent; padding: 6px 4px 7px 4px; margin: 0px 7px; }
QTabBar::tab:selected { color: @ink; border-bottom: 2px solid @accent; }
QTabBar::tab:hover { color: @ink; }
QTabBar:focus { color: @ink; }
QTabBar::tab:focus { border: 1px solid @accent; }
QTabWidget::pane { border: none; border-top: 1px solid @hairline; }

QHeaderView { background-color: @side_pane; border: none; }
QHeaderView::section { background-color: @side_pane; color: @muted_ink; border: none;
    border-bottom: 1px solid @hairline; padding: 4px 6px; }

QSplitter::handle { background-color: @hairline; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 0px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0px; }
QScrollBar::handle { background-color: @handle; border-radius: 3px; }
QScrollBar::handle:vertical { min-height: 36px; margin: 2px 3px; }
QScrollBar::handle:horizontal { min-width: 36px; margin: 3px 2px; }
QScrollBar::handle:hover { background-color: @muted_ink; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0px; height: 0px; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QMenuBar { background-color: @window; color: @ink; }
QMenuBar::item { background: transparent; padding: 4px 8px; }
QMenuBar::item:selected { background-color: @selected_row; }
QMenu { background-color: @side_pane; color: @ink; border: 1px solid @hairline; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 22px; border-radius: 4px; }
QMenu::item:selected { background-color: @selected_row; }
QMenu::item:disabled { color: @muted_ink; }
QMenu::separator { height: 1px; background-color: @hairline; margin: 4px 8px; }
QToolTip { background-color: @side_pane; color: @ink; border: 1px solid @hairline;
    padding: 4px 6px; }

QStatusBar { background-color: @window; color: @muted_ink; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: @muted_ink; }
QProgressBar { background-color: @hairline; border: none; border-radius: 2px; max-height: 4px;
    color: transparent; }
QProgressBar::chunk { background-color: @accent; border-radius: 2px; }
"""
