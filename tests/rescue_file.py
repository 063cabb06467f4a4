"""A rescue file as static/js/sync/rescue.js makes it."""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Iterable, Mapping
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from mystery.services.curves import canonical, to_base64url
from tests.tablet import SealedFile, Tablet

MADE_AT = "2026-11-26T18:00:00.000Z"


def rescue_file(
    tablet: Tablet,
    *,
    envelopes: Iterable[bytes] = (),
    files: Iterable[SealedFile] = (),
    drafts: Iterable[tuple[Mapping[str, Any], Mapping[str, Any]]] = (),
) -> bytes:
    """`drafts` are (header, content): {interview, assignment, form, …} and {events, notes}."""
    key = os.urandom(32)
    header = {"rescue": 1, "device": tablet.id, "made_at": MADE_AT, "escrow": tablet.escrow(key)}
    lines = [canonical(header), *(b'{"envelope":' + each + b"}" for each in envelopes)]
    for each in files:
        told = {"sha256": each.sha256, "content": each.content, "type": each.type}
        lines.append(canonical({"upload": told, "bytes": base64.b64encode(each.data).decode()}))
    lines += [_draft_line(key, draft, content) for draft, content in drafts]
    whole = b"".join(line + b"\n" for line in lines)
    end = {"end": len(lines), "sha256": hashlib.sha256(whole).hexdigest()}
    return whole + canonical({**end, "signature": tablet.sign(canonical(end))}) + b"\n"


def _draft_line(key: bytes, draft: Mapping[str, Any], content: Mapping[str, Any]) -> bytes:
    iv = os.urandom(12)
    sealed = AESGCM(key).encrypt(iv, canonical(content), canonical(draft))
    return canonical({"draft": draft, "iv": to_base64url(iv), "ciphertext": to_base64url(sealed)})
