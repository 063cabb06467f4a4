"""P-256 as browsers speak it: JWK, base64url, raw signatures, and the one way of sealing bytes to a key."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_CURVE = ec.SECP256R1()
_SIDE = 32
POINT_BYTES = 65
IV_BYTES = 12


def canonical(value: object) -> bytes:
    """The bytes of a JSON value that are signed and hashed: sorted keys, no blanks, UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def to_base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def from_base64url(text: object) -> bytes:
    """The bytes of an unpadded base64url text. Raises `ValueError` for anything else."""
    if not isinstance(text, str) or not text.isascii():
        raise ValueError("not base64url")
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError("not base64url") from error


def public_jwk(key: ec.EllipticCurvePublicKey) -> dict[str, str]:
    numbers = key.public_numbers()
    x, y = (to_base64url(side.to_bytes(_SIDE, "big")) for side in (numbers.x, numbers.y))
    return {"kty": "EC", "crv": "P-256", "x": x, "y": y}


def public_key(jwk: object) -> ec.EllipticCurvePublicKey:
    """The key of a JWK. Raises `ValueError` unless it is a point of P-256."""
    if not isinstance(jwk, Mapping) or jwk.get("kty") != "EC" or jwk.get("crv") != "P-256" or "d" in jwk:
        raise ValueError("not a public key of P-256")
    x, y = (from_base64url(jwk.get(side)) for side in ("x", "y"))
    if len(x) != _SIDE or len(y) != _SIDE:
        raise ValueError("not a point of P-256")
    return ec.EllipticCurvePublicNumbers(int.from_bytes(x), int.from_bytes(y), _CURVE).public_key()


def key_id(jwk: Mapping[str, Any]) -> str:
    """The thumbprint of RFC 7638, short enough to be read aloud."""
    members = {name: jwk[name] for name in ("crv", "kty", "x", "y")}
    return hashlib.sha256(canonical(members)).hexdigest()[:16]


def sign(key: ec.EllipticCurvePrivateKey, message: bytes) -> str:
    """A raw r‖s signature as base64url; the same message gives the same signature for ever (RFC 6979)."""
    r, s = decode_dss_signature(key.sign(message, ec.ECDSA(SHA256(), deterministic_signing=True)))
    return to_base64url(r.to_bytes(_SIDE, "big") + s.to_bytes(_SIDE, "big"))


def is_signed(jwk: object, signature: object, message: bytes) -> bool:
    """Whether the signature is that key's over that message; whatever is malformed is no signature."""
    try:
        raw = from_base64url(signature)
        key = public_key(jwk)
    except ValueError:
        return False
    if len(raw) != 2 * _SIDE:
        return False
    r, s = int.from_bytes(raw[:_SIDE]), int.from_bytes(raw[_SIDE:])
    try:
        key.verify(encode_dss_signature(r, s), message, ec.ECDSA(SHA256()))
    except InvalidSignature:
        return False
    return True


def open_sealed(
    key: ec.EllipticCurvePrivateKey,
    ephemeral: bytes,
    iv: bytes,
    ciphertext: bytes,
    *,
    salt: bytes,
    info: bytes,
    bound: bytes,
) -> bytes | None:
    """The plain bytes of something sealed to `key`; None when it does not open. `bound` is authenticated."""
    if len(ephemeral) != POINT_BYTES or len(iv) != IV_BYTES:
        return None
    try:
        point = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, ephemeral)
        return AESGCM(_derived(key, point, salt, info)).decrypt(iv, ciphertext, bound)
    except (ValueError, InvalidTag):
        return None


def _derived(
    key: ec.EllipticCurvePrivateKey, other: ec.EllipticCurvePublicKey, salt: bytes, info: bytes
) -> bytes:
    shared = key.exchange(ec.ECDH(), other)
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(shared)
