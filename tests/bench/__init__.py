"""Benchmarks of the questionnaire engine and the player: `python -m tests.bench`. Results: docs/performance.md."""
