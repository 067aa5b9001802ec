"""The sentences about the stack and its engine."""

from desktop.domain import errors as e
from desktop.text.explanation import Action, Explanation, Translate, one_line
from desktop.text.risk_words import describe_risk

RISKS_CHARACTERS = 320


def explain_stack(error: e.StackError, translate: Translate) -> Explanation:
    """What happened to the stack, and what the user can do."""
    match error:
        case e.DockerMissing() | e.DockerNotRunning() | e.DockerNotPermitted() | e.DockerSilent():
            return Explanation(_engine(error, translate), error.evidence, (Action.CHECK_AGAIN,))
        case e.ComposeMissing() | e.ComposeTooOld():
            return Explanation(_compose(error, translate), error.evidence, (Action.CHECK_AGAIN,))
        case e.ComposeFileInvalid():
            return Explanation(_file(error, translate), error.evidence, (Action.START_STACK,))
        case e.PortInUse():
            return _port(error, translate)
        case e.GpuUnavailable():
            return Explanation(
                _gpu(error, translate), error.evidence, (Action.RUN_ON_CPU, Action.START_STACK)
            )
        case e.ImageUnavailable():
            text = _image(error.reason, translate).format(image=one_line(error.image))
            return Explanation(text, error.evidence, (Action.START_STACK,))
        case e.ContainerEnded() | e.ContainerUnhealthy():
            return Explanation(
                _container(error, translate), error.evidence, (Action.SHOW_LOG, Action.START_STACK)
            )
        case e.StackUnconfirmed():
            return _unconfirmed(error, translate)
        case e.StackOptionInvalid():
            text = _option(error.option, translate).format(value=one_line(error.value))
            return Explanation(text, actions=(Action.OPEN_SETTINGS,))
        case e.ComposeFailed(evidence=""):
            return Explanation(translate("stack", "Docker could not do that, and gave no reason. Try again."))
        case e.ComposeFailed():
            text = translate("stack", "Docker could not do that: {reason}")
            return Explanation(text.format(reason=one_line(error.evidence)), error.evidence)
        case _:
            raise AssertionError(f"no message for {type(error).__name__}")


def _engine(error: e.StackError, translate: Translate) -> str:
    match error:
        case e.DockerMissing():
            return translate("stack", "Docker is not installed. Install it, then check again.")
        case e.DockerNotPermitted():
            return translate(
                "stack",
                "Your user may not use Docker. Join the group “docker”, log in again, then check again.",
            )
        case e.DockerSilent():
            text = translate(
                "stack", "Docker did not answer within {seconds} s. Restart it, then check again."
            )
            return text.format(seconds=f"{error.seconds:g}")
        case e.DockerNotRunning() if error.host.startswith(("tcp:", "ssh:", "http:", "https:")):
            text = translate("stack", "No Docker answers at {host}. Start it there, then check again.")
            return text.format(host=one_line(error.host))
        case _:
            return translate("stack", "Docker is not running. Start it, then check again.")


def _compose(error: e.ComposeMissing | e.ComposeTooOld, translate: Translate) -> str:
    if isinstance(error, e.ComposeMissing):
        return translate("stack", "Docker Compose is missing. Install its plugin, then check again.")
    text = translate(
        "stack", "Docker Compose {version} is too old. Install {needed} or newer, then check again."
    )
    return text.format(version=error.version, needed=error.needed)


def _file(error: e.ComposeFileInvalid, translate: Translate) -> str:
    if not error.path:
        return translate("stack", "A compose file cannot be used. Correct it, then start again.")
    text = translate("stack", "The compose file {path} cannot be used. Correct it, then start again.")
    return text.format(path=one_line(error.path))


def _port(error: e.PortInUse, translate: Translate) -> Explanation:
    actions: tuple[Action, ...] = (Action.USE_OTHER_PORT, Action.START_STACK)
    if error.is_ollama:
        text = translate("stack", "An Ollama answers on port {port} already. Use it, or another port.")
        actions = (Action.REUSE_OLLAMA, *actions)
    elif not error.holder:
        text = translate(
            "stack", "Another program holds port {port}. Use another port, or stop that program."
        )
    elif error.is_container:
        text = translate(
            "stack",
            "Port {port} is held by the container {holder}. Use another port, or stop that container.",
        )
    else:
        text = translate("stack", "Port {port} is held by {holder}. Use another port, or stop that program.")
    return Explanation(text.format(port=error.port, holder=one_line(error.holder)), error.evidence, actions)


def _gpu(error: e.GpuUnavailable, translate: Translate) -> str:
    match error.gpu:
        case "nvidia":
            return translate(
                "stack",
                "Docker cannot use the NVIDIA GPU. Install the NVIDIA Container Toolkit, or run on the CPU.",
            )
        case "amd":
            return translate(
                "stack",
                "Docker cannot use the AMD GPU. Install the ROCm driver (/dev/kfd), or run on the CPU.",
            )
        case _:
            return translate("stack", "Docker cannot use the GPU. Run on the CPU.")


def _unconfirmed(error: e.StackUnconfirmed, translate: Translate) -> Explanation:
    """The risks in the sentence as far as they fit; the evidence has all of them, one in a line."""
    said = [describe_risk(risk, translate) for risk in error.risks]
    text = translate("stack", "Not started: the configuration needs your consent.")
    shown = 0
    for risk in said:
        if len(text) + len(risk) > RISKS_CHARACTERS:
            break
        text, shown = f"{text} {risk}", shown + 1
    if shown < len(said):
        more = translate("stack", "It gives {count} more away, listed as evidence.")
        text = f"{text} {more.format(count=len(said) - shown)}"
    return Explanation(text, "\n".join(said) if len(said) > shown else "", (Action.CONFIRM,))


def _image(reason: str, translate: Translate) -> str:
    match reason:
        case "network":
            return translate(
                "stack",
                "The registry of the image {image} cannot be reached. Check the network, then start again.",
            )
        case "denied":
            return translate(
                "stack", "The registry does not give out the image {image}. Check its name, or log in there."
            )
        case "not-found":
            return translate("stack", "There is no image {image}. Check its name and tag.")
        case "rate-limited":
            return translate(
                "stack", "The registry allows no more downloads of {image} for now. Try again later."
            )
        case "no-space":
            return translate("stack", "The disk is too full for the image {image}. Free some space there.")
        case _:
            return translate("stack", "The image {image} could not be fetched. Try again.")


def _container(error: e.ContainerEnded | e.ContainerUnhealthy, translate: Translate) -> str:
    if isinstance(error, e.ContainerUnhealthy):
        return translate(
            "stack", "The server runs, but fails its health check. The log may say why; start it again."
        )
    if error.is_out_of_memory:
        text = translate(
            "stack",
            "The server ran out of memory (exit {code}). Choose a smaller model or a shorter context.",
        )
    else:
        text = translate("stack", "The server ended by itself (exit {code}). Its log may say why.")
    return text.format(code=error.exit_code)


def _option(option: str, translate: Translate) -> str:
    match option:
        case "image":
            return translate(
                "stack", "“{value}” cannot be the name of an image. Use one such as ollama/ollama:latest."
            )
        case "address":
            return translate(
                "stack", "“{value}” is not an address of this computer. Use one such as 127.0.0.1."
            )
        case "port":
            return translate("stack", "“{value}” cannot be a port. Use a number from 1 to 65535.")
        case _:
            return translate("stack", "“{value}” cannot be used for the stack. Choose another value.")
