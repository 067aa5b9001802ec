import pytest

from desktop.domain.chat import Parameters
from desktop.domain.errors import ParameterInvalid
from desktop.domain.parameter_fields import TYPED, typed, with_typed


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("temperature", "0,7", 0.7),
        ("temperature", " 0 ", 0.0),
        ("top_p", "1", 1.0),
        ("max_tokens", "2 048", 2048),
        ("context_length", "8192", 8192),
        ("seed", "-3", -3),
        ("keep_alive", "1h 30m", "1h30m"),
        ("keep_alive", "0", "0s"),
        ("keep_alive", "-1", "-1s"),
    ],
)
def test_what_is_typed_is_the_value(name: str, text: str, value: object) -> None:
    read = with_typed(Parameters(), name, text)
    assert getattr(read, name) == value
    assert getattr(with_typed(Parameters(), name, typed(read, name)), name) == value


@pytest.mark.parametrize("name", TYPED)
def test_a_blank_field_leaves_it_to_the_server(name: str) -> None:
    full = Parameters(0.5, 0.5, 5, 5, 5, "5m", "on", False)
    assert getattr(with_typed(full, name, "  "), name) is None
    assert typed(Parameters(), name) == ""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("temperature", "2.1"),
        ("temperature", "nan"),
        ("temperature", "warm"),
        ("top_p", "0"),
        ("max_tokens", "0"),
        ("max_tokens", "1.5"),
        ("context_length", "99999999"),
        ("seed", "x"),
        ("keep_alive", "10"),
        ("keep_alive", "ten minutes"),
    ],
)
def test_what_cannot_be_used_is_refused(name: str, text: str) -> None:
    with pytest.raises(ParameterInvalid) as caught:
        with_typed(Parameters(), name, text)
    assert caught.value.name == name
