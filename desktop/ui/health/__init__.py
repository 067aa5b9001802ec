"""The health page and what is painted on it."""
