"""A questionnaire that a researcher is changing: the next version of the store visit, half done."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from sqlalchemy import select

from mystery.access import Actor
from mystery.services import draft_sources, drafts
from mystery.services.transaction import reading
from mystery.store.models import QuestionnaireVersion

_PACK = "store-visit"
_RECEIPT_QUESTION = {
    "item": "receipt_by_mail",
    "type": "select_one yes-no",
    "label": {
        "de": "Wurde Ihnen der Kassenbon auch per E-Mail angeboten?",
        "en": "Were you offered the receipt by e-mail, too?",
    },
    "hint": {"de": "Auch ein Aushang an der Kasse zählt.", "en": "A notice at the till counts as well."},
    "relevant": "${receipt_offered} = 'yes'",
}


def create(researcher: Actor) -> None:
    """A draft with two revisions; what is new has no translation problem and is not scored yet."""
    base = reading().scalars(select(QuestionnaireVersion).where(QuestionnaireVersion.name == _PACK)).one()
    content = draft_sources.of_pack(_PACK)
    draft = drafts.create(content, researcher, base=base)
    drafts.save(draft, draft.revision, _changed(content), researcher)


def _changed(content: dict[str, Any]) -> dict[str, Any]:
    changed = deepcopy(content)
    changed["document"]["version"] = "2026.2"
    checkout = next(
        each for each in changed["document"]["sections"] if _has(each["items"], "receipt_offered")
    )
    place = next(
        number for number, item in enumerate(checkout["items"], 1) if item.get("item") == "receipt_offered"
    )
    checkout["items"].insert(place, {"id": drafts.new_id(), **_RECEIPT_QUESTION})
    return changed


def _has(items: list[dict[str, Any]], name: str) -> bool:
    return any(item.get("item") == name for item in items)
