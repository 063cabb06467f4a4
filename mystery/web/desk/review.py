"""Reviewing: the queue by risk, one report with its evidence, the verdict."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from flask import flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mystery.problems import Problem
from mystery.services import dossiers, evidence, review_queue, reviews
from mystery.services.media import shown_type
from mystery.services.review_queue import Wanted
from mystery.web.desk.blueprint import blueprint
from mystery.web.desk.review_words import WORDS
from mystery.web.shared.errors import answer
from mystery.web.shared.i18n import language
from mystery.web.shared.identity import current_actor
from mystery.web.shared.lookup import evidence_or_404, submission_or_404

_ASKED = "question:"
_LONGEST = 2000
"""Characters of a note, a reason or a question."""
_PAGE = 50
_EVIDENCE_SECONDS = 600
"""How long a browser may keep a picture, so that the large view is not fetched (and logged) twice."""
_ONLY_THE_FILE = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox"
"""A file opened by itself runs nothing; the inline style is the browser's own, around the picture."""


@blueprint.get("/review/")
def review() -> ResponseReturnValue:
    wanted, actor = _wanted(), current_actor()
    entries = review_queue.queue(actor, wanted.stage)
    shown = review_queue.narrowed(entries, wanted)
    page = max(1, request.args.get("page", 1, type=int))
    return render_template(
        "desk/review/queue.html",
        words=WORDS,
        wanted=wanted,
        keep=_keep(wanted),
        entries=entries,
        shown=shown[(page - 1) * _PAGE : page * _PAGE],
        total=len(shown),
        page=page,
        pages=max(1, -(-len(shown) // _PAGE)),
        counts=review_queue.counts(actor),
    )


@blueprint.get("/review/<uuid:public_id>")
def review_report(public_id: UUID) -> ResponseReturnValue:
    row = submission_or_404(public_id, to="review")
    wanted = _wanted()
    return render_template(
        "desk/review/report.html",
        words=WORDS,
        dossier=dossiers.dossier(row, language()),
        stage=review_queue.stage_of(row),
        near=_near(wanted, public_id),
        keep=_keep(wanted),
    )


@blueprint.post("/review/<uuid:public_id>/approve")
def review_approve(public_id: UUID) -> ResponseReturnValue:
    row = submission_or_404(public_id, to="review")
    following = _following(public_id)
    reviews.approve(row, current_actor(), _entered("note"))
    flash(_("Approved and scored."), "good")
    return redirect(following)


@blueprint.post("/review/<uuid:public_id>/ask-back")
def review_ask_back(public_id: UUID) -> ResponseReturnValue:
    row = submission_or_404(public_id, to="review")
    following = _following(public_id)
    asked = {
        name.removeprefix(_ASKED): text[:_LONGEST]
        for name, text in request.form.items()
        if name.startswith(_ASKED)
    }
    reviews.ask_back(row, current_actor(), asked)
    flash(_("The questions are on their way to the tester."), "good")
    return redirect(following)


@blueprint.post("/review/<uuid:public_id>/reject")
def review_reject(public_id: UUID) -> ResponseReturnValue:
    row = submission_or_404(public_id, to="review")
    following = _following(public_id)
    reviews.reject(row, current_actor(), _entered("reason"))
    flash(_("Rejected. The tester can read the reason."), "info")
    return redirect(following)


@blueprint.post("/review/<uuid:public_id>/reopen")
def review_reopen(public_id: UUID) -> ResponseReturnValue:
    row = submission_or_404(public_id, to="review")
    reviews.reopen(row, current_actor(), _entered("reason"))
    flash(_("The approval is taken back; the report waits for review again."), "info")
    return redirect(url_for("desk.review_report", public_id=public_id))


@blueprint.get("/evidence/<uuid:public_id>")
def evidence_file(public_id: UUID) -> ResponseReturnValue:
    row = evidence_or_404(public_id)
    path = evidence.look(row, current_actor())
    if path is None:
        return answer(410, [Problem("EVIDENCE_GONE")])
    can_be_shown = row.media.type.startswith(("image/", "audio/", "video/"))
    reply = send_file(
        path, shown_type(row.media), as_attachment=not can_be_shown, download_name=row.name or path.name
    )
    reply.headers["Content-Security-Policy"] = _ONLY_THE_FILE
    reply.headers["Cache-Control"] = f"private, max-age={_EVIDENCE_SECONDS}"
    return reply


@blueprint.post("/evidence/<uuid:public_id>/release")
def evidence_release(public_id: UUID) -> ResponseReturnValue:
    row = evidence_or_404(public_id, to="release")
    evidence.release(row, current_actor(), visible=request.form.get("visible") == "yes")
    newest = evidence.newest_submission(row)
    return redirect(url_for("desk.review_report", public_id=newest, _anchor="evidence"))


def _wanted() -> Wanted:
    """The queue that the address speaks of; what it does not know is passed over."""
    stage = request.args.get("stage", review_queue.WAITING)
    return Wanted(
        stage=stage if stage in review_queue.STAGES else review_queue.WAITING,
        **{name: request.args.get(name, "")[:80] for name in ("wave", "method", "flag")},
    )


def _keep(wanted: Wanted) -> dict[str, str]:
    """What addresses carry on, so that a reviewer stays in the queue that was chosen."""
    stage = "" if wanted.stage == review_queue.WAITING else wanted.stage
    parts = {"stage": stage, "wave": wanted.wave, "method": wanted.method, "flag": wanted.flag}
    return {name: value for name, value in parts.items() if value}


def _near(wanted: Wanted, public_id: UUID) -> review_queue.Neighbours:
    entries = review_queue.narrowed(review_queue.queue(current_actor(), wanted.stage), wanted)
    return review_queue.neighbours(entries, public_id)


def _following(public_id: UUID) -> str:
    """Where a reviewer goes on after the verdict: to the next report, else to the queue."""
    wanted = _wanted()
    following = _near(wanted, public_id).next
    if following is None:
        return _address("desk.review", _keep(wanted))
    return _address("desk.review_report", _keep(wanted), following)


def _address(endpoint: str, keep: dict[str, str], public_id: UUID | None = None) -> str:
    path = url_for(endpoint, public_id=public_id) if public_id else url_for(endpoint)
    return f"{path}?{urlencode(keep)}" if keep else path


def _entered(name: str) -> str:
    return request.form.get(name, "")[:_LONGEST].strip()
