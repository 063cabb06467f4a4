"""Benchmarks of the questionnaire engine and the player: `python -m tests.bench`."""
