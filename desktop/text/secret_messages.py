"""What is said about API keys: where one is kept, why it cannot be had, and what a plain file means."""

from desktop.domain import errors as e
from desktop.domain.secrets import KeyPlace, KeyState, KeyStatus
from desktop.text.explanation import Action, Explanation, Translate, in_english


def explain_secret(error: e.SecretError, translate: Translate) -> Explanation:
    """Why a key could not be kept or had, and what to do about it."""
    return Explanation(_sentence(error, translate), error.detail, _actions(error))


def _sentence(error: e.SecretError, translate: Translate) -> str:
    match error:
        case e.KeyringMissing():
            return translate(
                "keys",
                "No keyring is running here. Start one, or keep the key for this session or in a plain file.",
            )
        case e.KeyringLocked():
            return translate("keys", "The keyring is locked. Unlock it to use the key in it.")
        case e.KeyringRefused():
            return translate(
                "keys", "The keyring was not unlocked, or denied access. Unlock it, then try again."
            )
        case e.KeyringSilent():
            return translate(
                "keys", "The keyring did not answer. Look for its question on the screen, then try again."
            )
        case e.KeyringFailed():
            return translate("keys", "The keyring failed while it was asked. Try again.")
        case e.KeyGone():
            text = translate("keys", "The key is no longer in {place}. Enter it again.")
            return text.format(place=place_name(KeyPlace(error.place), translate))
        case e.KeyUnsaved(path=""):
            return translate(
                "keys",
                "The keyring did not keep the key as it was. Keep it for this session, or in a plain file.",
            )
        case e.KeyUnsaved():
            text = translate(
                "keys", "The key cannot be saved in {path}. Check that the folder can be written."
            )
            return text.format(path=error.path)
        case e.KeyFileUnusable():
            text = translate("keys", "The keys in {path} cannot be read. Check that file, then try again.")
            return text.format(path=error.path)
        case e.KeyLeftBehind():
            text = translate("keys", "The old key could not be deleted from {place}. Try again.")
            return text.format(place=place_name(KeyPlace(error.place), translate))
        case _:
            raise AssertionError(f"no message for {type(error).__name__}")


def _actions(error: e.SecretError) -> tuple[Action, ...]:
    match error:
        case e.KeyringLocked() | e.KeyringRefused() | e.KeyringSilent():
            return (Action.UNLOCK, Action.ENTER_KEY)
        case e.KeyGone():
            return (Action.ENTER_KEY,)
        case e.KeyLeftBehind():
            return (Action.RETRY,)
        case _:
            return (Action.RETRY, Action.ENTER_KEY)


def place_name(place: KeyPlace, translate: Translate = in_english) -> str:
    """What the user knows the place by, as it stands inside a sentence."""
    match place:
        case KeyPlace.SECRET_SERVICE:
            return translate("keys", "the keyring")
        case KeyPlace.KWALLET:
            return translate("keys", "KWallet")
        case KeyPlace.KEYCHAIN:
            return translate("keys", "the macOS keychain")
        case KeyPlace.CREDENTIAL_MANAGER:
            return translate("keys", "Windows Credential Manager")
        case KeyPlace.FILE:
            return translate("keys", "the file of keys")


def describe_key(state: KeyState, translate: Translate = in_english) -> str:
    """One line about a key that is well; why one is not is for `explain_secret` to say."""
    if state.is_busy and state.is_slow:
        return translate("keys", "Still waiting for the keyring. It may be asking for its password.")
    if state.is_busy:
        return translate("keys", "Asking the keyring…")
    match state.status, state.place:
        case KeyStatus.NONE, _:
            return translate("keys", "No key.")
        case KeyStatus.SESSION, _:
            return translate("keys", "The key is kept until the application ends.")
        case _, KeyPlace.FILE:
            return translate("keys", "The key is kept unencrypted in the file of keys.")
        case _, KeyPlace() as place:
            text = translate("keys", "The key is kept in {place}.")
            return text.format(place=place_name(place, translate))
        case _:
            return translate("keys", "The key is not saved.")


def plain_file_warning(path: str, translate: Translate = in_english) -> str:
    """What is to be read before a key goes into a plain file."""
    text = translate(
        "keys",
        "The key will stand unencrypted in {path}. Every program that you run can read it, and so can whoever reads a backup. Type “{word}” to keep it there.",
    )
    return text.format(path=path, word=confirmation_word(translate))


def confirmation_word(translate: Translate = in_english) -> str:
    return translate("keys", "unencrypted")


def is_confirmation(typed: str, translate: Translate = in_english) -> bool:
    """Whether what was typed confirms it; case and space around it do not matter."""
    return typed.strip().casefold() == confirmation_word(translate).casefold()
