import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import KeyGone, KeyInvalid, KeyringLocked, KeyringMissing, KeyringRefused
from desktop.domain.secrets import KeyPlace, KeyState, KeyStatus, SecretsState, clean_key

KEYS = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1)


@given(KEYS, st.text(" \t\r\n\u00a0"), st.text(" \t\r\n\u00a0"))
def test_a_pasted_key_loses_only_what_is_around_it(key: str, before: str, after: str) -> None:
    assert clean_key(before + key + after) == key


@pytest.mark.parametrize("text", ["", " \n", "sk-1 2", "sk-1\n2", "sk-ü", "sk-\x00", "sk-\u200b1", "sk-\x7f"])
def test_what_no_header_can_carry_is_no_key_and_is_not_quoted(text: str) -> None:
    with pytest.raises(KeyInvalid) as raised:
        clean_key(text)
    assert raised.value.args == ()


def test_the_settings_are_told_places_and_nothing_else() -> None:
    state = SecretsState().having("a", KeyState(KeyStatus.THERE, KeyPlace.FILE))
    state = state.having("b", KeyState(KeyStatus.SESSION)).having("c", KeyState())
    assert state.places == {"a": "file"}
    assert state.of("nobody") == KeyState()


def test_what_can_be_unlocked_or_tried_again() -> None:
    for error in (KeyringLocked(), KeyringRefused()):
        assert KeyState(KeyStatus.FAILED, KeyPlace.FILE, error).can_unlock
    for other in (KeyringMissing(), KeyGone("file"), None):
        assert not KeyState(KeyStatus.FAILED, KeyPlace.FILE, other).can_unlock
    assert KeyState(KeyStatus.UNREAD, KeyPlace.FILE).can_retry
    assert not KeyState(KeyStatus.UNREAD, KeyPlace.FILE, is_busy=True).can_retry
    assert not KeyState(KeyStatus.THERE, KeyPlace.FILE).can_retry
