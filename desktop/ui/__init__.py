"""Widgets and painting: they render snapshots and forward intents, and decide nothing."""
