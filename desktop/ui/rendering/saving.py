"""Code saved as a file of its own: a name that fits its language, and a write that is whole or not at all."""

import re

from PySide6.QtCore import QIODeviceBase, QSaveFile

_PATTERN = re.compile(r"\*\.([A-Za-z0-9_+-]{1,12})")


def suggested_name(language: str) -> str:
    """A file name for code in `language`, as the lexers know it; never a part of the language itself."""
    # Imported late: 13 ms that only a reply with code needs.
    from pygments.lexers import find_lexer_class_by_name
    from pygments.util import ClassNotFound

    try:
        patterns = find_lexer_class_by_name(language).filenames if language else []
    except ClassNotFound:
        patterns = []
    endings = [found[1] for pattern in patterns if (found := _PATTERN.fullmatch(pattern))]
    return f"code.{endings[0] if endings else 'txt'}"


def save_text(path: str, text: str) -> str:
    """Write `text` to `path` in UTF-8, in place of what is there; what went wrong, or "".

    A write that fails leaves the old file as it was.
    """
    file = QSaveFile(path)
    if not file.open(QIODeviceBase.OpenModeFlag.WriteOnly):
        return file.errorString()
    file.write(text.encode("utf-8", "replace"))
    return "" if file.commit() else file.errorString()
