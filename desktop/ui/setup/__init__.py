"""The setup in its own window."""
