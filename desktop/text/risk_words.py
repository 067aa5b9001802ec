"""What a configuration gives away, in words: for the question before the stack is started."""

from desktop.domain.stack_review import Danger, StackRisk
from desktop.text.explanation import Translate, in_english, one_line


def describe_risk(risk: StackRisk, translate: Translate = in_english) -> str:
    """One sentence for a list: who gets what."""
    return _sentence(risk.danger, translate).format(
        service=one_line(risk.service), subject=one_line(risk.subject)
    )


def _sentence(danger: Danger, translate: Translate) -> str:
    match danger:
        case Danger.NETWORK:
            return translate(
                "stack", "Everybody in your network reaches {service} at {subject}, without a password."
            )
        case Danger.PRIVILEGED:
            return translate("stack", "{service} may do on this computer what its administrator may.")
        case Danger.ENGINE_SOCKET:
            return translate("stack", "{service} may command Docker, and with it this computer.")
        case Danger.HOST_FOLDER:
            return translate("stack", "{service} sees {subject} of this computer.")
        case Danger.HOST_NAMESPACE:
            return translate("stack", "{service} is not kept apart from this computer ({subject}: host).")
        case Danger.CAPABILITY:
            return translate("stack", "{service} gets the additional right {subject}.")
        case Danger.DEVICE:
            return translate("stack", "{service} may use the device {subject}.")
        case Danger.UNCONFINED:
            return translate("stack", "A protection of {service} is turned off ({subject}).")
        case Danger.BUILD:
            return translate(
                "stack", "The image of {service} is built from {subject}: its instructions run here."
            )
        case Danger.ANY_WEB_PAGE:
            return translate("stack", "Every page open in a browser may use {service} (OLLAMA_ORIGINS).")
