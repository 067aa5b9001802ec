"""Every sentence the application says about an error: cause and way out, with the evidence beside it.

No Qt here, so that the command line says the same words. A caller in the window hands in
`QCoreApplication.translate`; lupdate finds the literals by the spelling `translate(context, text)`.
"""

import re

from desktop.domain import errors as e
from desktop.domain.errors import Cause, Interruption
from desktop.text.attachment_messages import explain_attachment
from desktop.text.explanation import Action, Explanation, Translate, in_english, one_line
from desktop.text.option_messages import explain_option
from desktop.text.parameter_messages import explain_parameter
from desktop.text.pull_messages import explain_pull
from desktop.text.secret_messages import explain_secret
from desktop.text.settings_messages import explain_settings
from desktop.text.stack_messages import explain_stack
from desktop.text.transfer_messages import explain_transfer

__all__ = ["Action", "Explanation", "Translate", "explain", "explain_defect", "in_english"]


def explain(error: e.TarsError, translate: Translate = in_english) -> Explanation:
    """What happened, and what the user can do."""
    match error:
        case e.ProviderUnavailable():
            return _unavailable(error, translate)
        case e.PullFailed() | e.ModelBusy() | e.PullsUnsaved():
            return explain_pull(error, translate)
        case e.ModelMissing():
            text = translate("errors", "The model {model} is not installed there. Choose another model.")
            return Explanation(
                text.format(model=error.model), error.reason, (Action.CHOOSE_MODEL, Action.RETRY)
            )
        case e.ProviderRejected():
            return _rejected(error, translate)
        case e.Redirected():
            text = translate(
                "errors",
                "{url} redirects to {host}, which was not followed. Use that address if you trust it.",
            )
            return Explanation(
                text.format(url=error.url, host=error.target_host), actions=(Action.CHOOSE_MODEL,)
            )
        case e.Interrupted():
            return Explanation(_interruption(error.cause, translate), error.detail)
        case e.Unsupported():
            text = translate("errors", "This kind of server cannot do that: {operation}.")
            return Explanation(text.format(operation=error.operation), actions=())
        case e.NoModels(provider=""):
            text = translate("errors", "No provider can answer. Start one, or choose another.")
            return Explanation(text, actions=(Action.CHOOSE_MODEL, Action.CHECK_AGAIN))
        case e.NoModels():
            text = translate(
                "errors", "{provider} has no models. Pull one there, or choose another provider."
            )
            return Explanation(
                text.format(provider=error.provider), actions=(Action.CHOOSE_MODEL, Action.CHECK_AGAIN)
            )
        case e.NoSuchProvider():
            text = translate("errors", "There is no provider “{name}”. Known: {known}.")
            return Explanation(
                text.format(name=error.name, known=", ".join(error.known)), actions=(Action.CHOOSE_MODEL,)
            )
        case e.ModelNameInvalid(reason="empty"):
            return Explanation(
                translate("errors", "No model is chosen. Choose one."), actions=(Action.CHOOSE_MODEL,)
            )
        case e.ModelNameInvalid():
            text = translate("errors", "“{name}” cannot be the name of a model. Check the spelling.")
            return Explanation(text.format(name=one_line(error.name)), actions=(Action.CHOOSE_MODEL,))
        case e.KeyInvalid():
            text = translate(
                "errors",
                "The key of this provider holds characters that no key has. Copy it again, without line breaks.",
            )
            return Explanation(text, actions=(Action.CHOOSE_MODEL, Action.RETRY))
        case e.KeyUnencrypted() | e.HeaderRefused() | e.CaFileUnusable():
            return explain_option(error, translate)
        case e.EngineError():
            return _engine(error, translate)
        case e.StoreError():
            return _store(error, translate)
        case e.TransferError():
            return explain_transfer(error, translate)
        case e.ParameterInvalid():
            return explain_parameter(error, translate)
        case e.AttachmentRefused():
            return explain_attachment(error, translate)
        case e.StackError():
            return explain_stack(error, translate)
        case e.SecretError():
            return explain_secret(error, translate)
        case e.SettingsInvalid() | e.SettingsUnsaved() | e.AppSettingsUnusable() | e.AutostartFailed():
            return explain_settings(error, translate)
        case _:
            raise AssertionError(f"no message for {type(error).__name__}")


def explain_defect(log_path: str, translate: Translate = in_english) -> Explanation:
    """What is said of a defect of our own; the traceback is in the log."""
    text = translate("errors", "Something in TARS Desktop itself failed. It goes on; the log says more.")
    return Explanation(text, log_path, ())


def _unavailable(error: e.ProviderUnavailable, translate: Translate) -> Explanation:
    actions: tuple[Action, ...] = (Action.RETRY, Action.CHOOSE_MODEL)
    match error.cause:
        case Cause.REFUSED:
            text = translate("errors", "No answer from {url}. Start the server there, then try again.")
        case Cause.UNKNOWN_HOST:
            text = translate("errors", "No computer is known by the name in {url}. Check the spelling.")
        case Cause.UNREACHABLE:
            text = translate("errors", "{url} cannot be reached from here. Check the network.")
        case Cause.TIMED_OUT:
            text = translate(
                "errors", "{url} did not answer in time. Check that the server is well, then try again."
            )
        case Cause.CLOSED:
            text = translate("errors", "{url} closed the connection before it answered. Try again.")
        case Cause.CERTIFICATE:
            text = translate("errors", "The certificate of {url} cannot be trusted. Check the address.")
        case Cause.NOT_TLS:
            text = translate("errors", "{url} does not speak TLS. Use an address that starts with http://.")
            actions = (Action.CHOOSE_MODEL, Action.RETRY)
        case Cause.NOT_HTTP | Cause.NOT_A_MODEL_SERVER:
            text = translate(
                "errors",
                "Another program answers at {url}, not a model server. Check the address and the port.",
            )
        case Cause.BAD_URL:
            text = translate(
                "errors", "“{url}” is not an address of a server. Use one such as http://127.0.0.1:8080."
            )
            actions = (Action.CHOOSE_MODEL,)
        case Cause.PROXY:
            text = translate(
                "errors", "The proxy on the way to {url} cannot be used. Check its address, and that it runs."
            )
        case _:
            text = translate("errors", "The connection to {url} failed. Try again.")
    return Explanation(text.format(url=error.url), error.detail, actions)


def _rejected(error: e.ProviderRejected, translate: Translate) -> Explanation:
    match error.status:
        case 401 | 403:
            text = translate(
                "errors", "The server refused the key ({status}). Check the key of this provider."
            )
        case 404:
            text = translate(
                "errors", "The server does not know that address (404). Check the provider's URL."
            )
        case 407:
            text = translate(
                "errors", "The proxy wants a user name and password (407). Ask whoever runs the network."
            )
        case 413:
            text = translate("errors", "The message is too large for the server (413). Send less.")
        case 429 if error.retry_after_seconds:
            text = translate("errors", "The server has too much to do (429). Try again in {seconds} s.")
        case 429:
            text = translate("errors", "The server has too much to do (429). Try again in a while.")
        case 503:
            text = translate("errors", "The server is busy or still starting (503). Try again in a while.")
        case _ if re.search(r"context (size|length|window)", error.reason):
            text = translate(
                "errors", "The conversation is longer than the model's context. Start a new chat."
            )
        case status if status >= 500:
            text = translate("errors", "The server reported an internal error ({status}).")
        case _ if error.reason:
            text = translate("errors", "The model server refused: {reason}")
        case _:
            text = translate("errors", "The model server refused without a reason ({status}).")
    sentence = text.format(
        status=error.status, reason=one_line(error.reason), seconds=round(error.retry_after_seconds or 0)
    )
    return Explanation(sentence, error.reason, (Action.RETRY, Action.CHOOSE_MODEL))


def _interruption(cause: Interruption, translate: Translate) -> str:
    match cause:
        case Interruption.CUT:
            return translate("errors", "The reply was cut short: the connection broke. Try again.")
        case Interruption.STALLED:
            return translate("errors", "The server stopped sending in the middle of the reply. Try again.")
        case Interruption.TOO_LONG:
            return translate("errors", "The reply was too long and was stopped. What arrived is kept.")
        case Interruption.LINE_TOO_LONG:
            return translate(
                "errors", "The server sent a line that is too long to be a reply. Check the address."
            )
        case Interruption.GARBAGE:
            return translate("errors", "The server sent something that is not a reply. Try again.")
        case Interruption.APPLICATION_ENDED:
            return translate("errors", "The application ended while this reply arrived. Try again.")


def _engine(error: e.EngineError, translate: Translate) -> Explanation:
    match error:
        case e.EngineMissing():
            text = translate("errors", "The built-in engine is not installed. Run “make run” to install it.")
            return Explanation(text, error.package, (Action.CHOOSE_MODEL, Action.RETRY))
        case e.ModelFileInvalid(reason="missing"):
            text = translate("errors", "The model file {path} is not there. Choose another file.")
        case e.ModelFileInvalid(reason="not-gguf"):
            text = translate("errors", "{path} is not a GGUF model file. Choose another file.")
        case e.ModelFileInvalid():
            text = translate("errors", "The model file {path} cannot be read. Check its permissions.")
        case e.EngineFailed():
            text = translate(
                "errors", "The built-in engine could not start. Choose another model, or try again."
            )
            return Explanation(text, error.log_tail, (Action.RETRY, Action.CHOOSE_MODEL))
        case _:
            raise AssertionError(f"no message for {type(error).__name__}")
    return Explanation(text.format(path=error.path), actions=(Action.CHOOSE_MODEL, Action.RETRY))


def _store(error: e.StoreError, translate: Translate) -> Explanation:
    match error:
        case e.StoreFull():
            text = translate(
                "errors", "The disk is full: chats are not being saved. Free some space in {path}."
            )
            return Explanation(text.format(path=error.path))
        case e.StoreRecovered():
            text = translate(
                "errors",
                "The chats were damaged. What could be read is here: chats {chats}, messages {turns}. The damaged file is kept as {path}.",
            )
            text = text.format(chats=error.chats, turns=error.turns, path=error.path)
            return Explanation(text, actions=())
        case e.StoreUnusable(reason="moved"):
            text = translate(
                "errors",
                "{path} was moved or deleted while it was open. Nothing is saved; start the application again.",
            )
        case e.StoreUnusable(reason="newer"):
            text = translate(
                "errors", "{path} was made by a newer version. Nothing is saved; update the application."
            )
        case e.StoreUnusable(reason="locked"):
            text = translate(
                "errors", "Another program is using the chats in {path}. Close it, then try again."
            )
        case e.StoreUnusable(reason="corrupt"):
            text = translate(
                "errors", "The chats in {path} are damaged. Nothing is saved until the file is moved away."
            )
        case e.StoreUnusable(reason="unsafe"):
            text = translate(
                "errors", "{path} can be changed by others or is a link. Nothing is saved there."
            )
        case e.StoreUnusable():
            text = translate(
                "errors", "Chats cannot be saved in {path}. Check that the folder can be written."
            )
        case _:
            raise AssertionError(f"no message for {type(error).__name__}")
    return Explanation(text.format(path=error.path), error.detail)
