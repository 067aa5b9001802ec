import pytest

from desktop.domain import errors as e
from desktop.domain.secrets import KeyPlace, KeyState, KeyStatus
from desktop.text.messages import Action, explain
from desktop.text.secret_messages import (
    confirmation_word,
    describe_key,
    is_confirmation,
    place_name,
    plain_file_warning,
)


def german(_context: str, text: str) -> str:
    return {"unencrypted": "unverschlüsselt"}.get(text, text)


@pytest.mark.parametrize("error", [e.KeyringLocked(), e.KeyringRefused(), e.KeyringSilent()])
def test_a_locked_keyring_can_be_unlocked_or_done_without(error: e.SecretError) -> None:
    assert explain(error).actions == (Action.UNLOCK, Action.ENTER_KEY)


def test_a_missing_keyring_names_the_two_other_ways_to_keep_a_key() -> None:
    said = explain(e.KeyringMissing("secret-service: no bus"))
    assert "for this session" in said.sentence
    assert "plain file" in said.sentence
    assert said.evidence == "secret-service: no bus"


def test_a_key_that_is_gone_is_to_be_entered_again() -> None:
    said = explain(e.KeyGone(KeyPlace.KEYCHAIN))
    assert said.sentence == "The key is no longer in the macOS keychain. Enter it again."
    assert said.actions == (Action.ENTER_KEY,)


@pytest.mark.parametrize("place", KeyPlace)
def test_every_place_is_named_where_a_key_is_kept_in_it(place: KeyPlace) -> None:
    for status in (KeyStatus.THERE, KeyStatus.UNREAD):
        said = describe_key(KeyState(status, place))
        assert place_name(place) in said
        assert ("unencrypted" in said) is (place is KeyPlace.FILE)


@pytest.mark.parametrize("status", KeyStatus)
def test_every_state_has_its_line(status: KeyStatus) -> None:
    lines = {describe_key(KeyState(status)), describe_key(KeyState(status, is_busy=True))}
    lines.add(describe_key(KeyState(status, is_busy=True, is_slow=True)))
    assert len(lines) == 3


def test_the_word_that_confirms_a_plain_file_is_in_the_warning_and_in_the_users_language() -> None:
    assert "“unencrypted”" in plain_file_warning("/c/keys.json")
    assert "“unverschlüsselt”" in plain_file_warning("/c/keys.json", german)
    assert "/c/keys.json" in plain_file_warning("/c/keys.json")
    assert is_confirmation(" Unencrypted ")
    assert is_confirmation("UNVERSCHLÜSSELT", german)
    for typed in ("", "yes", "unencrypt", confirmation_word()):
        assert not is_confirmation(typed, german)
