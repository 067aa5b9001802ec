"""Whatever a server sends, what is read from it is of the right kind."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.providers.json_values import (
    count_of,
    decoded,
    mapping_of,
    mappings_in,
    number_of,
    text_of,
    texts_in,
)

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)


@given(VALUES)
def test_whatever_is_under_a_key_is_read_as_its_kind_or_not_at_all(value: Any) -> None:
    record = {"key": value}
    assert text_of(record, "key") == (value if isinstance(value, str) else "")
    number = number_of(record, "key")
    assert number is None or 0 <= number <= 1 << 53
    count = count_of(record, "key")
    assert count is None or count >= 0
    assert isinstance(mapping_of(record, "key"), dict)
    assert all(isinstance(item, dict) for item in mappings_in(value))
    assert all(isinstance(item, str) for item in texts_in(value))


@given(VALUES)
def test_what_others_encode_is_decoded(value: Any) -> None:
    same = json.loads(json.dumps(value))
    assert decoded(json.dumps(value).encode()) == same
    assert decoded(json.dumps(value, ensure_ascii=False).encode()) == same


@pytest.mark.parametrize(
    "data", [b"", b"{", b"NaN", b'{"a": Infinity}', b"[" * 100_000, b"\xff\xfe{\x00}\x00", b"<html>"]
)
def test_what_is_not_json_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        decoded(data)


def test_lone_surrogates_and_broken_bytes_become_replacement_characters() -> None:
    assert decoded(rb'{"\ud83d": ["\ud83d\ude00", "\udc00x"]}') == {"\ufffd": ["\U0001f600", "\ufffdx"]}
    assert decoded(b'"\xff"') == "\ufffd"
    assert decoded(b'\xef\xbb\xbf"a"') == "a"


@pytest.mark.parametrize("number", ["true", "-1", "1e999", "1e300", '"5"', "null"])
def test_a_figure_that_cannot_be_is_not_there(number: str) -> None:
    assert number_of(decoded(f'{{"n": {number}}}'.encode()), "n") is None
