"""The settings window: categories, a search over all of them, and the providers."""
