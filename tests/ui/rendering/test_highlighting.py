"""Pieces of code and their kinds, counted as Qt counts."""

from desktop.ui.rendering.highlighting import LONGEST_LINE, MOST_CHARACTERS, highlight


def pieces(code: str, language: str) -> list[tuple[str, str]]:
    lines = [line.encode("utf-16-le") for line in code.split("\n")]
    return [
        (lines[line][2 * start : 2 * (start + length)].decode("utf-16-le"), kind)
        for line, start, length, kind in highlight(code, language)
    ]


def test_keywords_calls_strings_numbers_and_comments_are_told_apart() -> None:
    found = pieces("import os\nos.getenv('a', 1)  # why", "python")
    assert {("import", "keyword"), ("getenv", "name"), ("1", "number"), ("# why", "comment")} <= set(found)
    assert "a" in "".join(text for text, kind in found if kind == "string")


def test_characters_beyond_the_basic_plane_count_two() -> None:
    assert ("2", "number") in pieces("x = '\U0001f600', 2", "python")


def test_leading_empty_lines_are_counted() -> None:
    assert next(iter(highlight("\n\nimport x", "python")))[:3] == (2, 0, 6)


def test_nothing_for_an_unknown_language_or_a_long_text() -> None:
    assert pieces("import x", "no-such-language") == []
    assert pieces("import x", "") == []
    assert pieces("x\n" * MOST_CHARACTERS, "python") == []
    assert pieces("x" * (LONGEST_LINE + 1), "python") == []
