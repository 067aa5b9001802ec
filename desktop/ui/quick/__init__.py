"""A small window for one question in passing."""
