"""Broken input of every kind, drawn under a fixed seed: the answer is a problem, never an exception.

Each test tries a fixed number of cases, so it does the same on every machine. With
`MYSTERY_FUZZ_SECONDS=600` each goes on with further seeds for that long;
`MYSTERY_FUZZ_FROM=1000000` begins with others, for a second process or another night.
"""
