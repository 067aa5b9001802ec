"""Showing text that may come from anywhere: formatted, copyable and inert."""
