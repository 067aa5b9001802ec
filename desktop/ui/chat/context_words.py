"""What is said about the context: what will be cut, and what a longer one costs."""

from PySide6.QtCore import QCoreApplication, QLocale

from desktop.domain.context import ContextUse
from desktop.domain.context_cut import ContextCut
from desktop.domain.context_raising import ContextRaise
from desktop.domain.pull_advice import Fit
from desktop.ui import formats

translate = QCoreApplication.translate


def cut_text(cut: ContextCut, use: ContextUse) -> str:
    """What happens if the question is sent as it is; "" where everything fits."""
    limit = QLocale().toString(use.limit)
    if cut.is_question_too_long:
        text = translate(
            "context",
            "This question alone is longer than the context of {limit} tokens: "
            "the model will not see all of it.",
        )
        return text.format(limit=limit)
    if cut.is_refused:
        text = translate(
            "context", "The chat is longer than the context of {limit} tokens: the server will refuse it."
        )
        return text.format(limit=limit)
    if cut.messages == 1:
        return translate("context", "The first message will not be seen by the model.")
    if cut.messages:
        text = translate("context", "The first {count} messages will not be seen by the model.")
        return text.format(count=QLocale().toString(cut.messages))
    return ""


def cost_text(proposal: ContextRaise) -> str:
    """What a longer context takes, and where the model runs with it."""
    count = QLocale().toString(proposal.context_length)
    if proposal.extra_bytes is None:
        text = translate("context", "A context of {count} tokens holds the whole chat.")
        return text.format(count=count)
    fits = {
        Fit.UNKNOWN: "",
        Fit.GPU: translate("context", "It fits your GPU."),
        Fit.PARTLY: translate("context", "The model then fits the GPU only partly and is slower."),
        Fit.MEMORY: translate("context", "The model then runs in the memory of the computer, slower."),
        Fit.TOO_LARGE: translate("context", "That is more than this computer has."),
    }
    text = translate("context", "A context of {count} tokens takes {size} more memory.")
    words = text.format(count=count, size=formats.size(max(0, proposal.extra_bytes)))
    return f"{words} {fits[proposal.fit]}".strip()
