"""The bodies of questions, as Ollama's own protocol and OpenAI's dialect spell them, without I/O.

Facts: Ollama's `api/types.go`; llama.cpp's `tools/server` and `common/chat.cpp`; vLLM's
`ChatCompletionRequest` (`continue_final_message` needs `add_generation_prompt` to be false).
"""

from base64 import b64encode
from typing import Any

from desktop.domain.chat import ChatRequest, Message, Parameters
from desktop.domain.model_names import checked_model_name
from desktop.domain.text import without_surrogates

_PNG = b"\x89PNG"
_THINKS = {"on": True, "off": False}


def ollama_chat(request: ChatRequest) -> dict[str, Any]:
    """The body for `/api/chat`; a last message of the model's own is continued without being told to."""
    body = ollama_request(request.model, request.parameters)
    body["messages"] = [_ollama_message(message) for message in request.messages]
    if request.continues and "think" not in body:
        body["think"] = False  # else a model that thinks would begin anew, with its thoughts
    return body


def ollama_request(model: str, parameters: Parameters) -> dict[str, Any]:
    """What `/api/chat` and `/api/generate` have in common."""
    options = {
        "temperature": parameters.temperature,
        "top_p": parameters.top_p,
        "num_predict": parameters.max_tokens,
        "num_ctx": parameters.context_length,
        "seed": parameters.seed,
    }
    body: dict[str, Any] = {"model": checked_model_name(model), "stream": True}
    if set_options := {name: value for name, value in options.items() if value is not None}:
        body["options"] = set_options
    if keep_alive := parameters.keep_alive:
        # A text must be a duration with a unit; a bare number of seconds must be a number.
        is_number = keep_alive.removeprefix("-").isdecimal()
        body["keep_alive"] = int(keep_alive) if is_number else keep_alive
    if parameters.thinking:
        body["think"] = _THINKS.get(parameters.thinking, parameters.thinking)
    if parameters.allows_truncation is False:
        # `truncate` is about the prompt, `shift` about a reply that fills what is left of the context.
        body |= {"truncate": False, "shift": False}
    return body


def openai_chat(request: ChatRequest) -> dict[str, Any]:
    """The body for `/chat/completions`, but for what is about its streaming."""
    body = {
        "model": request.model,
        "messages": [_openai_message(message) for message in request.messages],
        **openai_sampling(request.parameters),
    }
    if request.continues:
        body |= {"continue_final_message": True, "add_generation_prompt": False}
        # llama.cpp refuses to continue while the template lets the model think.
        body["chat_template_kwargs"] = {"enable_thinking": False}
    return body


def openai_sampling(parameters: Parameters) -> dict[str, Any]:
    values = {
        "temperature": parameters.temperature,
        "top_p": parameters.top_p,
        "max_tokens": parameters.max_tokens,
        "seed": parameters.seed,
    }
    return {name: value for name, value in values.items() if value is not None}


def _ollama_message(message: Message) -> dict[str, Any]:
    spelled: dict[str, Any] = _plain(message)
    if message.images:
        spelled["images"] = [b64encode(image).decode() for image in message.images]
    return spelled


def _openai_message(message: Message) -> dict[str, Any]:
    spelled: dict[str, Any] = _plain(message)
    if message.images:
        parts = [{"type": "image_url", "image_url": {"url": _data_url(image)}} for image in message.images]
        spelled["content"] = [*parts, {"type": "text", "text": spelled["content"]}]
    return spelled


def _plain(message: Message) -> dict[str, str]:
    return {"role": message.role.value, "content": without_surrogates(message.content)}


def _data_url(image: bytes) -> str:
    kind = "png" if image.startswith(_PNG) else "jpeg"
    return f"data:image/{kind};base64,{b64encode(image).decode()}"
