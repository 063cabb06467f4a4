"""Drafts of questionnaires: made, saved revision by revision, brought together when two people write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from secrets import token_hex
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from mystery.access import Actor, require
from mystery.clock import utcnow
from mystery.problems import Problem, Rejected
from mystery.questionnaire import AttachedFile, Definition, Form, Node, compile_form
from mystery.questionnaire.document import Conflict, find, merge, name_of, shape_problems
from mystery.services import audit
from mystery.services.transaction import reading, transaction
from mystery.store.models import Draft, DraftRevision, QuestionnaireVersion, User

Content = dict[str, Any]
_LONGEST_NAME, _LONGEST_TITLE = 80, 200
_NO_FILES: Mapping[str, AttachedFile] = {}


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of a save. `merged` names what others had changed meanwhile.

    With conflicts nothing was stored: `content` is then theirs with what does not conflict, `by` who.
    """

    revision: int
    content: Content
    merged: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    by: str = ""


def new_id() -> str:
    """An id for a node, choice or example."""
    return token_hex(6)


def create(
    content: Content,
    actor: Actor,
    *,
    base: QuestionnaireVersion | None = None,
    files: Mapping[str, AttachedFile] = _NO_FILES,
) -> Draft:
    """A draft with its first revision."""
    require(actor, "questionnaire.edit")
    checked(content)
    with transaction() as session:
        draft = Draft(
            name="",
            base_version_id=base.id if base else None,
            revision=1,
            changed_by_id=actor.user_id,
            files={name: asdict(file) for name, file in files.items()},
        )
        _describe(draft, content)
        session.add(draft)
        session.flush()
        session.add(DraftRevision(draft_id=draft.id, number=1, content=content, author_id=actor.user_id))
        audit.append("draft.create", draft, actor, {"base": base.fingerprint if base else ""})
        return draft


def save(draft: Draft, base: int, content: Content, actor: Actor) -> Saved:
    """Store a content that was made from revision `base`, together with what was stored since.

    Raises `Rejected` for what can be no draft, and for a base that never was.
    """
    require(actor, "questionnaire.edit")
    checked(content)
    with transaction() as session:
        draft = held(session, draft)
        head = content_of(draft)
        if base == draft.revision:
            return Saved(store(draft, content, actor), content)
        merged = merge(content_of(draft, base), content, head)
        labels = tuple(filter(None, (_label(each, head) for each in merged.changed)))
        if merged.conflicts:
            by = author_of(draft, draft.revision)
            return Saved(draft.revision, merged.content, labels, merged.conflicts, by)
        return Saved(store(draft, merged.content, actor), merged.content, labels)


def held(session: Session, draft: Draft) -> Draft:
    """The draft's row, locked until the transaction ends. Raises `Rejected` for a discarded one."""
    row = session.get_one(Draft, draft.id, with_for_update=True, populate_existing=True)
    if row.discarded_at is not None:
        raise Rejected([Problem("DRAFT_DISCARDED")])
    return row


def store(draft: Draft, content: Content, actor: Actor) -> int:
    """The number of the revision that holds the content; one is made only if it differs from the newest.

    Called inside a transaction that holds the draft's row.
    """
    if content == content_of(draft):
        return draft.revision
    draft.revision += 1
    draft.changed_at, draft.changed_by_id = utcnow(), actor.user_id
    _describe(draft, content)
    revision = DraftRevision(
        draft_id=draft.id, number=draft.revision, content=content, author_id=actor.user_id
    )
    reading().add(revision)
    return draft.revision


def checked(content: Content) -> Content:
    """The same content. Raises `Rejected` for what can be no draft."""
    problems = shape_problems(content)
    if problems:
        raise Rejected(problems)
    return content


def _describe(draft: Draft, content: Content) -> None:
    """What lists show of the content."""
    document = content["document"]
    title = document.get("title")
    titles = title if isinstance(title, dict) else {}
    other = next((str(text) for text in titles.values() if text), "")
    draft.name = str(document.get("questionnaire") or "")[:_LONGEST_NAME]
    draft.title_de = str(titles.get("de") or other)[:_LONGEST_TITLE]
    draft.title_en = str(titles.get("en") or other)[:_LONGEST_TITLE]


def _label(owner: str, content: Content) -> str:
    """What people call a changed node: its label or name; '' for choices, examples and what is gone."""
    node = find(content["document"], owner)
    if node is None:
        return owner if owner in ("document", "scheme") else ""
    label = node.get("label")
    texts = [text for text in label.values() if text] if isinstance(label, dict) else []
    return str(texts[0]) if texts else name_of(node)


def content_of(draft: Draft, number: int | None = None) -> Content:
    """The content of the newest or of an earlier revision. Raises `Rejected` for a number that never was."""
    wanted = draft.revision if number is None else number
    query = select(DraftRevision.content).where(
        DraftRevision.draft_id == draft.id, DraftRevision.number == wanted
    )
    content = reading().scalar(query)
    if content is None:
        raise Rejected([Problem("DRAFT_BASE_UNKNOWN", params={"revision": wanted})])
    return dict(content)


def files_of(draft: Draft) -> dict[str, AttachedFile]:
    """The pictures, sounds and films of a draft by name."""
    return {name: AttachedFile(**file) for name, file in draft.files.items()}


def author_of(draft: Draft, number: int) -> str:
    """The name of the person who saved a revision."""
    query = (
        select(User.name)
        .join(DraftRevision, DraftRevision.author_id == User.id)
        .where(DraftRevision.draft_id == draft.id, DraftRevision.number == number)
    )
    return reading().scalar(query) or ""


def all_drafts() -> Sequence[Draft]:
    """Every draft that is worked on, the one changed last first."""
    query = select(Draft).options(joinedload(Draft.changed_by), joinedload(Draft.base_version))
    query = query.where(Draft.discarded_at.is_(None))
    return reading().scalars(query.order_by(Draft.changed_at.desc(), Draft.id.desc())).all()


def revisions_since(draft: Draft, number: int) -> Sequence[DraftRevision]:
    """The revisions after a number, without their contents, oldest first."""
    query = (
        select(DraftRevision)
        .where(DraftRevision.draft_id == draft.id, DraftRevision.number > number)
        .options(joinedload(DraftRevision.author))
        .order_by(DraftRevision.number)
    )
    return reading().scalars(query).all()


def blank(name: str, titles: Mapping[str, str], language: str) -> Content:
    """A questionnaire with one empty section."""
    languages = [language, *(each for each in ("de", "en") if each != language)]
    document = {
        "questionnaire": name,
        "version": "1",
        "languages": languages,
        "title": {code: text for code, text in titles.items() if text},
        "modes": ["capi"],
        "choices": {},
        "sections": [{"id": new_id(), "section": "section_1", "label": {}, "items": []}],
    }
    return {"document": document, "scheme": None, "examples": [], "tables": {}}


def placeholder() -> Form:
    """A form with one empty note, for a preview of what cannot be shown yet."""
    note = Node("note", "note", label=dict.fromkeys(("de", "en"), "…"))
    section = Node("section_1", "section", children=(note,))
    return compile_form(Definition("draft", languages=("de", "en"), default_language="de", nodes=(section,)))
