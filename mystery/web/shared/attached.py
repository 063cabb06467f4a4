"""A file of a questionnaire as a reply: known by its hash, so that a browser may keep it for ever."""

from __future__ import annotations

from flask import Response, send_file

from mystery.scenario import Document
from mystery.services import media
from mystery.store.models import Media

_YEAR = 31_536_000


def attached_reply(found: Media) -> Response:
    """The copy without metadata, whole or in parts; a sandbox keeps it from acting as a page."""
    reply = send_file(media.shown_path(found), media.shown_type(found), download_name=found.sha256[:12])
    reply.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    reply.headers["Cache-Control"] = f"private, max-age={_YEAR}, immutable"
    return reply


def document_reply(document: Document, found: Media) -> Response:
    """What a tester takes along, under its own name."""
    reply = attached_reply(found)
    reply.headers.set("Content-Disposition", "inline", filename=document.name)
    return reply
