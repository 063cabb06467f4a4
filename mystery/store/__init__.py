"""Rows: the database, its tables and the queries over them.

What enters: keys, filters and an `Actor`. What leaves: rows and columns. Nothing here commits; the
services own the transaction (services/transaction.py).
"""
