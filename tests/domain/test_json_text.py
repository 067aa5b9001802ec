"""Single texts of a JSON file are read and changed, and everything else stays as it was written."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.json_text import DEPTH_LIMIT, JsonInvalid, texts_in_json, with_texts

SETTINGS = """\
{
  // where the models are
  "Logging": { "Level": "Information", },
  "Ollama": {
    "BaseUrl": "http://127.0.0.1:11434", // the usual port
    "Timeout": 30,
    /* "DefaultModel": "old" */
    "DefaultModel": "llama3:8b"
  },
  "Ports": [1, 2.5e3, -3,],
}
"""


def test_texts_are_read_and_other_values_are_left_out() -> None:
    assert texts_in_json(SETTINGS, "Ollama") == {
        "baseurl": "http://127.0.0.1:11434",
        "defaultmodel": "llama3:8b",
    }


def test_names_are_found_in_any_case() -> None:
    assert texts_in_json('{"OLLAMA": {"BASEURL": "x"}}', "ollama") == {"baseurl": "x"}


@pytest.mark.parametrize("text", ['{"Ollama": 1}', "{}", '{"Other": {"BaseUrl": "x"}}', '{"Ollama": {}}'])
def test_what_is_not_there_is_nothing(text: str) -> None:
    assert texts_in_json(text, "Ollama") == {}


def test_a_change_touches_its_value_alone() -> None:
    changed = with_texts(SETTINGS, "Ollama", {"BaseUrl": "http://127.0.0.1:8080"})
    assert changed == SETTINGS.replace('"http://127.0.0.1:11434"', '"http://127.0.0.1:8080"')


def test_the_same_value_gives_the_same_bytes() -> None:
    assert with_texts(SETTINGS, "ollama", {"defaultmodel": "llama3:8b"}) == SETTINGS


def test_a_missing_name_is_added_at_the_end_of_its_section() -> None:
    changed = with_texts(SETTINGS, "Ollama", {"Name": "Ünï"})
    assert changed == SETTINGS.replace('"llama3:8b"\n', '"llama3:8b",\n    "Name": "Ünï"\n')


def test_a_missing_section_is_added_at_the_end_of_the_file() -> None:
    changed = with_texts(SETTINGS, "DockerModelRunner", {"BaseUrl": "u", "DefaultModel": "m"})
    assert changed.startswith(SETTINGS.rpartition(",")[0])
    assert changed.endswith(
        '  "DockerModelRunner": {\n    "BaseUrl": "u",\n    "DefaultModel": "m"\n  }\n}\n'
    )


@pytest.mark.parametrize(
    "text", ["", " \n", "{}", "{ }", "{\n}\n", '{"Ollama":{}}', '{\n\t"Ollama": {\n\t}\n}']
)
def test_an_empty_file_or_section_becomes_one_that_parses(text: str) -> None:
    changed = with_texts(text, "Ollama", {"BaseUrl": "u"})
    assert json.loads(changed) == {"Ollama": {"BaseUrl": "u"}}


def test_line_ends_and_indentation_are_those_of_the_file() -> None:
    text = '{\r\n\t"Ollama": {\r\n\t\t"BaseUrl": "a"\r\n\t}\r\n}\r\n'
    changed = with_texts(text, "Ollama", {"DefaultModel": "m"})
    assert changed == text.replace('"a"\r\n', '"a",\r\n\t\t"DefaultModel": "m"\r\n')


def test_a_byte_order_mark_stays() -> None:
    assert with_texts('\ufeff{"Ollama": {"BaseUrl": "a"}}', "Ollama", {"BaseUrl": "b"}).startswith("\ufeff")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[]", 1),
        ("x", 1),
        ('{"a": 1} {"b": 2}', 1),
        ('{\n"a" 1}', 2),
        ('{\n"a": "\\q"}', 2),
        ('{\n\n"a": "b}', 3),
        ('{"a": 1, "A": 2}', 1),
        ('{"a": tru}', 1),
        ('{"a": {"b": 1}', 1),
        ("[" * 100_000, 1),
        ('{"a":' * (DEPTH_LIMIT + 2), 1),
    ],
)
def test_what_is_no_json_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(JsonInvalid) as refused:
        texts_in_json(text, "Ollama")
    assert refused.value.line == line


def test_a_section_that_is_no_object_is_not_written_over() -> None:
    with pytest.raises(JsonInvalid):
        with_texts('{"Ollama": "mine"}', "Ollama", {"BaseUrl": "u"})


names = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Lu", "Lt"]), max_size=8)
trees = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | names,
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(names, inside, max_size=3).filter(
            lambda members: len({name.lower() for name in members}) == len(members)
        )
    ),
    max_leaves=12,
)


@given(
    st.dictionaries(names, trees, max_size=4).filter(
        lambda members: (
            len({name.lower() for name in members}) == len(members)
            and not {"ollama", "x"} & {name.lower() for name in members}
        )
    ),
    st.sampled_from([None, 2, 4, "\t"]),
    st.text(st.characters(codec="utf-8"), max_size=20),
)
def test_any_file_keeps_its_other_values(
    members: dict[str, object], indent: int | str | None, value: str
) -> None:
    text = json.dumps(members, indent=indent, ensure_ascii=False)
    changed = with_texts(with_texts(text, "Ollama", {"BaseUrl": "first"}), "Ollama", {"BaseUrl": value})
    assert json.loads(changed) == {**members, "Ollama": {"BaseUrl": value}}
    assert with_texts(changed, "Ollama", {"BaseUrl": value}) == changed
