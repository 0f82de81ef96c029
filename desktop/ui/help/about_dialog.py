"""Owns what the program says about itself: version, licence, the parts it is made of."""

import platform

import PySide6
from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from desktop import __version__
from desktop.corpus.places import edition
from desktop.corpus.updating import how_to_update


class AboutDialog(QDialog):
    """Name, version, licence; all selectable, so that it can be copied into a letter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        made = edition()
        title = made.title if made is not None else "Nineveh"
        self.setWindowTitle(self.tr("About {0}").replace("{0}", title))
        name = QLabel(title, self)
        name.setProperty("ink", "title")
        version = self.tr("Version {0}")
        if made is not None:
            version = self.tr("A reading edition, made with Nineveh {0}")
        told = (
            self.tr("Read and search a body of texts closely, on a laptop, without a network."),
            version.replace("{0}", __version__),
            how_to_update(),
            f"Python {platform.python_version()} · Qt {qVersion()} · PySide {PySide6.__version__}",
            self.tr(
                "Licence: Apache-2.0. Qt and PySide are used under the LGPL-3.0. The typefaces Gentium, "
                "Inter and Noto Naskh Arabic are used under the SIL Open Font License 1.1."
            ),
            self.tr("The program opens no network connection and sends nothing."),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(10)
        layout.addWidget(name)
        for sentence in told:
            label = QLabel(sentence, self)
            label.setWordWrap(True)
            layout.addWidget(label)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self.setMinimumWidth(440)
