"""What is said about the settings file, TARS's `appsettings.json`, and the start with the session."""

from desktop.domain import errors as e
from desktop.text.explanation import Explanation, Translate


def explain_settings(
    error: e.SettingsInvalid | e.SettingsUnsaved | e.AppSettingsUnusable | e.AutostartFailed,
    translate: Translate,
) -> Explanation:
    """What happened to the file, and what holds now."""
    match error:
        case e.SettingsInvalid(key="") if error.kept:
            text = translate(
                "errors",
                "The settings in {path} could not be read; the defaults hold. The file is kept as {kept}.",
            )
            return Explanation(text.format(path=error.path, kept=error.kept), error.detail, ())
        case e.SettingsInvalid(key=""):
            text = translate("errors", "The settings in {path} cannot be read; the defaults hold.")
            return Explanation(text.format(path=error.path), error.detail, ())
        case e.SettingsInvalid():
            text = translate(
                "errors", "The settings in {path} have no usable value for “{key}”; the default holds."
            )
            return Explanation(text.format(path=error.path, key=error.key), error.detail, ())
        case e.SettingsUnsaved(is_newer=True):
            text = translate(
                "errors",
                "The settings in {path} were made by a newer version. Changes hold until the application ends.",
            )
            return Explanation(text.format(path=error.path), error.detail, ())
        case e.SettingsUnsaved():
            text = translate("errors", "The settings cannot be saved in {path}. Check the free space there.")
            return Explanation(text.format(path=error.path), error.detail)
        case e.AutostartFailed():
            text = translate("errors", "The start with your session cannot be changed in {path}.")
            return Explanation(text.format(path=error.path), error.detail, ())
        case e.AppSettingsUnusable():
            return Explanation(_of_tars(error, translate), error.detail, ())


def _of_tars(error: e.AppSettingsUnusable, translate: Translate) -> str:
    match error.reason:
        case "missing":
            text = translate("errors", "{path} is not there. Choose the appsettings.json of TARS.")
        case "not-json" if error.line:
            text = translate("errors", "{path} is not JSON from line {line} on. Mend it, then try again.")
        case "not-json":
            text = translate("errors", "{path} is not a text file. Choose the appsettings.json of TARS.")
        case "not-a-file":
            text = translate("errors", "{path} is not a file. Choose the appsettings.json of TARS.")
        case "too-large":
            text = translate(
                "errors", "{path} is too large for settings. Choose the appsettings.json of TARS."
            )
        case "unwritable":
            text = translate("errors", "{path} cannot be written; it is as it was. Check its permissions.")
        case _:
            text = translate("errors", "{path} cannot be read. Check its permissions.")
    return text.format(path=error.path, line=error.line)
