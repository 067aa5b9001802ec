"""What was attached to a question: pictures small, files as chips with what they take of the context.

A picture may come from an import: it is decoded only as what its first bytes say it is, and only if it is no
larger than what this application attaches itself.
"""

from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.domain.attachments import Attachment, AttachmentKind
from desktop.domain.image_shape import image_shape
from desktop.domain.text import label_text
from desktop.ui import formats
from desktop.ui.accessibility import named
from desktop.ui.buttons import ActionButton
from desktop.ui.dialogs import PlainTextDialog
from desktop.ui.labels import tooltip_text
from desktop.ui.theme import Size, Theme

THUMBNAIL = QSize(160, 96)
MOST_PIXELS = 40_000_000
NAME_CHARACTERS = 36
PREVIEW = QSize(960, 720)


class AttachedFiles(QWidget):
    """One below the other at the right; each is a button for a plain look at it."""

    chosen = Signal(int)
    """The place of one of them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[Attachment, ...] = ()
        self.buttons: list[QPushButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 4)
        self._column.setSpacing(4)
        self.hide()

    def render_files(self, attachments: tuple[Attachment, ...]) -> None:
        if attachments == self._shown:
            return
        self._shown = attachments
        while self.buttons:
            button = self.buttons.pop()
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        for place, one in enumerate(attachments):
            button = self._button(one)
            button.clicked.connect(partial(self.chosen.emit, place))
            self.buttons.append(button)
            self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)
        self.setVisible(bool(attachments))

    def _button(self, one: Attachment) -> QPushButton:
        name = label_text(one.name, NAME_CHARACTERS)
        image = decoded(one.content, THUMBNAIL * 2) if one.kind is AttachmentKind.IMAGE else None
        if image is None:
            figure = f"  {formats.tokens(one.tokens)}" if one.tokens else ""
            button: QPushButton = ActionButton(self._theme, _plain(f"{name}{figure}"), "attach")
        else:
            button = QPushButton(f"  {_plain(name)}")  # the style sets text too close to a picture
            button.setProperty("kind", "thumbnail")
            button.setFont(self._theme.font(Size.DETAIL))
            pixmap = QPixmap.fromImage(image)
            pixmap.setDevicePixelRatio(2.0)
            button.setIcon(QIcon(pixmap))
            button.setIconSize(pixmap.deviceIndependentSize().toSize())
        kind = self.tr("Picture") if one.kind is AttachmentKind.IMAGE else self.tr("File")
        named(button, self.tr("{kind} {name}").format(kind=kind, name=name))
        button.setToolTip(tooltip_text(label_text(one.name)))
        return button


class PictureDialog(QDialog):
    """Shows a picture, at most as large as the screen has room for."""

    def __init__(self, theme: Theme, title: str, image: QImage, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.picture = QLabel()
        self.picture.setPixmap(QPixmap.fromImage(image))
        named(self.picture, title)
        area = named(QScrollArea(), title)
        area.setWidget(self.picture)
        area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.close_button = ActionButton(theme, self.tr("Close"))
        self.close_button.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(area, 1)
        layout.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignRight)
        self.resize(image.size().boundedTo(PREVIEW) + QSize(44, 96))


def preview(theme: Theme, attachment: Attachment, parent: QWidget) -> QDialog | None:
    """Open a look at what was attached; None where nothing can be shown."""
    title = label_text(attachment.name, NAME_CHARACTERS)
    if attachment.kind is AttachmentKind.TEXT:
        text = attachment.content.decode("utf-8", "replace")
        dialog: QDialog = PlainTextDialog(theme, title, text, parent)
    else:
        image = decoded(attachment.content, PREVIEW)
        if image is None:
            return None
        dialog = PictureDialog(theme, title, image, parent)
    dialog.open()
    return dialog


def decoded(content: bytes, most: QSize) -> QImage | None:
    """The picture, no larger than `most`; None for what is no usable PNG or JPEG."""
    shape = image_shape(content)
    if shape is None or shape.width * shape.height > MOST_PIXELS:
        return None
    data = QByteArray(content)
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, shape.media_type.removeprefix("image/").encode())
    reader.setAutoDetectImageFormat(False)
    size = QSize(shape.width, shape.height)
    if size.width() > most.width() or size.height() > most.height():
        reader.setScaledSize(size.scaled(most, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1)))
    image = reader.read()
    return None if image.isNull() else image


def _plain(text: str) -> str:
    """Text of a button in which an ampersand is one."""
    return text.replace("&", "&&")
