"""Values, state machines and protocols: no Qt, no asyncio, no I/O."""
