"""Every text of the sources is in the translations, and every translation keeps what its text needs."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.translations import FOLDER, ROOT, Text, compile_into, problems_of, read_texts


def asked_for() -> Iterator[tuple[str, str]]:
    """Where a text is asked for in the sources, and its literal."""
    for path in sorted((ROOT / "desktop").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                text = _text_of(node)
                if text is not None:
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", text


def _text_of(call: ast.Call) -> str | None:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    place = {"tr": 0, "translate": 1}.get(name)
    if place is None or len(call.args) <= place:
        return None
    argument = call.args[place]
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None


def test_lupdate_sees_every_text() -> None:
    """It does not look into f-strings, for one."""
    known = {text.source for text in read_texts(FOLDER / "tars_de.ts")}
    assert [where for where in asked_for() if where[1] not in known] == []


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.ts")), ids=lambda file: file.stem)
def test_everything_is_translated(file: Path) -> None:
    assert [
        (text.context, text.source, problems_of(text)) for text in read_texts(file) if problems_of(text)
    ] == []


def test_the_check_of_the_build_agrees() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "translations.py", "check"], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize(
    ("source", "translation", "problem"),
    [
        ("{count} models", "Modelle", "placeholders"),
        ("&Save", "Speichern", "mnemonic"),
        ("Save", "&Speichern", "mnemonic"),
        ("Save As…", "Speichern unter", "ends"),
        ("It is there.", "Es ist da", "ends"),
        ("Save ", "Speichern", "blanks"),
        ("Save", "", "not translated"),
    ],
)
def test_a_translation_that_lost_something_is_found(source: str, translation: str, problem: str) -> None:
    (found,) = problems_of(Text("Context", source, "", (translation,), is_plural=False))
    assert problem in found


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("{count} models", "{count} Modelle"),
        ("&Save As…", "Speichern &unter…"),
        ("Research && Development", "Forschung && Entwicklung"),
    ],
)
def test_a_sound_translation_passes(source: str, translation: str) -> None:
    assert problems_of(Text("Context", source, "", (translation,), is_plural=False)) == []


def test_a_plural_needs_both_forms() -> None:
    assert problems_of(Text("Context", "%n model(s)", "", ("%n Modell",), is_plural=True))
    assert not problems_of(Text("Context", "%n model(s)", "", ("%n Modell", "%n Modelle"), is_plural=True))


def test_compiling_makes_a_file_for_each_language_and_only_once(tmp_path: Path) -> None:
    compile_into(tmp_path)
    made = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    assert set(made) == {f"{file.stem}.qm" for file in FOLDER.glob("*.ts")}
    compile_into(tmp_path)
    assert {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == made
