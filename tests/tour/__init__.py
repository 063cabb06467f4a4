"""Pictures of every screen of every role, and of every PDF page: `python -m tests.tour DIR`."""
