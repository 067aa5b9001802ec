"""Makes the compiled translations before a wheel or an editable install is built."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class TranslationsHook(BuildHookInterface[Any]):
    """Runs `scripts/translations.py compile`; its Qt is a requirement of the build (pyproject.toml)."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  # hatchling's names
        script = Path(self.root) / "scripts" / "translations.py"
        subprocess.run([sys.executable, str(script), "compile"], check=True)
