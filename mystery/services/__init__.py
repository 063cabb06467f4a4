"""Use cases: one module per noun, one function per verb. Only services commit.

What enters: an `Actor`, rows and plain values. What leaves: rows, or `Rejected`, `NotFound`, `Forbidden`.
Nothing here knows a request; the app context is used for the database session and the settings alone.
"""
