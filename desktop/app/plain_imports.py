"""Qt for Python without its look into the source text of every module.

PySide6 replaces `builtins.__import__` by one that reads the source of each module imported from then on, to
see whether the name "PySide6" is in it, and never lets go of the text (`_mod_uses_pyside` in its
`feature.py`). It is for `from __feature__ import snake_case`, which is not used here. Measured with PySide6
6.11.3: 741 files and 18.5 MB in `linecache` when the application has been imported.
"""

import builtins


def import_qt() -> None:
    """Import Qt's core and give the interpreter its own import back; to be called before other modules do."""
    import_of_python = builtins.__import__
    import PySide6.QtCore  # noqa: F401  # for what it does to imports

    builtins.__import__ = import_of_python
