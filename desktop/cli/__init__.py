"""The command line: the same providers and engine as the window, without importing Qt."""
