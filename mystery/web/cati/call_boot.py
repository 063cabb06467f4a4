"""What the call page starts from: the case, its script, and the interview where one is under way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from flask import current_app, session, url_for
from flask_wtf.csrf import generate_csrf

from mystery.scenario import to_content
from mystery.services import call_interviews, cases, own_telephone
from mystery.services.context import settings
from mystery.services.forms import form_by_fingerprint, form_of_version, scenario_of
from mystery.services.turns import Turn
from mystery.telephony import twilio_browser
from mystery.web.cati.api_words import case_json
from mystery.web.shared.i18n import LANGUAGES, language
from mystery.web.shared.identity import current_actor
from mystery.web.shared.player import boot, german_words, opening_language, script_of
from mystery.web.shared.player_modules import modules_for
from mystery.web.shared.statics import StaticFiles, static_url

if TYPE_CHECKING:
    from mystery.store.models import CallCase, Interview

MAIN = "js/calldesk/main.js"
_SDK = "vendor/twilio-voice-sdk/twilio.min.js"
_TURN = "turn"


def call_boot(case: CallCase) -> dict[str, object]:
    """The JSON of the page; docs/calldesk.md lists it."""
    scenario = call_interviews.scenario_of(case)
    form = form_of_version(scenario.questionnaire_version)
    interview = call_interviews.unfinished(case, current_actor())
    told, attempt = case_json(case), cases.open_attempt(case)
    is_own = attempt is not None and attempt.caller_id == current_actor().user_id
    spoken = case.language if case.language in form.languages else ""
    return {
        "case": {**told, "reasons": _reasons_of(case), "scenario": _title(case)},
        "attempt": told["attempt"] if is_own else None,
        "phone": _phone() if telephones_here(case) else None,
        "rings": bool(own_telephone.of(current_actor().user_id)),
        "opens_links": own_telephone.known(current_actor()).opens_links,
        "player": boot(interview, "call", url_for("cati.desk")) if interview else None,
        "scenario": script_of(to_content(scenario_of(scenario))),
        "language": interview.language
        if interview
        else spoken or opening_language(form.languages, form.default_language),
        "languages": [code for code in LANGUAGES if code in form.languages] or list(form.languages),
        "page_language": language(),
        "words": german_words("calldesk") if language() == "de" else {},
        "texts": {"de": german_words()},
        "csrf": generate_csrf(),
        "urls": _urls(case),
    }


def telephones_here(case: CallCase) -> bool:
    """Whether the calls of this case are made by the page itself."""
    return own_telephone.is_in_browser(current_actor(), cases.plan_of(case).telephony)


def _phone() -> dict[str, object]:
    """What the page telephones with; its key comes when it is needed."""
    return {"script": static_url(_SDK), "edge": twilio_browser.edge(settings())}


def modules_of(case: CallCase) -> Sequence[str]:
    """The modules of the page and those that its questions will ask for, so that none is waited for later."""
    files: StaticFiles = current_app.extensions["mystery_static"]
    interview = call_interviews.interview_of(case)
    version = call_interviews.scenario_of(case).questionnaire_version
    form = form_by_fingerprint(interview.form_fingerprint) if interview else form_of_version(version)
    return tuple(dict.fromkeys((*files.modules(MAIN), *modules_for(files, form.package, "call"))))


def remember_turn(turn: Turn) -> None:
    """Why a case was chosen is known when it is; the page that shows it comes with the next request."""
    told = {each: [reason.told(each) for reason in turn.reasons] for each in LANGUAGES}
    session[_TURN] = {"case": str(turn.case.public_id), "why": told}


def interview_boot(interview: Interview) -> dict[str, object]:
    return boot(interview, "call", url_for("cati.desk"))


def _reasons_of(case: CallCase) -> list[str]:
    turn = session.get(_TURN, {})
    return list(turn.get("why", {}).get(language(), [])) if turn.get("case") == str(case.public_id) else []


def _title(case: CallCase) -> str:
    title = scenario_of(call_interviews.scenario_of(case)).title
    return title.get(language()) or next(iter(title.values()), "")


def _urls(case: CallCase) -> dict[str, str]:
    return {
        "api": url_for("cati.next_case").removesuffix("/next"),
        "interview": url_for("cati.questions_of", public_id=case.public_id),
        "next": url_for("cati.take"),
        "desk": url_for("cati.desk"),
        "icons": static_url("img/icons.svg"),
    }
