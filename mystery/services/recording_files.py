"""Recordings on our disk: checked to be sound of the right length, and never there in the clear."""

from __future__ import annotations

import hashlib
import wave
from dataclasses import dataclass
from io import BytesIO
from secrets import token_bytes

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from mystery.services.context import settings
from mystery.store import media as files
from mystery.store.disk import disk, write_once

_MAGIC = b"MYR1"
_KEY_BYTES, _NONCE_BYTES = 32, 12
_MOST_BYTES = 300 * 1_048_576
_MAY_DIFFER_SECONDS = 2.0


class BadSound(Exception):
    """What came is not the recording that was told of; it is fetched again."""


@dataclass(frozen=True, slots=True)
class Kept:
    """`sha256` names the encrypted file, `sound_sha256` the sound in it."""

    sha256: str
    sound_sha256: str


def keep(sound: bytes, name: str, seconds: int | None) -> Kept:
    """Checks a WAV and keeps it encrypted; `name` is bound to it and needed to open it again."""
    found = _seconds_of(sound)
    if seconds is not None and abs(found - seconds) > _MAY_DIFFER_SECONDS:
        raise BadSound(f"{found:.0f} seconds came and not {seconds}")
    nonce = token_bytes(_NONCE_BYTES)
    sealed = _MAGIC + nonce + AESGCM(_key()).encrypt(nonce, sound, name.encode())
    stored = files.write(settings().media, BytesIO(sealed), _MOST_BYTES)
    kept = Kept(stored.sha256, hashlib.sha256(sound).hexdigest())
    if hashlib.sha256(sound_of(kept.sha256, name)).hexdigest() != kept.sound_sha256:
        raise BadSound("what was written cannot be read again")
    return kept


def sound_of(sha256: str, name: str) -> bytes:
    """The sound of a kept file. Raises `BadSound` where it is damaged or another one."""
    sealed = files.path_of(settings().media, sha256).read_bytes()
    nonce, body = sealed[len(_MAGIC) : len(_MAGIC) + _NONCE_BYTES], sealed[len(_MAGIC) + _NONCE_BYTES :]
    try:
        return AESGCM(_key()).decrypt(nonce, body, name.encode())
    except InvalidTag as damage:
        raise BadSound("the file is damaged") from damage


def forget(sha256: str) -> None:
    """Takes a kept file from the disk; one that is gone already is no failure."""
    disk().unlink(files.path_of(settings().media, sha256))


def _seconds_of(sound: bytes) -> float:
    try:
        with wave.open(BytesIO(sound)) as read:
            expected = read.getnframes() * read.getnchannels() * read.getsampwidth()
            if expected > len(sound):
                raise BadSound("the end is missing")
            return float(read.getnframes() / read.getframerate())
    except (wave.Error, EOFError, ZeroDivisionError) as error:
        raise BadSound("this is no WAV file") from error


def _key() -> bytes:
    """Made at the first recording, beside the installation's other keys; without it none can be heard."""
    path = settings().instance_folder.resolve() / "keys" / "recordings"
    if not path.is_file():
        write_once(path, token_bytes(_KEY_BYTES))
    return path.read_bytes()
