"""Keeps the translations: `update` takes in new texts, `check` finds what is missing, `compile` makes .qm.

Run as `python scripts/translations.py update|check|compile`; needs PySide6 for Qt's lupdate and lrelease, and
nothing of the project. https://doc.qt.io/qt-6/linguist-ts-file-format.html says what a .ts file holds.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
PLACEHOLDER = re.compile(r"\{[^{}]*\}|%n")
MNEMONIC = re.compile(r"(?<!&)&[^\W_]")
ENDINGS = (".", ":", "?", "…")
"""What a text ends with says what it is: a sentence, a label, a question, the way to a dialog."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a .ts file."""

    context: str
    source: str
    comment: str
    translations: tuple[str, ...]
    """One; of a text with `%n` one for each plural form. Empty where there is none yet."""
    is_plural: bool

    @property
    def key(self) -> tuple[str, str, str]:
        return self.context, self.source, self.comment


def read_texts(file: Path) -> list[Text]:
    """The texts of a .ts file, in its order."""
    return [
        _text(context.findtext("name", ""), message)
        for context in ElementTree.parse(file).getroot().iter("context")
        for message in context.iter("message")
    ]


def _text(context: str, message: ElementTree.Element) -> Text:
    translation = message.find("translation")
    is_plural = message.get("numerus") == "yes"
    found: tuple[str, ...] = ()
    if translation is not None and translation.get("type") != "unfinished":
        forms = translation.findall("numerusform") if is_plural else [translation]
        found = tuple(form.text or "" for form in forms)
    return Text(context, message.findtext("source", ""), message.findtext("comment", ""), found, is_plural)


def problems_of(text: Text) -> list[str]:
    """What is wrong with the translation of one text."""
    if not text.translations or not all(text.translations):
        return ["is not translated"]
    if text.is_plural and len(text.translations) < 2:
        return ["needs a singular and a plural"]
    return [
        problem for translation in text.translations for problem in _differences(text.source, translation)
    ]


def _differences(source: str, translation: str) -> Iterator[str]:
    if set(PLACEHOLDER.findall(source)) != set(PLACEHOLDER.findall(translation)):
        yield f"has other placeholders: {translation}"
    if len(MNEMONIC.findall(source)) != len(MNEMONIC.findall(translation)):
        yield f"has no mnemonic, or one too many: {translation}"
    if _edges(source) != _edges(translation):
        yield f"begins or ends with other blanks: {translation}"
    for ending in ENDINGS:
        if source.endswith(ending) != translation.endswith(ending):
            yield f"ends otherwise than with “{ending}”: {translation}"
            break


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def tool(name: str) -> str:
    """The program of Qt that PySide6 brings along."""
    spec = find_spec("PySide6")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("PySide6 is not installed here")
    return str(Path(spec.origin).parent / (name + (".exe" if sys.platform == "win32" else "")))


def extract(file: Path) -> None:
    """Bring `file` to what the sources say: new texts come in, those that are gone go."""
    sources = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "desktop").rglob("*.py"))
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "sources"
        listed.write_text("\n".join(sources), "utf-8")
        command = [tool("lupdate"), f"@{listed}", "-silent", "-no-obsolete", "-locations", "none"]
        if file.stem.endswith("_en"):
            command.append("-pluralonly")  # the rest is English already
        subprocess.run([*command, "-ts", str(file)], cwd=ROOT, check=True)


def update() -> int:
    """Take the texts of the sources into every translation."""
    for file in sorted(FOLDER.glob("*.ts")):
        extract(file)
        left = sum(not text.translations for text in read_texts(file))
        print(f"{file.relative_to(ROOT)}: {left} not translated")
    return 0


def check() -> int:
    """Compare every translation with the sources; 1 if anything is missing or does not fit."""
    found = [line for file in sorted(FOLDER.glob("*.ts")) for line in _complaints(file)]
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


def _complaints(file: Path) -> Iterator[str]:
    name = file.relative_to(ROOT)
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(shutil.copy(file, folder))
        extract(fresh)
        texts = read_texts(fresh)
    if {text.key for text in texts} != {text.key for text in read_texts(file)}:
        yield f"{name} is behind the sources: run `make translations`"
    for text in texts:
        for problem in problems_of(text):
            yield f"{name}: {text.context}: “{text.source}” {problem}"


def compile_into(folder: Path) -> None:
    """Make the .qm file of every translation that has changed since its last one."""
    for file in sorted(FOLDER.glob("*.ts")):
        compiled = folder / f"{file.stem}.qm"
        if not compiled.exists() or compiled.stat().st_mtime < file.stat().st_mtime:
            subprocess.run([tool("lrelease"), "-silent", str(file), "-qm", str(compiled)], check=True)


def compile_all() -> int:
    """Make the .qm files where the application looks for them."""
    compile_into(FOLDER)
    return 0


VERBS = {"update": update, "check": check, "compile": compile_all}

if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in VERBS:
        sys.exit(f"usage: scripts/translations.py {'|'.join(VERBS)}")
    sys.exit(VERBS[sys.argv[1]]())
