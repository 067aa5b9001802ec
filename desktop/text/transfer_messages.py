"""What is said about exports and imports: why nothing was done, and what was."""

from desktop.domain import errors as e
from desktop.domain.export_json import VERSION
from desktop.domain.transfer import IMPORT_BYTES, Exported, Imported
from desktop.domain.transfer_causes import ExportCause, ImportCause
from desktop.text.explanation import Explanation, Translate, in_english, one_line

MEGABYTE = 1_000_000


def explain_transfer(error: e.TransferError, translate: Translate) -> Explanation:
    """Why nothing was exported or imported, in one sentence or two."""
    match error:
        case e.ExportFailed():
            text = _export(error.cause, translate).format(path=one_line(error.path), count=error.count)
            return Explanation(text, error.detail, ())
        case e.ImportRefused():
            text = _import(error.cause, translate).format(
                path=one_line(error.path),
                place=one_line(error.place) or "JSON",
                found=one_line(error.detail),
                megabytes=IMPORT_BYTES // MEGABYTE,
                version=VERSION,
            )
            return Explanation(text, one_line(f"{error.place} {error.detail}".strip()), ())
        case _:
            raise AssertionError(f"no message for {type(error).__name__}")


def describe_transfer(result: Exported | Imported, translate: Translate = in_english) -> Explanation:
    """What was exported or imported."""
    if isinstance(result, Exported):
        if result.can_be_imported or result.size_bytes <= IMPORT_BYTES:
            text = translate("transfer", "Exported to {path}: chats {chats}, messages {turns}.")
        else:
            text = translate(
                "transfer",
                "Exported to {path}: chats {chats}, messages {turns}. It is larger than the {megabytes}\u00a0MB that an import takes: to move it, export the chats one by one.",
            )
        sentence = text.format(
            path=one_line(result.path),
            chats=result.chats,
            turns=result.turns,
            megabytes=IMPORT_BYTES // MEGABYTE,
        )
        return Explanation(sentence, actions=())
    if result.left_out:
        text = translate(
            "transfer",
            "Imported from {path}: chats {chats}, messages {turns}. Left out, since there is no place for it here: {left_out}.",
        )
    else:
        text = translate("transfer", "Imported from {path}: chats {chats}, messages {turns}.")
    sentence = text.format(
        path=one_line(result.path), chats=len(result.ids), turns=result.turns, left_out=result.left_out
    )
    return Explanation(sentence, actions=())


def _export(cause: ExportCause, translate: Translate) -> str:
    match cause:
        case ExportCause.NO_CHATS:
            return translate("errors", "There are no chats to export.")
        case ExportCause.NO_SUCH_CHAT:
            return translate("errors", "There is no such chat to export. Chats in the list: {count}.")
        case ExportCause.NOT_A_FILE:
            return translate("errors", "{path} is not a file that can be replaced. Choose another name.")
        case ExportCause.FULL:
            return translate("errors", "The disk is full: {path} was not written. Free some space there.")
        case ExportCause.UNWRITABLE:
            return translate("errors", "{path} cannot be written. Check the folder and its permissions.")


def _import(cause: ImportCause, translate: Translate) -> str:
    match cause:
        case ImportCause.MISSING:
            return translate("errors", "{path} is not there. Choose a file of chats.")
        case ImportCause.UNREADABLE:
            return translate("errors", "{path} cannot be read. Check its permissions.")
        case ImportCause.NOT_A_FILE:
            return translate("errors", "{path} is not a file. Choose a file of chats.")
        case ImportCause.TOO_LARGE:
            return translate("errors", "{path} is larger than the {megabytes}\u00a0MB that an import takes.")
        case ImportCause.NOT_JSON:
            return translate("errors", "{path} is not JSON. Nothing was imported.")
        case ImportCause.TOO_DEEP:
            return translate("errors", "{path} is nested too deep for a file of chats. Nothing was imported.")
        case ImportCause.REPEATED_NAME:
            return translate(
                "errors", "{path} has the name “{found}” twice in one object. Nothing was imported."
            )
        case ImportCause.TOO_MUCH:
            return translate("errors", "{path} holds more than the {found} that an import takes.")
        case ImportCause.UNKNOWN_FORMAT:
            return translate(
                "errors", "{path} is not a file of chats in a known format. Nothing was imported."
            )
        case ImportCause.NEWER:
            return translate(
                "errors", "{path} was made by a newer version ({found}, known {version}). Update to read it."
            )
        case ImportCause.EMPTY:
            return translate("errors", "{path} has no chats in it.")
        case _:
            return _flaw(cause, translate)


def _flaw(cause: ImportCause, translate: Translate) -> str:
    """What is wrong at a place in the file."""
    match cause:
        case ImportCause.ABSENT:
            return translate("errors", "{path} lacks {place}. Nothing was imported.")
        case ImportCause.WRONG_TYPE:
            return translate(
                "errors", "{path} has a value of the wrong type as {place}: {found}. Nothing was imported."
            )
        case ImportCause.UNKNOWN_ROLE:
            return translate(
                "errors", "{path} has an unknown role as {place}: {found}. Nothing was imported."
            )
        case ImportCause.WRONG_PARENT:
            return translate(
                "errors", "{path} has a message that follows none before it: {place}. Nothing was imported."
            )
        case ImportCause.WRONG_IMAGE:
            return translate(
                "errors",
                "{path} has an image that is no JPEG or PNG of usual size: {place}. Nothing was imported.",
            )
        case ImportCause.WRONG_DIGEST:
            return translate(
                "errors", "{path} has an attachment that was changed: {place}. Nothing was imported."
            )
        case _:
            return translate(
                "errors", "{path} has a value that cannot be used as {place}: {found}. Nothing was imported."
            )
