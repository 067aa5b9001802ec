"""What the application speaks: texts, Qt's own texts, numbers and dates; changed without a restart.

A text without a translation stays English, and so does everything where the compiled files are missing.
"""

import re
import unicodedata
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Signal

from desktop.domain.settings import Language

FOLDER = "translations"
TRANSLATED = (Language.GERMAN,)
"""Beside English, which the sources are written in."""

_KEPT = re.compile(r"\{[^{}]*\}|%n|%L?\d+|&&|<[^<>]*>|\(\*[^()]*\)|\s+")
"""What a longer text must keep: placeholders, marks of rich text, name filters, blanks."""
_MNEMONIC = re.compile(r"(?<!&)&([^\W\d_])")
_DATE = re.compile(r"[dMy., ]+")
"""A format of dates, which is read by Qt and not by the user."""
_ACCENTS = str.maketrans("aceinosuyzACEINOSUYZ", "àçéîñôšûýžÀÇÉÎÑÔŠÛÝŽ")
_STRETCH = 0.4
"""German is a third longer than English; the pseudo-locale a little more."""


class Speech(QObject):
    """Installs the translators of a language. Windows made before that keep their texts: make them anew."""

    changed = Signal()

    def __init__(self, app: QCoreApplication, resources: Path) -> None:
        super().__init__()
        self._app, self._folder = app, resources / FOLDER
        self._translators: list[QTranslator] = []
        self.language: Language | None = None
        """What is spoken, never `SYSTEM`; None before the first `use()`."""

    def use(self, language: Language) -> None:
        """Speak `language` from now on; `changed` is emitted if that is another than before."""
        spoken = system_language() if language is Language.SYSTEM else language
        QLocale.setDefault(_locale_of(language))
        if spoken is self.language:
            return
        for translator in self._translators:
            self._app.removeTranslator(translator)
        self._translators = self._translators_of(spoken)
        for translator in self._translators:
            self._app.installTranslator(translator)
        self.language = spoken
        self.changed.emit()

    def _translators_of(self, language: Language) -> list[QTranslator]:
        """Those of the language, the one that is asked first at the end."""
        if language is Language.PSEUDO:
            return [PseudoTranslator(self)]
        qt, own = QTranslator(self), QTranslator(self)
        loaded = [
            (qt, qt.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))),
            (own, own.load(f"tars_{language}", str(self._folder))),
        ]
        return [translator for translator, is_there in loaded if is_there]


def system_language() -> Language:
    """The first of the desktop's languages that there is a translation for, else English.

    Qt's own search (`QTranslator.load` with a locale) skips English, which has no file, for the next one.
    """
    for tag in QLocale.system().uiLanguages():
        code = tag.split("-")[0]
        if code == Language.ENGLISH:
            break
        if code in TRANSLATED:
            return Language(code)
    return Language.ENGLISH


def _locale_of(language: Language) -> QLocale:
    """How numbers and dates are written: as on the desktop, unless another language was chosen."""
    system = QLocale.system()
    if language is Language.SYSTEM:
        return system
    chosen = QLocale("de_DE" if language is Language.GERMAN else "en_US")
    return system if system.language() is chosen.language() else chosen


class PseudoTranslator(QTranslator):
    """English with accents, longer, and in brackets: shows what is not translated and what is cut off."""

    def translate(self, _context: str, source_text: str, _comment: str | None = None, _n: int = -1) -> str:
        return pseudo(source_text)

    def isEmpty(self) -> bool:
        return False


def pseudo(text: str) -> str:
    """`text` as the pseudo-locale says it: “Save &As…” becomes “[Šàvé Àš… ~~ (&A)]”."""
    if not text.strip() or _DATE.fullmatch(text):
        return text
    mnemonic = _MNEMONIC.search(text)
    text = _MNEMONIC.sub(r"\1", text)
    pieces, at = [], 0
    for kept in _KEPT.finditer(text):
        pieces += [text[at : kept.start()].translate(_ACCENTS), kept.group()]
        at = kept.end()
    pieces.append(text[at:].translate(_ACCENTS))
    letters = sum(unicodedata.category(letter).startswith("L") for letter in text)
    stretched = f"{''.join(pieces)} {'~' * max(2, round(letters * _STRETCH))}"
    return f"[{stretched} (&{mnemonic.group(1).upper()})]" if mnemonic else f"[{stretched}]"
