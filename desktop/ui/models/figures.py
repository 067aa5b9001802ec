"""Figures of the models page: as `formats`, but without a tenth that means nothing, and with a finer time."""

from PySide6.QtCore import QLocale

from desktop.ui import formats
from desktop.ui.formats import figure, percent, translate

__all__ = ["figure", "percent", "rate", "size", "time_left"]

_NBSP = "\u00a0"
_KILO = 1000


def size(count: int) -> str:
    """Bytes: a tenth below a hundred of the unit, else a whole number."""
    value = float(count)
    while value >= _KILO:
        value /= _KILO
    precision = 1 if value < 99.95 and count >= _KILO else 0
    text = QLocale().formattedDataSize(count, precision, QLocale.DataSizeFormat.DataSizeSIFormat)
    return text.replace(" ", _NBSP)


def rate(bytes_per_second: float) -> str:
    return f"{size(round(bytes_per_second))}/s"


def time_left(value_seconds: float) -> str:
    """Between one and ten minutes with the seconds, which is where somebody waits for them."""
    whole = round(value_seconds)
    if not 60 <= whole < 600:
        return formats.time_left(value_seconds)
    text = translate("models", "{minutes} min {seconds} s left")
    return text.format(minutes=whole // 60, seconds=whole % 60).replace(" ", _NBSP)
