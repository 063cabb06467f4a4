"""Blocks for the builder: listed, kept, forgotten."""

from __future__ import annotations

from uuid import UUID

from flask import jsonify
from flask.typing import ResponseReturnValue

from mystery.access import require
from mystery.services import blocks as service
from mystery.web.desk.blueprint import blueprint
from mystery.web.desk.draft_requests import sent_block
from mystery.web.shared.identity import current_actor
from mystery.web.shared.lookup import block_or_404


@blueprint.get("/questionnaires/blocks")
def blocks() -> ResponseReturnValue:
    require(current_actor(), "questionnaire.view")
    return jsonify(
        [{"id": str(each.public_id), "name": each.name, **each.node} for each in service.all_blocks()]
    )


@blueprint.post("/questionnaires/blocks")
def block_save() -> ResponseReturnValue:
    require(current_actor(), "questionnaire.edit")
    sent = sent_block()
    block = service.save(sent.get("name"), sent.get("node"), sent.get("choices"), current_actor())
    return jsonify(id=str(block.public_id)), 201


@blueprint.delete("/questionnaires/blocks/<uuid:public_id>")
def block_delete(public_id: UUID) -> ResponseReturnValue:
    service.delete(block_or_404(public_id, to="edit"), current_actor())
    return "", 204
