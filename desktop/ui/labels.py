"""Labels for text that may come from anywhere: always plain, never interpreted.

Qt's default label text format is AutoText, which opens the file in `<img src=…>` (threats.md T4).
"""

import html

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QWidget

from desktop.ui.theme import Size, Theme


def plain_label(
    theme: Theme,
    text: str = "",
    *,
    size: Size = Size.BODY,
    weight: QFont.Weight = QFont.Weight.Normal,
    tone: str = "",
    wrap: bool = False,
    mono: bool = False,
    parent: QWidget | None = None,
) -> QLabel:
    """A label that shows `text` word for word; `tone` is a text token of the theme, "" its usual colour."""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(theme.font(size, weight, mono=mono))
    label.setWordWrap(wrap)
    if tone:
        label.setProperty("tone", tone)
    return label


def tooltip_text(text: str) -> str:
    """`text` for a tooltip, shown word for word: Qt takes anything that looks like HTML for HTML."""
    return f"<qt>{html.escape(text).replace(chr(10), '<br>')}</qt>" if text else ""


def set_tone(label: QLabel, tone: str) -> None:
    """Change the text token of a label; the style sheet is asked again only if it differs."""
    set_style_property(label, "tone", tone)


def set_style_property(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet selects on, and have the rules applied anew."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
