"""HTTP clients for model servers; no Qt, and the only place that imports httpx."""
