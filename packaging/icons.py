"""Owns the icons of a reading edition: one picture that was given, in the sizes and the kind that desktops show."""

import os
from pathlib import Path

from product import Unbuilt
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QImageReader, QPainter

SIZES = (16, 24, 32, 48, 64, 128, 256, 512)


def png_sizes(icon: Path) -> dict[int, bytes]:
    """Return an SVG, PNG or ICO as square PNGs by size, none larger than the picture itself.

    Raises Unbuilt with a sentence if it cannot be read as a picture.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QGuiApplication.instance() or QGuiApplication([])  # an SVG may hold text
    if icon.suffix.lower() == ".svg":
        pictures = {size: _drawn(icon, size) for size in SIZES}
    else:
        picture = _largest(icon)
        most = max(picture.width(), picture.height())
        sizes = [size for size in SIZES if size <= most] or [SIZES[0]]
        pictures = dict.fromkeys(sizes, picture)
    made = {size: _png(_square(picture, size)) for size, picture in pictures.items()}
    del app
    return made


def _drawn(icon: Path, size: int) -> QImage:
    """Return an SVG drawn at a size."""
    reader = QImageReader(str(icon))
    whole = reader.size()
    if whole.isValid():
        reader.setScaledSize(whole.scaled(size, size, Qt.AspectRatioMode.KeepAspectRatio))
    return _read(reader, icon)


def _largest(icon: Path) -> QImage:
    """Return the largest picture in a file; an ICO holds several."""
    reader = QImageReader(str(icon))
    pictures = [_read(reader, icon)]
    while reader.jumpToNextImage():
        pictures.append(_read(reader, icon))
    return max(pictures, key=lambda picture: picture.width() * picture.height())


def _read(reader: QImageReader, icon: Path) -> QImage:
    picture = reader.read()
    if picture.isNull():
        raise Unbuilt(f"The icon {icon} cannot be read as a picture.")
    return picture


def _square(picture: QImage, size: int) -> QImage:
    """Return a picture in the middle of a transparent square of this size."""
    scaled = picture.scaled(
        QSize(size, size),
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    square = QImage(size, size, QImage.Format.Format_ARGB32)
    square.fill(Qt.GlobalColor.transparent)
    painter = QPainter(square)
    painter.drawImage((size - scaled.width()) // 2, (size - scaled.height()) // 2, scaled)
    painter.end()
    return square


def _png(picture: QImage) -> bytes:
    written = QByteArray()
    buffer = QBuffer(written)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(written.data())
