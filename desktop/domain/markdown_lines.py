"""What one line of Markdown begins, goes on with or ends.

Source: CommonMark 0.31 and the GitHub tables, as md4c reads them.
"""

import re

FENCE = re.compile(r" {0,3}(`{3,}|~{3,})([^\n]*)")
HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")
RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")
QUOTE = re.compile(r" {0,3}>")
ITEM = re.compile(r"( {0,3})([-+*]|(\d{1,9})([.)]))([ \t]+|$)(.?)")
DELIMITERS = re.compile(r" {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
FORMULA = re.compile(r" {0,3}(?:\$\$|\\\[)")


def indent(text: str) -> int:
    """Columns of white space before the text; a tab reaches to the next multiple of 4."""
    width = 0
    for character in text:
        if character == " ":
            width += 1
        elif character == "\t":
            width += 4 - width % 4
        else:
            break
    return width


def opening_fence(text: str) -> tuple[str, str] | None:
    found = FENCE.match(text)
    if found is None or (found[1][0] == "`" and "`" in found[2]):
        return None
    return found[1], found[2]


def begins_formula(text: str) -> bool:
    """Whether a line begins a formula that has the line to itself, as far as it goes."""
    if not FORMULA.match(text):
        return False
    return not has_words_after(text.strip()[2:], formula_end(text))


def formula_end(text: str) -> str:
    """What ends the formula that the line begins."""
    return "$$" if text.lstrip().startswith("$$") else "\\]"


def has_words_after(text: str, end: str) -> bool:
    """Whether something other than the marks of a sentence follows `end`."""
    return bool(text.partition(end)[2].strip(" \t.,;:"))


def marker(item: re.Match[str]) -> str:
    return item[4] or item[2]


def interrupts(text: str) -> bool:
    """Whether a line ends a paragraph above it by beginning something else."""
    if HEADING.match(text) or RULE.match(text) or QUOTE.match(text) or opening_fence(text):
        return True
    item = ITEM.match(text)
    return item is not None and bool(item[6]) and (item[3] is None or int(item[3]) == 1)


def is_table(lines: list[str]) -> bool:
    if len(lines) < 2 or "|" not in lines[0] or "|" not in lines[1]:
        return False
    return DELIMITERS.match(lines[1].rstrip("\r\n")) is not None
