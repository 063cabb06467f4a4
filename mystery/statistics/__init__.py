"""Numbers only: intervals and comparisons. Knows no word of surveys.

What enters: numbers and numpy arrays. What leaves: estimates with their 95 % intervals.
"""
