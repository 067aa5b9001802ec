"""Making foreign text harmless for a place that shows one line: names, errors, titles."""

import re

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
LABEL_CHARACTERS = 200


def without_surrogates(text: str) -> str:
    """The text with lone surrogates, which no file or database takes, replaced by U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def label_text(text: str, limit: int = LABEL_CHARACTERS) -> str:
    """One line without control and bidirectional-override characters, elided after `limit` characters."""
    line = " ".join(_CONTROLS.sub("", without_surrogates(text)).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
