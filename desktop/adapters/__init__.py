"""The operating system: processes, files, databases; no Qt."""
