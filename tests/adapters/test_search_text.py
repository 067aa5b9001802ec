import pytest

from desktop.adapters.search_text import MOST_CHARACTERS, Query, excerpt_of, marked_excerpt


@pytest.mark.parametrize(
    ("text", "terms", "expression"),
    [
        ("one two", ("one", "two"), '"one" AND "two" *'),
        ('"one two" three', ("one two", "three"), '"one two" AND "three" *'),
        ('three "one  two"', ("three", "one two"), '"three" AND "one two"'),
        ('"one two', ("one two",), '"one two" *'),
        ("foo-bar OR NEAR(x)", ("foo-bar", "OR", "NEAR(x)"), '"foo-bar" AND "OR" AND "NEAR(x)" *'),
        ("a\x00b", ("a", "b"), '"a" AND "b" *'),
        ("c++ \ud83d", ("c++",), '"c++" *'),
    ],
)
def test_words_and_phrases_are_told_apart(text: str, terms: tuple[str, ...], expression: str) -> None:
    query = Query.of(text)
    assert query.terms == terms
    assert query.as_fts5() == expression


@pytest.mark.parametrize("text", ["", " ", '""', '"', "*", '"" - ^'])
def test_a_text_without_a_letter_or_a_figure_asks_for_nothing(text: str) -> None:
    assert Query.of(text).terms == ()


def test_only_the_beginning_of_an_endless_text_is_read() -> None:
    query = Query.of("word " * 10_000)
    assert len(query.terms) == 32
    assert len(Query.of("w" * 10_000).terms[0]) == MOST_CHARACTERS


def test_patterns_for_like_mean_what_they_say() -> None:
    assert Query.of("100% a_b c\\d").as_like() == ("%100\\%%", "%a\\_b%", "%c\\\\d%")


def test_marks_become_places_in_one_line() -> None:
    assert marked_excerpt("a\n [b] \n\n [c d]", ("[", "]")) == ("a b c d", ((2, 3), (4, 7)))
    assert marked_excerpt("] a [ b", ("[", "]")) == (" a b".lstrip(), ())


def test_an_excerpt_is_cut_around_the_first_match() -> None:
    line, matches = excerpt_of("x " * 100 + "Needle\nand needles" + " y" * 200, ("needle", "and"))
    assert [line[begin:end] for begin, end in matches] == ["Needle", "and", "needle"]
    assert line.startswith("…x x")
    assert line.endswith("…")
    assert excerpt_of("nothing", ("needle",)) == ("nothing", ())
