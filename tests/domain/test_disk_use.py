"""What models take on the disk together."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.disk_use import may_share, used_bytes
from desktop.domain.models import InstalledModel, ModelDetails


def model(name: str, size: int, digest: str = "", family: str = "llama", host: str = "") -> InstalledModel:
    return InstalledModel(name, size, "8.0B", "Q4_0", family, digest=digest, remote_host=host)


def weights(name: str, *blobs: str) -> ModelDetails:
    return ModelDetails(name, weights=blobs)


def test_one_digest_under_two_names_counts_once() -> None:
    models = (model("a", 100, "aa"), model("b", 100, "sha256:AA"), model("c", 7), model("d", 7))
    assert used_bytes(models, {}) == 114


def test_models_that_share_weights_take_the_space_of_the_largest() -> None:
    models = (model("a", 100, "aa"), model("b", 103, "bb"), model("c", 101, "cc"), model("d", 50, "dd"))
    details = {"a": weights("a", "sha256:11"), "b": weights("b", "11"), "d": weights("d", "22")}
    assert used_bytes(models, details) == 103 + 101 + 50


def test_sharing_goes_on_through_a_third_model() -> None:
    models = (model("a", 100, "aa"), model("b", 100, "bb"), model("c", 150, "cc"))
    details = {"a": weights("a", "1"), "b": weights("b", "2"), "c": weights("c", "1", "2")}
    assert used_bytes(models, details) == 150


BLOBS = st.lists(st.sampled_from("abcdef"), max_size=3)


@given(st.lists(st.tuples(st.integers(0, 1000), BLOBS), max_size=12))
def test_it_is_never_more_than_all_sizes_nor_less_than_the_largest(
    found: list[tuple[int, list[str]]],
) -> None:
    models = tuple(model(f"m{at}", size, f"{at:02x}") for at, (size, _) in enumerate(found))
    details = {f"m{at}": weights(f"m{at}", *blobs) for at, (_, blobs) in enumerate(found)}
    sizes = [size for size, _ in found]
    assert max(sizes, default=0) <= used_bytes(models, details) <= sum(sizes)
    assert used_bytes(models[::-1], details) == used_bytes(models, details)


def test_only_models_that_are_alike_have_to_be_asked_about() -> None:
    base, made, same = model("a", 100, "aa"), model("b", 101, "bb"), model("c", 100, "aa")
    other, cloud = model("d", 100, "dd", family="qwen"), model("e", 100, "ee", host="https://ollama.example")
    assert may_share((base, made, same, other, cloud)) == (base, made)
    assert may_share((base, same, other)) == ()
