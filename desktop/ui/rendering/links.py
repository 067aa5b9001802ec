"""Links in untrusted text: shown with their host, opened only on the user's word, and only the web's own.

`QDesktopServices.openUrl` filters nothing: file:, smb:, javascript: and even `-option` reach the system's
opener (threats.md T3).
"""

import re
from urllib.parse import unquote

from PySide6.QtCore import QCoreApplication, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QFont, QTextOption
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.ui.accessibility import named
from desktop.ui.buttons import ActionButton
from desktop.ui.labels import plain_label, tooltip_text
from desktop.ui.theme import Size, Theme

translate = QCoreApplication.translate

LONGEST_ADDRESS = 8000
LONGEST_TOOLTIP = 300
_HIDDEN = re.compile("[\x00-\x20\x7f-\xa0\u00ad\u061c\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]")


def is_openable(url: QUrl) -> bool:
    """Whether `url` is an http(s) address with a host, no user name and no hidden characters."""
    if not url.isValid() or url.isRelative() or url.scheme() not in ("http", "https"):
        return False
    if not url.host() or url.userInfo() or len(url.toEncoded().data()) > LONGEST_ADDRESS:
        return False
    return not _HIDDEN.search(unquote(address_of(url)).replace(" ", ""))


def host_of(url: QUrl) -> str:
    """The host, in ASCII: an international name in punycode, so that look-alikes are seen."""
    return url.host(QUrl.ComponentFormattingOption.FullyEncoded)


def address_of(url: QUrl) -> str:
    """The whole address in ASCII."""
    return bytes(url.toEncoded().data()).decode("ascii", "replace")


def link_tooltip(url: QUrl) -> str:
    """What a pointer over the link says: the whole address, as far as it fits."""
    if is_openable(url):
        address = address_of(url)
        return tooltip_text(address if len(address) <= LONGEST_TOOLTIP else f"{address[:LONGEST_TOOLTIP]}…")
    return translate("links", "This link cannot be opened from here.")


def hidden_host(url: QUrl, text: str) -> str:
    """The host of `url` if `text`, which is shown for it, does not say it; "" for what cannot be opened."""
    if not is_openable(url):
        return ""
    shown = text.strip().casefold()
    host = host_of(url).casefold()
    plain = shown.removeprefix("https://").removeprefix("http://")
    names = {host, host.removeprefix("www.")}
    says_it = any(plain == name or plain.startswith((f"{name}/", f"{name}:", f"{name}?")) for name in names)
    return "" if says_it else host


def open_link(parent: QWidget, theme: Theme, url: QUrl) -> None:
    """Ask whether to open `url`; nothing happens with one that is not openable."""
    if is_openable(url):
        LinkDialog(theme, url, parent).open()


class LinkDialog(QDialog):
    """Asks before an address is opened in the browser; Cancel is the default."""

    def __init__(self, theme: Theme, url: QUrl, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._url = url
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Open Link"))
        question = plain_label(theme, self.tr("Open this address in your browser?"))
        host = plain_label(theme, host_of(url), size=Size.TITLE, weight=QFont.Weight.DemiBold, wrap=True)
        self.address = named(QPlainTextEdit(address_of(url)), self.tr("Address"))
        self.address.setReadOnly(True)
        self.address.setFont(theme.font(Size.DETAIL, mono=True))
        self.address.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        self.address.setFixedHeight(self.address.fontMetrics().lineSpacing() * 4)
        self.copy = ActionButton(theme, self.tr("Copy &Link"))
        self.confirm = ActionButton(theme, self.tr("&Open Link"))
        self.cancel = ActionButton(theme, self.tr("Cancel"), kind="primary")
        self.cancel.setDefault(True)
        self.copy.clicked.connect(self._copy)
        self.confirm.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)
        self.accepted.connect(self._open)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.copy)
        buttons.addStretch(1)
        buttons.addWidget(self.confirm)
        buttons.addWidget(self.cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 20)
        layout.setSpacing(12)
        for label in (question, host, self.address):
            layout.addWidget(label)
        layout.addLayout(buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 70)
        self.cancel.setFocus()

    @Slot()
    def _copy(self) -> None:
        QApplication.clipboard().setText(address_of(self._url))

    @Slot()
    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromEncoded(self._url.toEncoded()))
