"""A stand-in for the image `ollama/ollama`: the tests' double on Debian's Python.

No registry is asked: the image is made from the interpreter, its standard library, the shared libraries that
they need, and `tests/servers`. Entry point and variables are those of the real image.
"""

import io
import json
import re
import subprocess
import tarfile
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tests.engine.private_docker import PrivateDocker

IMAGE = "ollama/ollama:latest"
PYTHON = "/usr/bin/python3"
HERE = Path(__file__).parent
LEFT_OUT = re.compile(
    r"/(test|tests|idlelib|tkinter|turtledemo|ensurepip|lib2to3|distutils|pydoc_data|venv|config-[^/]*"
    r"|dist-packages|sqlite3|unittest|curses|xmlrpc|wsgiref|dbm)(/|$)|\.opt-[12]\.pyc$"
)
CONFIG = (
    'ENTRYPOINT ["/usr/bin/ollama"]',
    'CMD ["serve"]',
    "EXPOSE 11434",
    "ENV OLLAMA_HOST=0.0.0.0:11434",
    "ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "ENV PYTHONDONTWRITEBYTECODE=1",
)


@dataclass(frozen=True, slots=True)
class Trouble:
    """What shall go wrong in a container, and what its registry has.

    Downloads are kept in `/root/.ollama`, so that a pull goes on where another container was stopped.
    """

    listens_after_seconds: float = 0.0
    exit_code: int | None = None
    """The server ends with it instead of listening."""
    ignores_term: bool = False
    is_unhealthy: bool = False
    is_hungry: bool = False
    """It takes memory until it is killed."""
    log_lines: int = 0
    """So many coloured lines are logged at the start."""
    version: str = "0.33.0"
    published: dict[str, list[int]] = field(default_factory=dict)
    """Layer sizes in bytes of what can be pulled, by full name (`llama3:8b`); empty: any name, at once."""
    bytes_per_second: float = 0.0
    """Of a layer that is pulled; 0: as fast as it can be told."""
    verify_seconds: float = 0.0

    @property
    def variable(self) -> str:
        """The value of `STAND_IN` in the container's environment."""
        return json.dumps({name: value for name, value in asdict(self).items() if value is not None})


def make_image(docker: PrivateDocker) -> None:
    """Make `ollama/ollama:latest`."""
    changes = [part for change in CONFIG for part in ("--change", change)]
    command = ("docker", "import", *changes, "-", IMAGE)
    with subprocess.Popen(
        command, env=docker.environment, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
    ) as importing:
        assert importing.stdin is not None
        with importing.stdin, tarfile.open(mode="w|", fileobj=importing.stdin) as root:
            _fill(root)
    assert importing.returncode == 0


def make_variant(docker: PrivateDocker, tag: str, trouble: Trouble) -> str:
    """Make an image with trouble in it, and give its name."""
    name = f"tars-test/{tag}:latest"
    if not docker.run("images", "-q", name):
        container = docker.run("create", IMAGE)
        docker.run("commit", "--change", f"ENV STAND_IN={json.dumps(trouble.variable)}", container, name)
        docker.run("rm", container)
    return name


def _fill(root: tarfile.TarFile) -> None:
    facts = "import sys, sysconfig; print(sysconfig.get_path('stdlib'), sys.version_info[1])"
    library, minor = _output(PYTHON, "-I", "-c", facts).split()
    programs = [PYTHON, *(str(path) for path in Path(library, "lib-dynload").glob("*.so"))]
    libraries = set(re.findall(r"(/\S+) \(0x", _output("ldd", *programs)))
    for name in (PYTHON, *sorted(libraries)):
        root.add(Path(name).resolve(), name)
    root.add(library, filter=lambda item: None if LEFT_OUT.search(f"/{item.name}") else item)
    assert int(minor) >= 11, "the double needs Python 3.11"
    for file in (HERE.parent / "servers").glob("*.py"):
        root.add(file, f"/opt/stand-in/tests/servers/{file.name}")
    _add_text(root, "/opt/stand-in/tests/__init__.py", "")
    root.add(HERE / "image" / "ollama", "/usr/bin/ollama")
    for folder in ("/root/.ollama", "/tmp", "/etc"):
        entry = tarfile.TarInfo(folder)
        entry.type, entry.mode = tarfile.DIRTYPE, 0o755
        root.addfile(entry)


def _add_text(root: tarfile.TarFile, name: str, text: str) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(text), 0o644
    root.addfile(entry, io.BytesIO(text.encode()))


def _output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
