"""Undo of one change: what was changed since then stays, and endpoints are told apart by their ids."""

from dataclasses import replace

from desktop.domain.providers import Endpoint
from desktop.domain.settings import Appearance, Settings
from desktop.services.settings_undo import undone, values_of

ONE, TWO = Endpoint("one", "One", "http://127.0.0.1:1"), Endpoint("two", "Two", "http://127.0.0.1:2")


def test_a_value_goes_back_and_another_that_was_changed_since_then_stays() -> None:
    before = Settings()
    after = replace(before, appearance=Appearance.DARK)
    now = replace(after, notifies=False)
    assert undone(before, after, now) == replace(before, notifies=False)


def test_a_removed_endpoint_comes_back_to_its_place() -> None:
    before = Settings(endpoints=(ONE, TWO))
    after = replace(before, endpoints=(TWO,))
    now = replace(after, endpoints=(replace(TWO, name="Changed"),))
    assert undone(before, after, now).endpoints == (ONE, replace(TWO, name="Changed"))


def test_an_added_endpoint_goes() -> None:
    before, after = Settings(endpoints=(ONE,)), Settings(endpoints=(ONE, TWO))
    assert undone(before, after, after).endpoints == (ONE,)


def test_a_changed_endpoint_goes_back_but_its_key_is_where_it_is_kept_by_now() -> None:
    before = Settings(endpoints=(ONE,))
    after = Settings(endpoints=(replace(ONE, name="Other"),))
    now = Settings(endpoints=(replace(ONE, name="Other", key_place="secret-service"), TWO))
    assert undone(before, after, now).endpoints == (replace(ONE, key_place="secret-service"), TWO)


def test_values_are_what_the_settings_are_made_of() -> None:
    settings = Settings(endpoints=(ONE,), pulls_at_once=3)
    assert Settings(**values_of(settings)) == settings
