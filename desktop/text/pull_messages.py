"""The sentences about pulls, and about models that cannot be deleted."""

from desktop.domain import errors as e
from desktop.domain.pull_causes import PullCause
from desktop.domain.text import label_text
from desktop.text.explanation import Action, Explanation, Translate

GB, MB = 1000**3, 1000**2
_NAME_CHARACTERS, _REASON_CHARACTERS = 80, 280


def explain_pull(error: e.PullFailed | e.ModelBusy | e.PullsUnsaved, translate: Translate) -> Explanation:
    """What happened, and what the user can do."""
    match error:
        case e.PullFailed(cause=PullCause.NO_SPACE):
            return Explanation(_no_space(error, translate), error.reason)
        case e.PullFailed():
            text = _failure(error, translate)
            reason = label_text(error.reason, _REASON_CHARACTERS)
            sentence = text.format(model=_name(error.model), reason=reason)
            return Explanation(sentence, error.reason, _ways_out(error.cause))
        case e.ModelBusy():
            text = _busy(error.reason, translate)
            return Explanation(text.format(model=_name(error.model)), error.detail)
        case e.PullsUnsaved():
            text = translate(
                "pulls",
                "The list of downloads cannot be saved in {path}. They go on, but a restart would forget them. Check the free space there.",
            )
            return Explanation(text.format(path=error.path), error.detail, ())


def _failure(error: e.PullFailed, translate: Translate) -> str:
    match error.cause:
        case PullCause.NOT_FOUND:
            return translate(
                "pulls",
                "The registry has no model “{model}”. Check the spelling and the tag, or look it up in the library.",
            )
        case PullCause.DENIED:
            return translate(
                "pulls",
                "The registry does not give “{model}” out: it is private, needs consent first, or does not exist. Check the spelling and your access.",
            )
        case PullCause.REGISTRY_UNREACHABLE:
            return translate(
                "pulls",
                "The model server runs, but cannot reach the registry. Check its network, then try again.",
            )
        case PullCause.RATE_LIMITED:
            return translate(
                "pulls", "The registry has had too many requests from here. Try again in a few minutes."
            )
        case PullCause.SERVER_TOO_OLD:
            return translate(
                "pulls", "“{model}” needs a newer model server. Update the server, then try again."
            )
        case PullCause.CORRUPT:
            return translate(
                "pulls",
                "What was downloaded of “{model}” is damaged: its checksum is wrong. Try again; if it happens again, check the disk of the server.",
            )
        case PullCause.UNSUPPORTED:
            return translate(
                "pulls", "The model server cannot run “{model}”: it is of another kind. Choose another model."
            )
        case _ if error.reason:
            return translate("pulls", "“{model}” could not be pulled: {reason}")
        case _:
            return translate(
                "pulls", "“{model}” could not be pulled, and the server gave no reason. Try again."
            )


def _no_space(error: e.PullFailed, translate: Translate) -> str:
    """With as many figures as are known."""
    needed, free = error.needed_bytes, error.free_bytes
    if needed is not None and free is not None and free < needed:
        text = translate(
            "pulls",
            "The disk is full: {needed} needed, {free} free. Delete a model or choose another disk. Resuming keeps what was downloaded.",
        )
    elif needed is not None:
        text = translate(
            "pulls",
            "The disk of the server is full: {needed} needed. Delete a model or choose another disk. Resuming keeps what was downloaded.",
        )
    else:
        text = translate(
            "pulls",
            "The disk of the server is full. Delete a model or choose another disk. Resuming keeps what was downloaded.",
        )
    return text.format(needed=_size(needed or 0), free=_size(free or 0))


def _busy(reason: str, translate: Translate) -> str:
    match reason:
        case "pulling":
            return translate("pulls", "“{model}” is being pulled; cancel the pull first.")
        case "several-tags":
            return translate(
                "pulls", "“{model}” has several names on this server. Delete the other names first."
            )
        case _:
            return translate("pulls", "“{model}” is in use. Unload it or wait for its reply, then try again.")


def _ways_out(cause: PullCause) -> tuple[Action, ...]:
    match cause:
        case PullCause.NOT_FOUND | PullCause.UNSUPPORTED:
            return (Action.CHOOSE_MODEL,)
        case PullCause.DENIED:
            return (Action.RETRY, Action.CHOOSE_MODEL)
        case _:
            return (Action.RETRY,)


def _name(model: str) -> str:
    return label_text(model, _NAME_CHARACTERS)


def _size(size_bytes: int) -> str:
    """Such as `12.4 GB`, with a no-break space; below 1 GB in whole MB."""
    if size_bytes < GB:
        return f"{size_bytes / MB:.0f}\u00a0MB"
    return f"{size_bytes / GB:.{0 if size_bytes >= 100 * GB else 1}f}\u00a0GB"
