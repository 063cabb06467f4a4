"""GET work, and what belongs to it: form packages, their files, documents. None of these ever changes."""

from __future__ import annotations

from flask import Response, jsonify, request
from flask.typing import ResponseReturnValue

from mystery.clock import utcnow
from mystery.services import work as service
from mystery.web.api.blueprint import blueprint
from mystery.web.shared.attached import FOREVER, attached_reply, document_reply, with_digest
from mystery.web.shared.identity import current_actor


@blueprint.get("/work")
def work() -> ResponseReturnValue:
    """The server's clock is told beside the work, not as part of it, or nothing would ever be unchanged."""
    found = service.of_tester(current_actor())
    reply = jsonify({"server_now": utcnow().isoformat(timespec="milliseconds"), **found})
    reply.set_etag(service.tag_of(found))
    reply.headers["Cache-Control"] = "private, no-cache"
    return reply.make_conditional(request)


@blueprint.get("/forms/<fingerprint>")
def form_package(fingerprint: str) -> ResponseReturnValue:
    reply = Response(service.package_of(current_actor(), fingerprint), mimetype="application/json")
    reply.headers["Cache-Control"] = FOREVER
    return reply


@blueprint.get("/forms/<fingerprint>/files/<sha256>")
def package_file(fingerprint: str, sha256: str) -> ResponseReturnValue:
    found = service.file_of_form(current_actor(), fingerprint, sha256)
    return with_digest(attached_reply(found), found)


@blueprint.get("/documents/<sha256>")
def document(sha256: str) -> ResponseReturnValue:
    listed, found = service.document_of(current_actor(), sha256)
    return with_digest(document_reply(listed, found), found)
