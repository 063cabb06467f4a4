"""Drafts and what is found in them as the builder reads it (docs/builder.md)."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_wtf.csrf import generate_csrf

from mystery.access import allowed
from mystery.problems import CATALOGUE, Problem, remedy
from mystery.services import drafts, published
from mystery.services.draft_state import Found, State, shown_state, state_of_draft
from mystery.services.draft_trials import Tried
from mystery.services.drafts import Saved
from mystery.web.shared.i18n import language
from mystery.web.shared.identity import current_actor
from mystery.web.shared.player import folder_of, german_words, preview_boot
from mystery.web.shared.statics import static_url

if TYPE_CHECKING:
    from mystery.scoring import Best, ScoreSheet
    from mystery.store.models import Draft, DraftRevision


def draft_boot(draft: Draft) -> dict[str, object]:
    """What the builder starts from."""
    content = drafts.content_of(draft)
    return {
        "draft": str(draft.public_id),
        "name": draft.name,
        "revision": draft.revision,
        "content": content,
        "state": state_json(state_of_draft(draft, language())),
        "urls": _urls(draft),
        "csrf": generate_csrf(),
        "language": language(),
        "texts": {"de": german_words("builder")},
        "files": files_json(draft),
        "may_edit": allowed(current_actor(), "questionnaire.edit") and draft.discarded_at is None,
        "versions": [
            {
                "version": each.version,
                "published_at": each.published_at.isoformat() if each.published_at else "",
                "fingerprint": each.fingerprint,
            }
            for each in published.versions_of(draft.name)
        ],
    }


def files_json(draft: Draft) -> dict[str, dict[str, object]]:
    """The pictures, sounds and films of a draft by name."""
    return {name: asdict(file) for name, file in drafts.files_of(draft).items()}


def _urls(draft: Draft) -> dict[str, str]:
    def of_draft(endpoint: str, **more: Any) -> str:
        return url_for(f"desk.{endpoint}", public_id=draft.public_id, **more)

    return {
        "save": of_draft("draft_save"),
        "preview_tablet": of_draft("draft_preview", layout="tablet"),
        "preview_call": of_draft("draft_preview", layout="call"),
        "publish": of_draft("draft_publish"),
        "diff": of_draft("draft_changes"),
        "revisions": of_draft("draft_revisions"),
        "export": of_draft("draft_export", kind="yaml").removesuffix("/yaml"),
        "blocks": url_for("desk.blocks"),
        "language": url_for("desk.questionnaire_language"),
        "files": of_draft("draft_files_page"),
        "events": of_draft("draft_events"),
        "evaluate": of_draft("draft_evaluate"),
        "list": url_for("desk.questionnaires"),
        "icons": static_url("img/icons.svg"),
    }


def state_json(state: State) -> dict[str, object]:
    """The `State` of docs/builder.md."""
    weights = state.weights.items()
    return {
        "problems": [_found_json(each) for each in state.problems],
        "form": None
        if state.form is None
        else {"package": state.form.package, "fingerprint": state.form.fingerprint, "sources": state.sources},
        "readings": state.readings,
        "examples": {
            key: {"passed": not found, "differences": [_said(each) for each in found]}
            for key, found in state.examples.items()
        },
        "scores": {
            "items": {
                key: {"weight": f"{weight:f}", "section": section} for key, (weight, section) in weights
            },
            "perfect": None if state.best is None else _worth(state.best),
            "examples": {
                key: {**_worth(sheet), "flags": list(sheet.flags)} for key, sheet in state.sheets.items()
            },
        },
    }


def _worth(found: Best | ScoreSheet) -> dict[str, object]:
    """Numbers as text, as the content has them; null is what cannot be scored."""
    return {
        "total": None if found.total is None else f"{found.total:f}",
        "grade": found.grade,
        "mark": None if found.mark is None else f"{found.mark:f}",
    }


def _found_json(found: Found) -> dict[str, object]:
    return {"id": found.spot.id, "key": found.spot.key, **_problem_json(found.problem)}


def _problem_json(problem: Problem) -> dict[str, object]:
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "text": _said(problem),
        "remedy": remedy(problem, language()),
    }


def _said(problem: Problem) -> str:
    """The sentence alone; the remedy is told beside it."""
    entry = CATALOGUE[problem.code]
    return (entry.de if language() == "de" else entry.en).format(**problem.params)


def conflict_json(saved: Saved) -> dict[str, object]:
    return {
        "revision": saved.revision,
        "content": saved.content,
        "merged": list(saved.merged),
        "conflicts": [
            {"id": each.id, "key": each.key, "mine": each.mine, "theirs": each.theirs, "by": saved.by}
            for each in saved.conflicts
        ],
    }


def saved_by_json(revision: DraftRevision) -> dict[str, object]:
    """Who saved when."""
    return {
        "revision": revision.number,
        "by": revision.author.name if revision.author else "",
        "at": revision.created_at.isoformat(),
    }


def trial_json(tried: Tried) -> dict[str, object]:
    return {
        "problems": [
            {**_problem_json(each.problem), "from": each.begin, "to": each.end} for each in tried.problems
        ],
        "reading": tried.reading,
    }


def draft_preview_boot(draft: Draft, layout: str) -> dict[str, object]:
    """The last form without errors; `is_empty`: there was none lately, a blank page stands in."""
    state = shown_state(draft, language())
    form = state.form or drafts.placeholder()
    files = folder_of("desk.draft_file", draft.public_id)
    shown = preview_boot(form.package, form.fingerprint, layout, files=files, sources=state.sources)
    return {**shown, "is_empty": state.form is None}
