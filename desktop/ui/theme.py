"""The look: colour tokens, fonts and the style sheet, following the system live.

Source of every value: the project's `look.md`; text has a contrast of 4.5 and more, controls and marks 3.0.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import Enum
from pathlib import Path
from string import Template
from types import MappingProxyType

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette, QScreen
from PySide6.QtWidgets import QApplication

from desktop.domain.settings import Appearance
from desktop.ui.icons import Icons, has_fine_screen


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one scheme, as `#RRGGBB`; everything on screen is one of these."""

    window: str
    sidebar: str
    surface: str
    sunken: str
    hover: str
    line: str
    control: str
    text: str
    text2: str
    text3: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_text: str
    accent_soft: str
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    fail: str
    fail_soft: str
    fail_line: str
    keyword: str


LIGHT = Tokens(
    window="#FAFAFB",
    sidebar="#F0F1F4",
    surface="#FFFFFF",
    sunken="#F3F4F7",
    hover="#E6E8ED",
    line="#DFE1E7",
    control="#868A96",
    text="#1B1D23",
    text2="#50545F",
    text3="#616571",
    accent="#4655C9",
    accent_hover="#3A48B4",
    on_accent="#FFFFFF",
    accent_text="#3D4BBD",
    accent_soft="#E7E9FA",
    ok="#17704A",
    ok_soft="#DDF2E7",
    warn="#855000",
    warn_soft="#FBEED6",
    fail="#B02A24",
    fail_soft="#FCECEA",
    fail_line="#E6B3AE",
    keyword="#8B3A9E",
)
DARK = Tokens(
    window="#1C1D21",
    sidebar="#161719",
    surface="#24262B",
    sunken="#131416",
    hover="#2D2F36",
    line="#34363E",
    control="#7C808C",
    text="#E9EAEE",
    text2="#B3B6C0",
    text3="#989CA8",
    accent="#5665DC",
    accent_hover="#4B59CC",
    on_accent="#FFFFFF",
    accent_text="#A6B0FF",
    accent_soft="#2A2E52",
    ok="#6CCB98",
    ok_soft="#1A3127",
    warn="#EDB955",
    warn_soft="#382C18",
    fail="#FF968D",
    fail_soft="#33201F",
    fail_line="#6E3A36",
    keyword="#D7A3EE",
)


class Size(float, Enum):
    """Type sizes as factors of the system's own font size."""

    CAPTION = 0.85
    DETAIL = 0.92
    BODY = 1.0
    CHAT = 1.08
    TITLE = 1.15
    VERDICT = 1.4
    WIZARD = 1.85


class Theme(QObject):
    """The current scheme; painters and widgets ask it, and repaint on `changed`.

    The style sheet is written for Fusion, which `desktop.app.quitting.Application` begins with.
    """

    changed = Signal()

    def __init__(self, app: QApplication, resources: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self.icons = Icons(resources / "icons")
        self.tokens = LIGHT
        self._appearance, self._desktop = Appearance.SYSTEM, Qt.ColorScheme.Unknown
        self._sheet = Template((resources / "style.qss").read_text(encoding="utf-8"))
        font = app.font()
        font.setFeature(QFont.Tag("tnum"), 1)  # figures that count up must not make the line dance
        font.setFeature(QFont.Tag("calt"), 0)  # some fonts write the name `8x7b` with a multiplication sign
        app.setFont(font)
        app.styleHints().colorSchemeChanged.connect(self._follow)
        self._is_fine = has_fine_screen()
        app.screenAdded.connect(self._see_screen)
        for screen in app.screens():
            self._see_screen(screen)
        self._follow()

    def use(self, appearance: Appearance) -> None:
        """Take the scheme of the setting; native dialogs and title bars follow where Qt can (6.8+)."""
        schemes = {
            Appearance.SYSTEM: Qt.ColorScheme.Unknown,
            Appearance.LIGHT: Qt.ColorScheme.Light,
            Appearance.DARK: Qt.ColorScheme.Dark,
        }
        self._appearance = appearance
        self._app.styleHints().setColorScheme(schemes[appearance])
        if appearance is Appearance.SYSTEM:
            self._follow()
        else:  # not every platform reports the change back
            self._take(DARK if appearance is Appearance.DARK else LIGHT)

    @Slot(Qt.ColorScheme)
    def follow_desktop(self, scheme: Qt.ColorScheme) -> None:
        """Take what the desktop says it prefers; for `Unknown`, what Qt finds."""
        self._desktop = scheme
        if self._appearance is Appearance.SYSTEM:
            self._follow()

    def color(self, token: str) -> QColor:
        """The colour of a token by its name; `AttributeError` for a name that is none."""
        return QColor(getattr(self.tokens, token))

    def font(
        self, size: Size = Size.BODY, weight: QFont.Weight = QFont.Weight.Normal, *, mono: bool = False
    ) -> QFont:
        """The system's font (or its fixed one, without ligatures) at a factor of its own size."""
        base = self._app.font()
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont) if mono else QFont(base)
        if mono:
            font.setFeature(QFont.Tag("liga"), 0)
            font.setFeature(QFont.Tag("calt"), 0)
        if base.pixelSize() > 0:
            font.setPixelSize(round(base.pixelSize() * size.value))
        else:
            font.setPointSizeF(base.pointSizeF() * size.value)
        font.setWeight(weight)
        return font

    @property
    def code_colors(self) -> Mapping[str, str]:
        """The colours of highlighted code by what a lexer calls the token."""
        t = self.tokens
        return MappingProxyType(
            {
                "keyword": t.keyword,
                "string": t.ok,
                "number": t.warn,
                "name": t.accent_text,
                "comment": t.text3,
                "text": t.text,
            }
        )

    @Slot(QScreen)
    def _see_screen(self, screen: QScreen) -> None:
        """A screen is there, now or from the start: it can become finer later."""
        screen.geometryChanged.connect(self._see_pixels)
        self._see_pixels()

    @Slot()
    def _see_pixels(self) -> None:
        """With the first screen that is finer than its coordinates, icons are drawn for that too."""
        if has_fine_screen() and not self._is_fine:
            self._is_fine = True
            self.changed.emit()

    @Slot()
    def _follow(self) -> None:
        scheme = self._app.styleHints().colorScheme()
        if self._appearance is Appearance.SYSTEM and self._desktop is not Qt.ColorScheme.Unknown:
            scheme = self._desktop
        self._take(DARK if scheme is Qt.ColorScheme.Dark else LIGHT)

    def _take(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.icons.clear()
        self._app.setPalette(_palette(tokens))
        self._app.setStyleSheet(self._sheet.substitute(asdict(tokens)))
        self.changed.emit()


def _palette(t: Tokens) -> QPalette:
    role, palette = QPalette.ColorRole, QPalette()
    for key, value in {
        role.Window: t.window,
        role.WindowText: t.text,
        role.Base: t.surface,
        role.AlternateBase: t.sunken,
        role.Text: t.text,
        role.Button: t.surface,
        role.ButtonText: t.text,
        role.PlaceholderText: t.text3,
        role.Highlight: t.accent,
        role.HighlightedText: t.on_accent,
        role.Link: t.accent_text,
        role.LinkVisited: t.accent_text,
        role.ToolTipBase: t.surface,
        role.ToolTipText: t.text,
        role.Mid: t.line,
    }.items():
        palette.setColor(key, QColor(value))
    for key in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, key, QColor(t.text3))
    return palette
