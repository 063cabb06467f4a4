"""The demo: a car-dealer group and a retail chain, tested in two waves, and hotlines that are called.

What enters: the method packs and a seed. What leaves: a database in which every visit went through
the real engine: played answer by answer, submitted, inspected, approved and scored. The weak spots
are planted in `plants.py`; a test proves that the report finds just those.
"""
