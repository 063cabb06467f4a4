"""Functions on places: points "lat lon alt accuracy", traces and shapes "point; point; …"."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import NamedTuple

from mystery.questionnaire.expression.functions.choices import spread
from mystery.questionnaire.expression.scope import EvaluationError, Scope
from mystery.questionnaire.expression.values import Value, to_number, to_text, words

_EARTH_RADIUS_METRES = 6_378_100
_METRES_PER_DEGREE = 2 * math.pi * _EARTH_RADIUS_METRES / 360


class Point(NamedTuple):
    lat: float
    lon: float


def _points(*values: Value) -> list[Point]:
    texts = (words(part) for value in spread(values) for part in to_text(value).split(";"))
    return [_point(numbers) for numbers in texts if numbers]


def _point(numbers: list[str]) -> Point:
    lat, lon = (to_number(number) for number in (*numbers, "", "")[:2])
    if not (math.isfinite(lat) and math.isfinite(lon)):
        raise EvaluationError("EVALUATION_PLACE", value=" ".join(numbers))
    return Point(lat, lon)


def _between(a: Point, b: Point) -> float:
    """Metres on a sphere, by the law of cosines as JavaRosa takes it."""
    lat_a, lat_b, turn = math.radians(a.lat), math.radians(b.lat), math.radians(a.lon - b.lon)
    cosine = math.sin(lat_a) * math.sin(lat_b) + math.cos(lat_a) * math.cos(lat_b) * math.cos(turn)
    return _EARTH_RADIUS_METRES * math.acos(max(-1.0, min(1.0, cosine)))


def _distance(_: Scope, *values: Value) -> Value:
    return float(sum(_between(a, b) for a, b in pairwise(_points(*values))))


def _area(_: Scope, value: Value) -> Value:
    """Square metres of a shape, flattened around its first corner."""
    corners = _points(value)
    if len(corners) < 3:
        return 0.0
    origin = corners[0]
    flat = [
        ((one.lon - origin.lon) * _METRES_PER_DEGREE * math.cos(math.radians(one.lat)),
         (one.lat - origin.lat) * _METRES_PER_DEGREE)
        for one in corners
    ]  # fmt: skip
    return abs(sum(a[1] * b[0] - a[0] * b[1] for a, b in pairwise(flat)) / 2)


def _geofence(_: Scope, place: Value, shape: Value) -> Value:
    """Whether a point lies in a shape: a ray from it crosses the border an odd number of times."""
    points, corners = _points(place), _points(shape)
    if not points or len(corners) < 3:
        return False
    point, inside = points[0], False
    for a, b in pairwise(corners):
        if (b.lat > point.lat) != (a.lat > point.lat):
            crossing = (a.lon - b.lon) * (point.lat - b.lat) / (a.lat - b.lat) + b.lon
            inside ^= point.lon < crossing
    return inside


def _intersects(_: Scope, value: Value) -> Value:
    """Whether a trace or shape crosses itself."""
    lines = list(pairwise(_points(value)))
    closed = bool(lines) and lines[0][0] == lines[-1][1]
    for index, (a, b) in enumerate(lines):
        for later, (c, d) in enumerate(lines[index + 2 :], index + 2):
            neighbours = closed and index == 0 and later == len(lines) - 1
            if not neighbours and _cross(a, b, c, d):
                return True
    return False


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    return _side(a, b, c) * _side(a, b, d) <= 0 and _side(c, d, a) * _side(c, d, b) <= 0


def _side(a: Point, b: Point, c: Point) -> float:
    return (b.lat - a.lat) * (c.lon - a.lon) - (b.lon - a.lon) * (c.lat - a.lat)


FUNCTIONS: Mapping[str, Callable[..., Value]] = {
    "area": _area,
    "distance": _distance,
    "geofence": _geofence,
    "intersects": _intersects,
}
