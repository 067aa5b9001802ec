"""Every pair of text and ground has the contrast that WCAG 2 asks for, in both schemes."""

from itertools import product

import pytest
from PySide6.QtGui import QColor

from desktop.ui.theme import DARK, LIGHT, Tokens

TEXT, MARK = 4.5, 3.0
GROUNDS = ("window", "sidebar", "surface", "sunken", "hover", "accent_soft")
PAIRS = [
    *product(("text", "text2", "text3", "accent_text", "ok", "warn", "fail"), GROUNDS, (TEXT,)),
    *(("on_accent", ground, TEXT) for ground in ("accent", "accent_hover")),
    *((tone, f"{tone}_soft", TEXT) for tone in ("ok", "warn", "fail")),
    *(("text", f"{tone}_soft", TEXT) for tone in ("ok", "warn", "fail")),
    *((token, "sunken", TEXT) for token in ("keyword", "ok", "warn", "accent_text", "text3")),
    *(("control", ground, MARK) for ground in ("surface", "window")),
]


def luminance(color: str) -> float:
    """https://www.w3.org/TR/WCAG22/#dfn-relative-luminance"""
    found = QColor(color)
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (found.redF(), found.greenF(), found.blueF())
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure() -> None:
    assert round(contrast("#000000", "#FFFFFF"), 1) == 21.0
    assert round(contrast("#767676", "#FFFFFF"), 2) == 4.54


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_contrast(tokens: Tokens, front: str, ground: str, least: float) -> None:
    assert contrast(getattr(tokens, front), getattr(tokens, ground)) >= least
