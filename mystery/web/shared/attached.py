"""A file of a questionnaire as a reply: known by its hash, so that a browser may keep it for ever."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from pathlib import Path

from flask import Response, send_file

from mystery.scenario import Document
from mystery.services import media
from mystery.store.models import Media

FOREVER = "private, max-age=31536000, immutable"


def attached_reply(found: Media) -> Response:
    """The copy without metadata, whole or in parts; a sandbox keeps it from acting as a page."""
    reply = send_file(media.shown_path(found), media.shown_type(found), download_name=found.sha256[:12])
    reply.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    reply.headers["Cache-Control"] = FOREVER
    return reply


def with_digest(reply: Response, found: Media) -> Response:
    """The same, with the hash of what is sent, for a tablet that keeps it and wants to be sure."""
    reply.headers["Repr-Digest"] = f"sha-256=:{_digest(media.shown_path(found))}:"
    return reply


def _digest(path: Path) -> str:
    """Of the bytes that are shown: a picture's are those of its copy, so they are named by another hash."""
    with path.open("rb") as file:
        return b64encode(hashlib.file_digest(file, "sha256").digest()).decode("ascii")


def document_reply(document: Document, found: Media) -> Response:
    """What a tester takes along, under its own name."""
    reply = attached_reply(found)
    reply.headers.set("Content-Disposition", "inline", filename=document.name)
    return reply
