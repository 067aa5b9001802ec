"""Programs that stand in for those of the system, put first on the PATH."""
