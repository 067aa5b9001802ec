"""Numbers for people, in plain English."""

_SIZES = ((1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB"))


def size_text(size_bytes: int) -> str:
    """Such as `4.7 GB` (decimal, as every model server counts); "" when it is not known."""
    for unit, name in _SIZES:
        if size_bytes >= unit:
            value = size_bytes / unit
            return f"{value:.1f} {name}" if value < 10 else f"{value:.0f} {name}"
    return f"{size_bytes} B" if size_bytes > 0 else ""


def seconds_text(seconds: float) -> str:
    """Such as `3 ms` or `2.4 s`."""
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


def count_text(count: int, noun: str) -> str:
    """Such as `1 model`, `3 models`, `no models`."""
    return f"{count or 'no'} {noun}{'' if count == 1 else 's'}"
