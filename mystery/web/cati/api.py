"""The call page's JSON: take a case, keep it, call, agree on another time, open the interview."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from flask import jsonify, url_for
from flask.typing import ResponseReturnValue

from mystery.problems import Problem, Rejected
from mystery.services import (
    appointments,
    attempts,
    call_interviews,
    cases,
    dialling,
    quotas,
    recordings,
    turns,
)
from mystery.services.dialling import By
from mystery.web.cati import api_body
from mystery.web.cati.api_body import body
from mystery.web.cati.api_words import appointment_json, attempt_json
from mystery.web.cati.api_words import case_json as words_of
from mystery.web.cati.blueprint import blueprint
from mystery.web.shared.i18n import language
from mystery.web.shared.identity import current_actor
from mystery.web.shared.lookup import attempt_or_404, case_or_404

if TYPE_CHECKING:
    from mystery.store.models import CallCase, CallNumber


@blueprint.post("/api/next")
def next_case() -> ResponseReturnValue:
    turn = turns.next_case(current_actor())
    return jsonify({"case": words_of(turn.case, turn.reasons) if turn else None})


@blueprint.get("/api/cases/<uuid:public_id>")
def case_json(public_id: UUID) -> ResponseReturnValue:
    return jsonify({"case": words_of(case_or_404(public_id, to="work"))})


@blueprint.post("/api/cases/<uuid:public_id>/hold")
def case_hold(public_id: UUID) -> ResponseReturnValue:
    until = turns.hold(case_or_404(public_id, to="work"), current_actor())
    return jsonify({"held_until": until.isoformat()})


@blueprint.post("/api/cases/<uuid:public_id>/give-back")
def case_give_back(public_id: UUID) -> ResponseReturnValue:
    turns.give_back(case_or_404(public_id, to="work"), current_actor())
    return "", 204


@blueprint.post("/api/cases/<uuid:public_id>/attempts")
def case_attempt(public_id: UUID) -> ResponseReturnValue:
    case, sent = case_or_404(public_id, to="work"), body()
    by = api_body.one_of(sent, "by", By, By.TELEPHONE)
    attempt = attempts.begin(case, current_actor(), _number_of(case, sent))
    return jsonify(attempt_json(dialling.dial(attempt, current_actor(), by))), 201


@blueprint.get("/api/attempts/<uuid:public_id>")
def attempt_state(public_id: UUID) -> ResponseReturnValue:
    return jsonify(attempt_json(dialling.look(attempt_or_404(public_id, to="work"))))


@blueprint.post("/api/attempts/<uuid:public_id>/dial")
def attempt_dial(public_id: UUID) -> ResponseReturnValue:
    """Another way for a call that the browser has begun and could not make."""
    attempt = attempt_or_404(public_id, to="work")
    by = api_body.one_of(body(), "by", By, By.TELEPHONE)
    return jsonify(attempt_json(dialling.dial_otherwise(attempt, current_actor(), by)))


@blueprint.post("/api/attempts/<uuid:public_id>/hang-up")
def attempt_hang_up(public_id: UUID) -> ResponseReturnValue:
    attempt = attempt_or_404(public_id, to="work")
    return jsonify(attempt_json(dialling.hang_up(attempt, current_actor())))


@blueprint.post("/api/attempts/<uuid:public_id>/consent")
def attempt_consent(public_id: UUID) -> ResponseReturnValue:
    """One side has agreed to a recording."""
    attempt = attempt_or_404(public_id, to="work")
    recordings.agree(attempt, current_actor(), api_body.text(body(), "side"))
    return jsonify(attempt_json(attempt))


@blueprint.post("/api/attempts/<uuid:public_id>/recording")
def attempt_recording(public_id: UUID) -> ResponseReturnValue:
    attempt = attempt_or_404(public_id, to="work")
    recordings.start(attempt, current_actor())
    return jsonify(attempt_json(attempt)), 201


@blueprint.post("/api/phone-key")
def phone_key() -> ResponseReturnValue:
    """What a browser of this caller may telephone with for ten minutes."""
    return jsonify({"key": dialling.browser_key(current_actor())})


@blueprint.post("/api/attempts/<uuid:public_id>/end")
def attempt_end(public_id: UUID) -> ResponseReturnValue:
    attempt, sent = attempt_or_404(public_id, to="work"), body()
    outcome, note = api_body.text(sent, "outcome"), api_body.text(sent, "note")
    ended = attempts.end(attempt, current_actor(), outcome, note, api_body.mapping(sent, "timings"))
    return jsonify(attempt_json(ended) | _after(cases.of_attempt(ended)))


@blueprint.post("/api/cases/<uuid:public_id>/appointments")
def case_appointment(public_id: UUID) -> ResponseReturnValue:
    case, sent = case_or_404(public_id, to="work"), body()
    begins = api_body.local_moment(sent, "from")
    if begins is None:
        raise Rejected([Problem("APPOINTMENT_UNREADABLE")])
    made = appointments.make(
        case,
        current_actor(),
        begins,
        api_body.local_moment(sent, "until"),
        hard=api_body.flag(sent, "hard"),
        note=api_body.text(sent, "note"),
        caller=appointments.caller_or_rejected(api_body.public_id(sent, "caller")),
    )
    return jsonify(appointment_json(made, case.time_zone)), 201


@blueprint.post("/api/cases/<uuid:public_id>/interview")
def case_interview(public_id: UUID) -> ResponseReturnValue:
    case, sent = case_or_404(public_id, to="work"), body()
    spoken = api_body.text(sent, "language") or case.language or language()
    opened = call_interviews.open_for(case, current_actor(), spoken)
    return jsonify({"interview": url_for("cati.interview", public_id=opened.public_id)})


@blueprint.get("/api/cases/<uuid:public_id>/quota")
def case_quota(public_id: UUID) -> ResponseReturnValue:
    """Whether the answers so far lead into a full cell; asked by the page after each of its screens."""
    case = case_or_404(public_id, to="work")
    found = quotas.blocking(case, call_interviews.answers_of(case))
    return jsonify({"action": found.action, "may_go_on": found.may_go_on, "full": quotas.labels_of(found)})


def _number_of(case: CallCase, sent: Mapping[str, Any]) -> CallNumber | None:
    """The number that was chosen; one of another case is none."""
    wanted = api_body.public_id(sent, "number")
    if wanted is None:
        return None
    found = next((each for each in case.numbers if each.public_id == wanted), None)
    if found is None:
        raise Rejected([Problem("NUMBER_UNUSABLE")])
    return found


def _after(case: CallCase) -> dict[str, object]:
    """What became of the case; `interview` is where the caller goes on, if anywhere."""
    opened = call_interviews.unfinished(case, current_actor())
    return {
        "state": case.state.value,
        "next_at": case.next_at.isoformat() if case.state.value == "open" else "",
        "wanted_part": case.wanted_part,
        "interview": url_for("cati.interview", public_id=opened.public_id) if opened else "",
    }
