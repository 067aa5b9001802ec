"""What tells a GGUF file from any other (https://github.com/ggml-org/ggml/blob/master/docs/gguf.md)."""

MAGIC = b"GGUF"
"""The first bytes of every such file."""
