"""What is said about a parameter of a chat that cannot be used."""

from desktop.domain import errors as e
from desktop.domain.chat_setups import MOST_TOKENS
from desktop.text.explanation import Explanation, Translate, one_line


def explain_parameter(error: e.ParameterInvalid, translate: Translate) -> Explanation:
    """What the value has to be."""
    sentences = {
        "temperature": translate("errors", "The temperature is a number from 0 to 2, such as 0.7."),
        "top_p": translate("errors", "Top-p is a number above 0 and up to 1, such as 0.9."),
        "context_length": translate(
            "errors", "The context length is a whole number of tokens from 1 to {most}."
        ),
        "max_tokens": translate(
            "errors", "The length of a reply is a whole number of tokens from 1 to {most}."
        ),
        "seed": translate("errors", "The seed is a whole number, such as 42."),
        "keep_alive": translate(
            "errors",
            "The time in memory is a duration such as 30s, 10m or 1h30m, 0 for not at all, or -1 for ever.",
        ),
    }
    return Explanation(sentences[error.name].format(most=MOST_TOKENS), one_line(error.text), ())
