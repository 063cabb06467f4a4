"""The proofs. `python -m tests` prepares the machine and runs all of them."""
