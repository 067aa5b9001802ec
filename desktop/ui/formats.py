"""Figures as people read them: the locale's numbers, a no-break space, and the unit."""

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

translate = QCoreApplication.translate

_NBSP = "\u00a0"


def tokens_per_second(value: float) -> str:
    return translate("formats", "{figure} tokens/s").format(figure=_figure(value)).replace(" ", _NBSP)


def seconds(value: float) -> str:
    """Tenths below ten seconds, whole seconds above."""
    return f"{_figure(value)}{_NBSP}s"


def tokens(count: int) -> str:
    text = translate("formats", "{count} token") if count == 1 else translate("formats", "{count} tokens")
    return text.format(count=QLocale().toString(count)).replace(" ", _NBSP)


def size(count: int) -> str:
    """Bytes in the unit that people know from file sizes (1 GB = 1,000 MB)."""
    text = QLocale().formattedDataSize(count, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
    return text.replace(" ", _NBSP)


def milliseconds(value_seconds: float) -> str:
    return f"{QLocale().toString(round(value_seconds * 1000))}{_NBSP}ms"


def day_of(epoch_seconds: float, now: QDateTime) -> str:
    """The section of a list by date: Today, Yesterday, Last 7 Days, or the month and year."""
    then = QDateTime.fromSecsSinceEpoch(int(epoch_seconds)).date()
    days = then.daysTo(now.date())
    if days <= 0:
        return translate("formats", "Today")
    if days == 1:
        return translate("formats", "Yesterday")
    if days < 7:
        return translate("formats", "Last 7 days")
    return QLocale().toString(then, "MMMM yyyy")


def _figure(value: float) -> str:
    return QLocale().toString(value, "f", 1 if value < 99.95 else 0)
