"""What is said about files that cannot be attached to a question."""

from desktop.domain import errors as e
from desktop.domain.attach_causes import AttachCause
from desktop.text.explanation import Explanation, Translate, one_line

_MILLION = 1_000_000


def explain_attachment(error: e.AttachmentRefused, translate: Translate) -> Explanation:
    """Why a file was not attached, and what can be instead."""
    sentence = _sentence(error.cause, translate).format(
        name=one_line(error.name),
        found=_thousands(error.found),
        limit=_thousands(error.limit),
        megabytes=error.limit // _MILLION,
        millions=round(error.found / _MILLION),
        most_millions=error.limit // _MILLION,
        most=error.limit,
    )
    return Explanation(sentence, one_line(error.detail), ())


def _thousands(count: int) -> str:
    """As beside the ring of the context: `900`, `12k`."""
    return str(count) if count < 1000 else f"{round(count / 1000)}k"


def _sentence(cause: AttachCause, translate: Translate) -> str:
    match cause:
        case AttachCause.MISSING:
            return translate("errors", "“{name}” is not there any more. Attach it from where it is now.")
        case AttachCause.UNREADABLE:
            return translate("errors", "“{name}” cannot be read. Check its permissions.")
        case AttachCause.NOT_A_FILE:
            return translate("errors", "“{name}” is not a file. Attach the files in it one by one.")
        case AttachCause.EMPTY:
            return translate("errors", "“{name}” is empty.")
        case AttachCause.TOO_LARGE:
            return translate(
                "errors", "“{name}” is larger than {megabytes}\u00a0MB. Attach the part that matters."
            )
        case AttachCause.TOO_LONG:
            return translate(
                "errors",
                "“{name}” takes about {found} tokens, and the model holds at most {limit}. Attach a part of it.",
            )
        case AttachCause.TOO_MANY:
            return translate("errors", "A question takes at most {most} files. “{name}” was left out.")
        case AttachCause.NOT_KEPT:
            return translate(
                "errors",
                "“{name}” was too large to be kept while the application was closed. Attach it again.",
            )
        case AttachCause.NOT_TEXT:
            return translate(
                "errors",
                "“{name}” is neither text in UTF-8 or UTF-16, nor a picture, nor a PDF. Save it as one of these.",
            )
        case _:
            return _pictures_and_pages(cause, translate)


def _pictures_and_pages(cause: AttachCause, translate: Translate) -> str:
    match cause:
        case AttachCause.PICTURE_FORMAT:
            return translate("errors", "“{name}” is a picture, but no PNG or JPEG. Save it as one of these.")
        case AttachCause.PICTURE_BROKEN:
            return translate("errors", "“{name}” is damaged or cut off: the picture cannot be shown.")
        case AttachCause.TOO_MANY_PIXELS:
            return translate(
                "errors",
                "“{name}” has {millions} million pixels, more than {most_millions} million. Scale it down.",
            )
        case AttachCause.PDF_LOCKED:
            return translate("errors", "“{name}” is locked with a password. Attach a copy without one.")
        case AttachCause.PDF_WITHOUT_TEXT:
            return translate(
                "errors", "“{name}” has no text in it, only pictures of pages. Attach the pages as pictures."
            )
        case AttachCause.PDF_TOO_SLOW:
            return translate("errors", "“{name}” took too long to read. Attach only the pages that matter.")
        case _:
            return translate("errors", "“{name}” is damaged, or no PDF that can be read. Save it again.")
