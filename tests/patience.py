"""How long a test waits for something that must come: long, since only a failure waits to the end."""

PATIENCE_MS = 20_000
