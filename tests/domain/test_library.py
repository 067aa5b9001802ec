from desktop.domain.library import Library, LibraryModel, LibraryTag, canonical_name

SMALL = LibraryTag("owl:1b", 800_000_000, "1.0B", "Q4_K_M", 8192)
LARGE = LibraryTag("owl:8b", 4_700_000_000, "8.0B", "Q4_K_M", 8192)
VISION = LibraryTag("owl-eye:4b", 3_300_000_000, "4.3B", "Q4_K_M", 8192)
CODER = LibraryTag("smith:7b", 4_600_000_000, "7.6B", "Q4_K_M", 8192)
QUANTIZED = LibraryTag("smith:7b-Q4_K_M", 4_700_000_000, "7.6B", "Q4_K_M", 8192)
LIBRARY = Library(
    (
        LibraryModel("owl", "Acme", "Everyday chat", ("completion",), "MIT", (SMALL, LARGE), "owl:8b"),
        LibraryModel("owl-eye", "Acme", "Describes pictures", ("completion", "vision"), "MIT", (VISION,)),
        LibraryModel(
            "smith",
            "Forge",
            "Writes code",
            ("completion", "tools"),
            "MIT",
            (CODER, QUANTIZED),
            "smith:7b-Q4_K_M",
        ),
    )
)


def test_a_name_without_a_tag_means_the_latest() -> None:
    for name in ("owl", "owl:latest", "library/owl", "registry.ollama.ai/library/owl:latest", " OWL "):
        assert LIBRARY.tag(name) == LARGE
    assert LIBRARY.tag("owl:1b") == SMALL
    assert LIBRARY.tag("smith") == LIBRARY.tag("smith:7b-q4_k_m") == QUANTIZED


def test_what_is_not_in_the_list_has_no_tag() -> None:
    for name in ("owl:70b", "acme/owl", "hf.co/acme/owl:1b", "crow", "", ":", "owl-eye", "owl:8b:8b"):
        assert LIBRARY.tag(name) is None


def test_the_model_of_a_tag_is_known_even_if_the_tag_is_not() -> None:
    model = LIBRARY.model("owl:70b-instruct-q2_K")
    assert model is not None
    assert model.name == "owl"
    assert LIBRARY.model("crow:1b") is None


def test_the_same_model_has_one_canonical_name() -> None:
    assert canonical_name("library/llama3") == canonical_name("llama3:latest") == "llama3:latest"
    assert canonical_name("localhost:5000/team/owl") == "localhost:5000/team/owl:latest"


def test_the_named_model_comes_before_others_that_begin_so_and_small_before_large() -> None:
    assert LIBRARY.matching("owl") == (SMALL, LARGE, VISION)
    assert LIBRARY.matching("ow") == (SMALL, VISION, LARGE)
    assert LIBRARY.matching("owl:8") == (LARGE,)
    assert LIBRARY.matching("OWL:8B") == (LARGE,)
    assert LIBRARY.matching("smith:7b-Q") == LIBRARY.matching("Smith:7B-q4") == (QUANTIZED,)


def test_words_are_looked_for_in_maker_summary_and_capabilities() -> None:
    assert LIBRARY.matching("acme") == (SMALL, VISION, LARGE)
    assert LIBRARY.matching("pictures acme") == (VISION,)
    assert LIBRARY.matching("tool") == (CODER, QUANTIZED)
    assert LIBRARY.matching("7b") == (CODER, QUANTIZED)


def test_nothing_is_found_for_nothing_and_for_signs() -> None:
    for text in ("", "  ", "***", "owl crow", "_"):
        assert LIBRARY.matching(text) == ()


def test_no_more_is_found_than_is_asked_for() -> None:
    assert LIBRARY.matching("o", limit=2) == (SMALL, VISION)
