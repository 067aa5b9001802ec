"""Setups and presets in the settings file: what is written reads the same, what cannot be used is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.chat import ChatSetup, Parameters, Preset
from desktop.domain.chat_setups import are_presets, is_setup, preset_tables, presets_from
from desktop.domain.settings import Settings
from desktop.domain.settings_reading import settings_from
from tests.domain.test_settings import table_of

SETUPS = st.builds(
    ChatSetup,
    st.text(max_size=20),
    st.builds(
        Parameters,
        temperature=st.none() | st.floats(0, 2),
        top_p=st.none() | st.floats(0.01, 1),
        max_tokens=st.none() | st.integers(1, 1 << 24),
        context_length=st.none() | st.integers(1, 1 << 24),
        seed=st.none() | st.integers(-(1 << 31), 1 << 31),
        keep_alive=st.none() | st.sampled_from(["5m", "-1"]),
        thinking=st.none() | st.sampled_from(["on", "off", "high"]),
        allows_truncation=st.none() | st.booleans(),
    ),
)
PRESETS = st.lists(
    st.builds(Preset, st.sampled_from(["Brief", "Übersetzer", "C++"]), SETUPS),
    unique_by=lambda preset: preset.name,
).map(tuple)


@given(SETUPS, PRESETS, st.booleans())
def test_what_is_written_reads_the_same(
    setup: ChatSetup, presets: tuple[Preset, ...], makes_titles: bool
) -> None:
    settings = Settings(chat_defaults=setup, presets=presets, makes_titles=makes_titles)
    assert settings_from(table_of(settings)) == (settings, ())
    assert presets_from(preset_tables(presets)) == presets


@pytest.mark.parametrize(
    "table",
    [
        {"system": 3},
        {"temperature": "hot"},
        {"temperature": 2.5},
        {"temperature": float("nan")},
        {"temperature": True},
        {"top_p": 0},
        {"max_tokens": 0},
        {"max_tokens": 1.5},
        {"thinking": "sometimes"},
        {"thinking": ["on"]},
        {"allows_truncation": "no"},
        {"keep_alive": ""},
    ],
)
def test_a_value_that_no_provider_takes_is_refused(table: dict[str, object]) -> None:
    assert not is_setup(table)
    settings, bad = settings_from({"chat": {"defaults": table}})
    assert (settings, bad) == (Settings(), ("chat.defaults",))


@pytest.mark.parametrize(
    "tables", [[{}], [{"name": " "}], [{"name": "a\nb"}], [{"name": "a"}, {"name": "a"}], [3], {"name": "a"}]
)
def test_presets_need_names_of_their_own(tables: object) -> None:
    assert not are_presets(tables)


def test_whole_numbers_are_taken_for_temperatures() -> None:
    settings, bad = settings_from({"chat": {"defaults": {"temperature": 1, "unknown": 3}}})
    assert bad == ()
    assert settings.chat_defaults == ChatSetup("", Parameters(temperature=1.0))
