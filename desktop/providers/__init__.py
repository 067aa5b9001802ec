"""HTTP clients for model servers; no Qt, and the only place that imports httpx."""

import sys

# The command line of httpx, which its package imports where it can, brings rich, click and pygments: 85 ms
# and 7.7 MB that nobody here uses. None is how Python marks a module not to be imported; httpx copes.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]  # documented, and not in the stubs
