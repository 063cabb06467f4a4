"""Proofs on the demo: it is loaded once, by the real engine."""
