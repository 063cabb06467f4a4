"""Checks Ed25519 signatures (RFC 8032, 5.1) with whole numbers. Nothing here is secret, so time may vary."""

from __future__ import annotations

import hashlib

Point = tuple[int, int, int, int]
"""X, Y, Z, T of a point of the curve: x = X / Z, y = Y / Z, x y = T / Z."""

SIGNATURE_BYTES = 64
KEY_BYTES = 32
_P = 2**255 - 19
_ORDER = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, -1, _P) % _P
_ROOT_OF_MINUS_ONE = pow(2, (_P - 1) // 4, _P)
_NEUTRAL = (0, 1, 1, 0)


def is_signed(message: bytes, signature: bytes, key: bytes) -> bool:
    """Whether `signature` (64 bytes) is that of `message` by the owner of the public `key` (32 bytes).

    Both sides are compared times eight, as RFC 8032 writes the check and JavaRosa does it. Keys that vanish
    times eight are refused: with such a one everybody could sign.
    """
    owner, commitment = _point(key), _point(signature[:32])
    response = int.from_bytes(signature[32:], "little")
    if owner is None or commitment is None or response >= _ORDER or _same(_times(8, owner), _NEUTRAL):
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % _ORDER
    claimed = _sum(commitment, _times(challenge, owner))
    return _same(_times(8 * response, _BASE), _times(8, claimed))


def _point(code: bytes) -> Point | None:
    """The point behind 32 bytes, if there is one: y and, as the highest bit, whether x is odd."""
    odd, y = divmod(int.from_bytes(code, "little"), 2**255)
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if x * x % _P != square:
        x = x * _ROOT_OF_MINUS_ONE % _P
    if y >= _P or x * x % _P != square or (odd and not x):
        return None
    if x % 2 != odd:
        x = _P - x
    return x, y, 1, x * y % _P


def _sum(one: Point, other: Point) -> Point:
    """Holds for any two points, also for a point and itself."""
    (x1, y1, z1, t1), (x2, y2, z2, t2) = one, other
    low, high = (y1 - x1) * (y2 - x2), (y1 + x1) * (y2 + x2)
    product, scale = 2 * _D * t1 * t2, 2 * z1 * z2
    e, f, g, h = (high - low) % _P, (scale - product) % _P, (scale + product) % _P, (high + low) % _P
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _times(factor: int, point: Point) -> Point:
    found: Point = _NEUTRAL
    for digit in f"{factor:b}":
        found = _sum(found, found)
        if digit == "1":
            found = _sum(found, point)
    return found


def _same(one: Point, other: Point) -> bool:
    x1, y1, z1, _ = one
    x2, y2, z2, _ = other
    return (x1 * z2 - x2 * z1) % _P == 0 and (y1 * z2 - y2 * z1) % _P == 0


def _base() -> Point:
    point = _point((4 * pow(5, -1, _P) % _P).to_bytes(KEY_BYTES, "little"))
    assert point is not None
    return point


_BASE = _base()
