"""The root of the tree of errors."""


class TarsError(Exception):
    """Base of every error the application expects and can explain."""
