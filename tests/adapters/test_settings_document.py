"""Presets and defaults of chats in a settings file that has comments and tables of its own."""

import tomllib
from dataclasses import replace

from desktop.adapters.settings_document import edited
from desktop.domain.chat import ChatSetup, Parameters, Preset
from desktop.domain.settings import Settings
from desktop.domain.settings_reading import settings_from

BRIEF = Preset("Brief", ChatSetup("Be brief.\nVery.", Parameters(temperature=0.5, seed=3)))
STRICT = Preset("Strict", ChatSetup("", Parameters(allows_truncation=False, thinking="high")))
SETTINGS = Settings(chat_defaults=BRIEF.setup, presets=(BRIEF, STRICT), makes_titles=False)


def read(text: str) -> Settings:
    settings, bad = settings_from(tomllib.loads(text))
    assert bad == ()
    return settings


def test_a_new_file_has_them_as_tables_that_a_person_can_read() -> None:
    text = edited("", Settings(), SETTINGS)
    assert text.count("[[chat.presets]]") == 2
    assert "[chat.defaults]" in text
    assert read(text) == SETTINGS


def test_comments_and_unknown_keys_stay_when_a_default_is_left_to_the_server_again() -> None:
    text = edited(
        "# mine\n[chat]\nmodel = 'm'\nunknown = [1]\n", Settings(model="m"), replace(SETTINGS, model="m")
    )
    plain = replace(SETTINGS, model="m", chat_defaults=ChatSetup("", Parameters(seed=3)), presets=(STRICT,))
    again = edited(text, replace(SETTINGS, model="m"), plain)
    assert again.startswith("# mine\n")
    assert "unknown = [1]" in again
    assert read(again) == plain
    nothing = edited(again, plain, Settings(model="m"))
    assert "defaults" not in nothing
    assert read(nothing) == Settings(model="m")
