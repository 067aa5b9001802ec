"""What is said of a stack that runs, but not as it should: each an explanation, or None."""

from desktop.domain.stack import OLDEST_SAFE_OLLAMA, StackState
from desktop.domain.stack_reading import is_unsafe_ollama
from desktop.domain.text import label_text
from desktop.text.messages import Action, Explanation, explain
from desktop.ui.formats import translate


def runs_on_cpu(state: StackState) -> Explanation | None:
    """A GPU was wanted and could not be had."""
    if state.gpu_fallback is None or not state.ports:
        return None
    why = explain(state.gpu_fallback, translate)
    text = translate("stack", "Replies run on the CPU. {reason}").format(reason=why.sentence)
    return Explanation(text, why.evidence, ())


def is_open_to_all(state: StackState) -> Explanation | None:
    """Other computers can reach what runs."""
    exposed = next((port for port in state.ports if port.is_exposed), None)
    if exposed is None:
        return None
    text = translate(
        "stack",
        "Anyone in your network can use the server on port {port} and delete its models: Ollama has no "
        "password. Unless you want that, choose “Only this computer”, then start again.",
    )
    return Explanation(text.format(port=exposed.port), "", (Action.OPEN_SETTINGS,))


def has_known_hole(state: StackState) -> Explanation | None:
    """The server is older than the first version without the hole."""
    if not is_unsafe_ollama(state.ollama_version):
        return None
    text = translate(
        "stack",
        "Ollama {version} has a known hole: who reaches the port can read its memory (CVE-2026-7482). "
        "Check for a newer image, then start again: {oldest} and newer are safe.",
    )
    oldest = ".".join(map(str, OLDEST_SAFE_OLLAMA))
    return Explanation(text.format(version=label_text(state.ollama_version, 20), oldest=oldest), "", ())
