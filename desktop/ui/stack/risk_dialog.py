"""Asks before a configuration is started that gives more away than the shipped files do."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.domain.errors import StackUnconfirmed
from desktop.domain.text import label_text
from desktop.text.risk_words import describe_risk
from desktop.ui.dialogs import ConfirmDialog
from desktop.ui.formats import translate
from desktop.ui.theme import Theme


class RiskDialog(ConfirmDialog):
    """Lists every risk in a line; `on_consent` gets the fingerprint that was shown."""

    def __init__(
        self, theme: Theme, error: StackUnconfirmed, on_consent: Callable[[str], None], parent: QWidget
    ) -> None:
        risks = (f"• {label_text(describe_risk(risk, translate), 400)}" for risk in error.risks)
        super().__init__(
            theme,
            translate("stack", "Start This Configuration?"),
            translate(
                "stack",
                "It gives more away than the files of this application do. Start it only if you know why. "
                "You are asked again when it changes.",
            ),
            [(translate("stack", "&Start Anyway"), "danger")],
            self._answer,
            parent,
            details="\n".join(risks),
        )
        self._error, self._on_consent = error, on_consent

    def _answer(self, _choice: int, _is_remembered: bool) -> None:
        self._on_consent(self._error.fingerprint)
