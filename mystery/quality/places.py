"""How far a recorded position is from a location."""

from __future__ import annotations

import math

EARTH_METRES = 6_371_000


def metres_between(geopoint: object, latitude: float, longitude: float) -> float | None:
    """Metres from an answer "lat lon alt acc" to a point, less its own accuracy; None if unreadable."""
    if not isinstance(geopoint, str):
        return None
    try:
        numbers = [float(part) for part in geopoint.split()]
    except ValueError:
        return None
    if len(numbers) < 2:
        return None
    accuracy = numbers[3] if len(numbers) > 3 else 0.0
    return max(0.0, _great_circle(numbers[0], numbers[1], latitude, longitude) - accuracy)


def _great_circle(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """The haversine formula, in metres."""
    a, b = math.radians(latitude), math.radians(other_latitude)
    across = math.radians(other_longitude - longitude)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(across / 2) ** 2
    return 2 * EARTH_METRES * math.asin(min(1.0, math.sqrt(half)))
