"""What is said about the options of a provider that cannot be used: where its key goes, headers, certificates."""

from desktop.domain import errors as e
from desktop.text.explanation import Action, Explanation, Translate, one_line


def explain_option(
    error: e.KeyUnencrypted | e.HeaderRefused | e.CaFileUnusable, translate: Translate
) -> Explanation:
    """Which option it is, and what to do about it."""
    match error:
        case e.KeyUnencrypted():
            text = translate(
                "errors",
                "The key would go unencrypted over the network to {url}, so nothing was sent. Use https, or remove the key.",
            )
            return Explanation(text.format(url=error.url), actions=(Action.ENTER_KEY, Action.CHOOSE_MODEL))
        case e.HeaderRefused(reason="reserved"):
            text = translate(
                "errors", "The header “{name}” is set by the connection or the key itself. Take it out."
            )
            return Explanation(text.format(name=one_line(error.name)), actions=(Action.CHOOSE_MODEL,))
        case e.HeaderRefused():
            text = translate(
                "errors",
                "The header “{name}” has characters that no header has. Use letters, digits and “-” for its name, and ASCII for its value.",
            )
            return Explanation(text.format(name=one_line(error.name)), actions=(Action.CHOOSE_MODEL,))
        case e.CaFileUnusable():
            text = _of_file(error.reason, translate)
            return Explanation(
                text.format(path=error.path), error.detail, (Action.RETRY, Action.CHOOSE_MODEL)
            )


def _of_file(reason: str, translate: Translate) -> str:
    match reason:
        case "missing":
            return translate("errors", "The certificates in {path} are not there. Choose another file.")
        case "not-pem":
            return translate("errors", "{path} has no certificates in PEM format. Choose another file.")
        case _:
            return translate("errors", "The certificates in {path} cannot be read. Check its permissions.")
