"""TARS Desktop: a tray companion for language models that run on your own machine."""

__version__ = "0.1.0"
