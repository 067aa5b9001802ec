"""Figures as people read them: the locale's numbers, a no-break space, and the unit."""

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

translate = QCoreApplication.translate

_NBSP = "\u00a0"


def tokens_per_second(value: float) -> str:
    return translate("formats", "{figure} tokens/s").format(figure=_figure(value)).replace(" ", _NBSP)


def seconds(value: float) -> str:
    """Tenths below a hundred seconds, whole seconds above; nothing took 0.0 s, but so many milliseconds."""
    if value < 0.0995:
        return milliseconds(max(0.001, value))
    return f"{_figure(value)}{_NBSP}s"


def tokens(count: int) -> str:
    text = translate("formats", "{count} token") if count == 1 else translate("formats", "{count} tokens")
    return text.format(count=QLocale().toString(count)).replace(" ", _NBSP)


def about_tokens(count: int) -> str:
    """An estimate of tokens."""
    text = translate("formats", "about {tokens}") if count else "{tokens}"
    return text.format(tokens=tokens(count)).replace(" ", _NBSP)


def short(count: int) -> str:
    """A count of tokens in the space of four characters: `900`, `2.1k`, `128k` (1k = 1,024)."""
    if count < 1000:
        return QLocale().toString(count)
    thousands = round(count / 1024, 1)
    digits = 1 if thousands < 10 and thousands % 1 else 0
    return f"{QLocale().toString(thousands, 'f', digits)}k"


def size(count: int) -> str:
    """Bytes in the unit that people know from file sizes (1 GB = 1,000 MB)."""
    text = QLocale().formattedDataSize(count, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
    return text.replace(" ", _NBSP)


def percent(fraction: float) -> str:
    """Whole percent, rounded down: 100 % is only said of what is complete."""
    return f"{QLocale().toString(int(fraction * 100))}{_NBSP}%"


def rate(bytes_per_second: float) -> str:
    return f"{size(round(bytes_per_second))}/s"


def time_left(value_seconds: float) -> str:
    """Seconds up to a minute and a half, then minutes, then hours."""
    if value_seconds < 90:
        text = translate("formats", "{count} s left").format(count=max(1, round(value_seconds)))
    elif value_seconds < 90 * 60:
        text = translate("formats", "{count} min left").format(count=round(value_seconds / 60))
    else:
        text = translate("formats", "{count} h left").format(count=_figure(value_seconds / 3600))
    return text.replace(" ", _NBSP)


def clock_time(epoch_seconds: float) -> str:
    """The time of day to the second."""
    return QDateTime.fromSecsSinceEpoch(int(epoch_seconds)).toString("HH:mm:ss")


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


def figure(value: float) -> str:
    """A tenth below a hundred, else a whole number."""
    return _figure(value)


def _figure(value: float) -> str:
    return QLocale().toString(value, "f", 1 if value < 99.95 else 0)
