"""HTTP Digest (RFC 7616 with MD5, the only one ODK Collect speaks over plain http): the server's half.

A nonce is the time it was made and a signature of it, so that nothing has to be remembered. Within its
minutes a request could be sent again by a listener; every request here is one that twice is once.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

SECONDS_FRESH = 600
_PAIR = re.compile(r'(\w+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))\s*(?:,|$)')
_WANTED = ("username", "realm", "nonce", "uri", "response")
_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Credentials:
    """The members of an Authorization header; those that were not sent are empty."""

    members: Mapping[str, str]

    @property
    def username(self) -> str:
        return self.members["username"]

    def get(self, name: str) -> str:
        return self.members.get(name, "")


def read_digest(header: str) -> Credentials | None:
    """The credentials of a header; None where it is no Digest, or lacks what one must have."""
    scheme, _, rest = header.partition(" ")
    if scheme.lower() != "digest" or len(rest) > _LONGEST:
        return None
    members = {
        name.lower(): re.sub(r"\\(.)", r"\1", quoted) if quoted else plain
        for name, quoted, plain in _PAIR.findall(rest)
    }
    return Credentials(members) if all(members.get(name) for name in _WANTED) else None


def challenge(realm: str, domain: str, secret: str, now: float, *, stale: bool = False) -> str:
    """The value of WWW-Authenticate."""
    parts = [f'Digest realm="{realm}"', f'domain="{domain}"', f'nonce="{make_nonce(secret, now)}"']
    parts += ['qop="auth"', "algorithm=MD5"]
    return ", ".join([*parts, "stale=true"] if stale else parts)


def make_nonce(secret: str, now: float) -> str:
    made = f"{int(now)}"
    return f"{made}-{_signature(secret, made)}"


def is_ours(nonce: str, secret: str) -> bool:
    made, _, signature = nonce.partition("-")
    return (
        made.isascii()
        and made.isdigit()
        and hmac.compare_digest(signature.encode(), _signature(secret, made).encode())
    )


def is_fresh(nonce: str, now: float) -> bool:
    """Of a nonce that is ours."""
    return -5 <= now - int(nonce.partition("-")[0]) <= SECONDS_FRESH


def _signature(secret: str, made: str) -> str:
    signed = hmac.new(secret.encode(), f"digest nonce {made}".encode(), hashlib.sha256).digest()
    return urlsafe_b64encode(signed).decode().rstrip("=")


def is_right(given: Credentials, ha1: str, realm: str, method: str, target: str) -> bool:
    """Whether the response is what the keeper of the password computes for this very request.

    `target` is the path and query that were asked for. With qop `auth` and without one.
    """
    qop = given.get("qop")
    if given.get("realm") != realm or qop not in ("", "auth") or not _is_md5(given.get("algorithm")):
        return False
    if not _is_same_target(given.get("uri"), target):
        return False
    ha2 = _md5(f"{method}:{given.get('uri')}")
    middle = f"{given.get('nc')}:{given.get('cnonce')}:{qop}:" if qop else ""
    expected = _md5(f"{ha1}:{given.get('nonce')}:{middle}{ha2}")
    return hmac.compare_digest(expected.encode(), given.get("response").lower().encode())


def _is_md5(algorithm: str) -> bool:
    return algorithm.upper() in ("", "MD5")


def _is_same_target(uri: str, target: str) -> bool:
    """A proxy or a client may have escaped it otherwise, or say it with the host."""
    try:
        one, other = urlsplit(uri), urlsplit(target)
    except ValueError:  # brackets that hold no address
        return False
    return unquote(one.path) == unquote(other.path) and unquote(one.query) == unquote(other.query)


def _md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
