"""Blocks: parts of questionnaires, with the choice lists they need, kept to be put into others."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from mystery.access import Actor, require
from mystery.problems import Problem, Rejected
from mystery.questionnaire.document import shape_problems
from mystery.services import audit
from mystery.services.transaction import reading, transaction
from mystery.store.models import Block

MOST_BYTES = 500_000
_LONGEST_NAME = 200


def all_blocks() -> Sequence[Block]:
    """Every block, by name."""
    return reading().scalars(select(Block).order_by(Block.name, Block.id)).all()


def save(name: object, node: object, choices: object, actor: Actor) -> Block:
    """Keep a part. Raises `Rejected` for what is none."""
    require(actor, "questionnaire.edit")
    if not isinstance(name, str) or not name.strip():
        raise Rejected([Problem("BLOCK_NAME_MISSING")])
    part = {"node": node, "choices": choices if choices is not None else {}}
    if len(json.dumps(part)) > MOST_BYTES:
        raise Rejected([Problem("BLOCK_TOO_LARGE", params={"kilobytes": MOST_BYTES // 1000})])
    problems = _problems(part)
    if problems:
        raise Rejected(problems)
    with transaction() as session:
        block = Block(name=name.strip()[:_LONGEST_NAME], node=part, created_by_id=actor.user_id)
        session.add(block)
        audit.append("block.create", block, actor)
        return block


def _problems(part: Mapping[str, Any]) -> list[Problem]:
    """A block has the shape that the same part has in a draft."""
    document = {"sections": [part["node"]], "choices": part["choices"]}
    return shape_problems({"document": document, "scheme": None, "examples": [], "tables": {}})


def delete(block: Block, actor: Actor) -> None:
    """Forget a block. What was made with it stays as it is."""
    require(actor, "questionnaire.edit")
    with transaction() as session:
        audit.append("block.delete", block, actor)
        session.delete(block)
