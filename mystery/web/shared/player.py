"""The page of the interview player: everything it starts from, as docs/player.md lists it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from uuid import UUID, uuid4

from babel.messages.pofile import read_po
from flask import url_for
from flask_wtf.csrf import generate_csrf

from mystery.interview import event_json
from mystery.resources import package_folder
from mystery.scenario import to_content
from mystery.services import briefing, interviews
from mystery.services.forms import form_by_fingerprint
from mystery.store.models import Interview
from mystery.web.shared.i18n import LANGUAGES, language
from mystery.web.shared.identity import current_actor
from mystery.web.shared.statics import static_url

_SCRIPT = ("role", "facts", "must_say", "never_say", "objections", "exit_line")


def boot(interview: Interview, layout: str, done: str) -> dict[str, object]:
    """What the player needs. `layout` is tablet or call; `done` is where a finished tester goes."""
    form = form_by_fingerprint(interview.form_fingerprint)
    actor = str(current_actor().public_id)
    offered = [code for code in LANGUAGES if code in form.languages] or list(form.languages)
    return {
        "package": form.package,
        "fingerprint": form.fingerprint,
        "interview": str(interview.public_id),
        "owner": actor,
        "actor": actor,
        "events": [event_json(each) for each in interviews.journal(interview)],
        "zone": interview.zone,
        "seed": interview.seed,
        "mode": interview.mode,
        "layout": layout,
        "language": interview.language,
        "languages": offered,
        "texts": {"de": german_words()},
        "csrf": generate_csrf(),
        "scenario": _script(interview) if layout == "call" else None,
        "urls": _urls(interview, done),
    }


def preview_boot(
    package: Mapping[str, Any],
    fingerprint: str,
    layout: str,
    *,
    files: str,
    sources: Mapping[str, Any],
    script: Mapping[str, object] | None = None,
) -> dict[str, object]:
    """What the player needs to show a form and keep nothing. `files` is the folder of its pictures."""
    known = package.get("languages", [])
    offered = [code for code in LANGUAGES if code in known] or list(known)
    return {
        "package": package,
        "fingerprint": fingerprint,
        "interview": str(uuid4()),
        "events": [],
        "layout": layout,
        "language": language() if language() in offered else offered[0],
        "languages": offered,
        "texts": {"de": german_words()},
        "mode": "cati" if layout == "call" else "capi",
        "scenario": script_of(script or {}),
        "preview": True,
        "sources": sources,
        "urls": {"icons": static_url("img/icons.svg"), "files": files},
    }


def opening_language(languages: tuple[str, ...], default: str) -> str:
    """The language an interview begins with: the page's, if the questionnaire has it."""
    return language() if language() in languages else default


def _urls(interview: Interview, done: str) -> dict[str, str]:
    return {
        "events": url_for("api.events", public_id=interview.public_id),
        "media": folder_of("api.keep_media", interview.public_id),
        "files": folder_of("api.form_file", interview.public_id),
        "finish": url_for("api.finish", public_id=interview.public_id),
        "done": done,
        "icons": static_url("img/icons.svg"),
    }


def folder_of(endpoint: str, public_id: UUID) -> str:
    """The address under which an endpoint's files lie by their hash."""
    return url_for(endpoint, public_id=public_id, sha256="0").removesuffix("/0")


def _script(interview: Interview) -> dict[str, object]:
    return script_of(to_content(briefing.play_of(interview.assignment)))


def script_of(content: Mapping[str, object]) -> dict[str, object]:
    """What a caller reads of a play."""
    return {key: content[key] for key in _SCRIPT if key in content}


@lru_cache(maxsize=4)
def german_words(area: str = "player") -> dict[str, str]:
    """The words of the player, or of another script; English is the source."""
    with (package_folder("translations") / "de" / f"{area}.po").open("rb") as file:
        return {str(each.id): str(each.string) for each in read_po(file, locale="de") if each.id}
