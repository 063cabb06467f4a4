"""Data and forms in the formats of other programs.

What enters: domain values. What leaves: bytes or text of one file each.
"""
