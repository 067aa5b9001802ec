"""What LaTeX's commands look like as Unicode; the names are those of the LaTeX kernel and amsmath."""

from collections.abc import Mapping


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_GREEK = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho"
_GREEK_LATER = "sigma tau upsilon phi chi psi omega"

LETTERS: Mapping[str, str] = {
    **{name: chr(0x3B1 + n) for n, name in enumerate(_GREEK.split())},
    **{name: chr(0x3C3 + n) for n, name in enumerate(_GREEK_LATER.split())},
    **{name.capitalize(): chr(0x391 + n) for n, name in enumerate(_GREEK.split())},
    **{name.capitalize(): chr(0x3A3 + n) for n, name in enumerate(_GREEK_LATER.split())},
    "epsilon": "ϵ",
    "varepsilon": "ε",
    "phi": "ϕ",
    "varphi": "φ",
    "vartheta": "ϑ",
    "varrho": "ϱ",
    "varsigma": "ς",
    "varpi": "ϖ",
    "ell": "ℓ",
    "hbar": "ℏ",
    "imath": "ı",
    "jmath": "ȷ",
}
"""Shown in italics, as variables are."""

OPERATORS: Mapping[str, str] = {
    "pm": "±",
    "mp": "∓",
    "times": "×",
    "div": "÷",
    "cdot": "·",
    "ast": "∗",
    "star": "⋆",
    "circ": "∘",
    "bullet": "∙",
    "oplus": "⊕",
    "ominus": "⊖",
    "otimes": "⊗",
    "odot": "⊙",
    "cup": "∪",
    "cap": "∩",
    "setminus": "∖",
    "wedge": "∧",
    "land": "∧",
    "vee": "∨",
    "lor": "∨",
    "le": "≤",
    "leq": "≤",
    "leqslant": "⩽",
    "ge": "≥",
    "geq": "≥",
    "geqslant": "⩾",
    "ne": "≠",
    "neq": "≠",
    "ll": "≪",
    "gg": "≫",
    "approx": "≈",
    "sim": "∼",
    "simeq": "≃",
    "cong": "≅",
    "equiv": "≡",
    "propto": "∝",
    "prec": "≺",
    "succ": "≻",
    "in": "∈",
    "notin": "∉",
    "ni": "∋",
    "subset": "⊂",
    "subseteq": "⊆",
    "supset": "⊃",
    "supseteq": "⊇",
    "mid": "∣",
    "parallel": "∥",
    "perp": "⟂",
    "vdash": "⊢",
    "models": "⊨",
    "to": "→",
    "rightarrow": "→",
    "longrightarrow": "⟶",
    "leftarrow": "←",
    "gets": "←",
    "leftrightarrow": "↔",
    "Rightarrow": "⇒",
    "implies": "⇒",
    "Longrightarrow": "⟹",
    "Leftarrow": "⇐",
    "Leftrightarrow": "⇔",
    "iff": "⇔",
    "mapsto": "↦",
    "uparrow": "↑",
    "downarrow": "↓",
    "hookrightarrow": "↪",
    "rightleftharpoons": "⇌",
    "triangleq": "≜",
    "coloneqq": "≔",
    "bmod": "mod",
    "mod": "mod",
}
"""Between two operands, with space around."""

LARGE: Mapping[str, str] = {
    "sum": "∑",
    "prod": "∏",
    "coprod": "∐",
    "int": "∫",
    "iint": "∬",
    "iiint": "∭",
    "oint": "∮",
    "bigcup": "⋃",
    "bigcap": "⋂",
    "bigoplus": "⨁",
    "bigotimes": "⨂",
}
"""Before what they run over; with limits."""

SIGNS: Mapping[str, str] = {
    "infty": "∞",
    "partial": "∂",
    "nabla": "∇",
    "forall": "∀",
    "exists": "∃",
    "nexists": "∄",
    "neg": "¬",
    "lnot": "¬",
    "emptyset": "∅",
    "varnothing": "∅",
    "aleph": "ℵ",
    "Re": "ℜ",
    "Im": "ℑ",
    "wp": "℘",
    "angle": "∠",
    "triangle": "△",
    "square": "□",
    "Box": "□",
    "blacksquare": "■",
    "prime": "′",
    "degree": "°",
    "top": "⊤",
    "bot": "⊥",
    "dagger": "†",
    "ddagger": "‡",
    "therefore": "∴",
    "because": "∵",
    "checkmark": "✓",
    "ldots": "…",
    "dots": "…",
    "dotsc": "…",
    "dotsb": "⋯",
    "cdots": "⋯",
    "vdots": "⋮",
    "ddots": "⋱",
    "colon": ":",
    "langle": "⟨",
    "rangle": "⟩",
    "lfloor": "⌊",
    "rfloor": "⌋",
    "lceil": "⌈",
    "rceil": "⌉",
    "lbrace": "{",
    "rbrace": "}",
    "lbrack": "[",
    "rbrack": "]",
    "vert": "|",
    "lvert": "|",
    "rvert": "|",
    "Vert": "‖",
    "lVert": "‖",
    "rVert": "‖",
    "backslash": "\\",
    "pounds": "£",
    "euro": "€",
}
"""As they are."""

FUNCTIONS = _words(
    "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh coth log ln lg exp lim limsup liminf max"
    " min sup inf arg det dim ker deg gcd hom Pr"
)
"""Upright names, such as sin."""

SPACES: Mapping[str, str] = {
    ",": "\u2009",
    ":": " ",
    ";": " ",
    ">": " ",
    " ": " ",
    "!": "",
    "quad": "  ",
    "qquad": "    ",
    "thinspace": "\u2009",
    "enspace": " ",
}
IGNORED = _words(
    "left right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr middle limits nolimits"
    " displaystyle textstyle scriptstyle nonumber notag rm bf it cal hline"
)
WORDS = _words("text textrm textbf textit texttt textsf mbox operatorname mathrm mathsf mathtt")
"""Their argument is upright; what is in `text…` keeps its spaces."""
STYLES = _words("mathbf boldsymbol bm mathit mathcal mathscr mathfrak boxed underbrace overbrace mathnormal")
"""Their argument is shown as it is."""
DOUBLE_STRUCK: Mapping[str, str] = {
    **{chr(65 + n): chr(0x1D538 + n) for n in range(26)},
    **dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True)),
    "1": "𝟙",
}
ACCENTS: Mapping[str, str] = {
    "hat": "\u0302",
    "widehat": "\u0302",
    "check": "\u030c",
    "tilde": "\u0303",
    "widetilde": "\u0303",
    "acute": "\u0301",
    "grave": "\u0300",
    "dot": "\u0307",
    "ddot": "\u0308",
    "breve": "\u0306",
    "bar": "\u0304",
    "overline": "\u0305",
    "underline": "\u0332",
    "vec": "\u20d7",
    "overrightarrow": "\u20d7",
}
"""Combining characters."""
BRACKETS: Mapping[str, tuple[str, str]] = {
    "matrix": ("[", "]"),
    "smallmatrix": ("[", "]"),
    "pmatrix": ("(", ")"),
    "bmatrix": ("[", "]"),
    "Bmatrix": ("{", "}"),
    "vmatrix": ("|", "|"),
    "Vmatrix": ("‖", "‖"),
    "array": ("[", "]"),
    "cases": ("{ ", ""),
}
"""Environments of rows and cells."""
LINES = _words("equation align aligned alignat gather gathered split multline eqnarray flalign")
"""Environments of lines below each other; with a star too."""

SUPERSCRIPTS: Mapping[str, str] = dict(zip("0123456789+−=()ni′*", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ′*", strict=True)) | {
    "∘": "°"
}
SUBSCRIPTS: Mapping[str, str] = dict(zip("0123456789+−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True))
