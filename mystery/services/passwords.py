"""Passwords: what a good one is, and how they are hashed (Argon2id)."""

from __future__ import annotations

from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from mystery.problems import Problem
from mystery.services.context import settings

MINIMUM, MAXIMUM = 12, 200
_COMMON = (
    "passwort", "password", "12345678", "123456789", "qwertz", "qwerty", "iloveyou", "geheim", "willkommen",
    "welcome", "letmein", "changeme", "administrator", "mystery", "111111", "abc123", "hallo",
    "sommer", "winter",
)  # fmt: skip


@lru_cache(maxsize=4)
def _hasher(rounds: int, memory_kib: int) -> PasswordHasher:
    return PasswordHasher(time_cost=rounds, memory_cost=memory_kib, parallelism=1)


def _configured() -> PasswordHasher:
    return _hasher(settings().password_rounds, settings().password_memory_kib)


@lru_cache(maxsize=4)
def _dummy(hasher: PasswordHasher) -> str:
    return hasher.hash("nobody has this password")


def hash_password(password: str) -> str:
    return _configured().hash(password)


def matches(password_hash: str | None, password: str) -> bool:
    """Whether the password fits. Without an account a dummy is hashed, so that time tells nothing."""
    hasher = _configured()
    try:
        hasher.verify(password_hash or _dummy(hasher), password)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


def is_outdated(password_hash: str) -> bool:
    """Whether the hash was made with other costs than those in force."""
    return _configured().check_needs_rehash(password_hash)


def weaknesses(password: str, *about: str) -> list[Problem]:
    """What is wrong with a new password; `about` are the person's name and e-mail address."""
    if len(password) < MINIMUM:
        return [Problem("PASSWORD_SHORT", params={"minimum": MINIMUM})]
    if len(password) > MAXIMUM:
        return [Problem("PASSWORD_LONG", params={"maximum": MAXIMUM})]
    if _is_common(password.casefold()):
        return [Problem("PASSWORD_COMMON")]
    parts = {part.casefold() for text in about for part in text.replace("@", " ").split() if len(part) > 3}
    if any(part in password.casefold() for part in parts):
        return [Problem("PASSWORD_IS_NAME")]
    return []


def _is_common(password: str) -> bool:
    """A well-known word with less than six characters of its own around it, or hardly any variety."""
    rest = min(len(password.replace(word, "")) for word in _COMMON)
    return len(set(password)) < 5 or (rest < 6 and rest < len(password))
