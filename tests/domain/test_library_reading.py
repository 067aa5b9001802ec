import tomllib
from datetime import date

import pytest

from desktop.domain.library_reading import library_from

GOOD = """
as_of = 2026-06-30
source = "the pages"
[[models]]
name = "owl"
maker = "Acme"
summary = "Everyday chat"
capabilities = ["completion", "tools"]
license = "MIT"
latest = "8b"
[[models.tags]]
tag = "1b"
gb = 0.8
parameters = "1.0B"
quantization = "Q4_0"
context = 8192 # of the small one
[[models.tags]]
tag = "8b"
gb = 4.7
parameters = "8.0B"
quantization = "Q4_0"
context = 8192
attention = [32, 8, 128]
window = [4, 2, 64, 1024]
checked = false
"""


def test_every_field_is_read() -> None:
    library = library_from(tomllib.loads(GOOD))
    assert (library.as_of, library.source) == (date(2026, 6, 30), "the pages")
    (model,) = library.models
    assert (model.name, model.maker, model.summary, model.license) == ("owl", "Acme", "Everyday chat", "MIT")
    assert (model.capabilities, model.latest) == (("completion", "tools"), "owl:8b")
    small, large = model.tags
    assert (small.name, small.size_bytes, small.context_bytes_per_token) == ("owl:1b", 800_000_000, 0)
    assert (large.size_bytes, large.parameters, large.quantization) == (4_700_000_000, "8.0B", "Q4_0")
    assert large.context_bytes_per_token == 2 * 32 * 8 * 128 * 2
    assert large.context_fixed_bytes == 2 * 4 * 2 * 64 * 2 * (1024 + 512)
    assert (small.is_checked, large.is_checked) == (True, False)


@pytest.mark.parametrize(
    ("good", "bad", "place"),
    [
        ("as_of = 2026-06-30", 'as_of = "June"', "as_of"),
        ('source = "the pages"', "", "source"),
        ('maker = "Acme"', "maker = 3", "owl: maker"),
        ('summary = "Everyday chat"', 'summary = "x"\ncolor = "blue"', "owl: color"),
        ('["completion", "tools"]', '["tools", "completion"]', "capabilities"),
        ('["completion", "tools"]', '["telepathy"]', "capabilities"),
        ('["completion", "tools"]', "[]", "capabilities"),
        ('latest = "8b"', 'latest = "70b"', "no owl:70b"),
        ("gb = 0.8", "gb = 8.0", "sorted by size"),
        ("gb = 0.8", "gb = 0.0", "owl:1b"),
        ("gb = 0.8", "gb = 1", "owl:1b: gb"),
        ('tag = "1b"', 'tag = "8b"', "twice"),
        ('tag = "1b"', 'tag = "1 b"', "owl:1 b"),
        ("context = 8192 #", "context = true #", "context"),
        ("[32, 8, 128]", "[32, 8]", "attention"),
        ("[32, 8, 128]", "[32, 8, 0]", "attention"),
        ("[4, 2, 64, 1024]", "[4, 2, 64, 1.5]", "window"),
        ("checked = false", 'checked = "no"', "checked"),
        ("checked = false", "wrong = 1", "wrong"),
        ("[[models]]", "[models]", "models"),
    ],
)
def test_a_mistake_is_refused_with_its_place(good: str, bad: str, place: str) -> None:
    assert good in GOOD
    with pytest.raises(ValueError, match=place):
        library_from(tomllib.loads(GOOD.replace(good, bad)))


def test_models_are_sorted_and_there_once() -> None:
    _, _, model = GOOD.partition("[[models]]")
    for second in ("owl", "ant"):
        both = GOOD + "[[models]]" + model.replace('"owl"', f'"{second}"')
        with pytest.raises(ValueError, match="sorted by name"):
            library_from(tomllib.loads(both))


def test_what_is_no_table_is_refused() -> None:
    table = tomllib.loads(GOOD)
    with pytest.raises(ValueError, match="no table"):
        library_from(table | {"models": ["owl"]})
