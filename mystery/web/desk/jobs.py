"""Background work: what waits, runs and failed, and why."""

from __future__ import annotations

from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mystery.services import job_requests
from mystery.store.models.states import JobState
from mystery.web.desk.blueprint import blueprint
from mystery.web.desk.job_words import STATES, kind_name
from mystery.web.shared.attempts import tried
from mystery.web.shared.identity import current_actor
from mystery.web.shared.listing import pages_of, wanted_page

_SIZE = 50


@blueprint.get("/jobs")
def jobs() -> ResponseReturnValue:
    wanted = request.args.get("state", "")
    state = JobState(wanted) if wanted in set(JobState) else None
    page = wanted_page()
    found = job_requests.page_of(current_actor(), state=state, page=page, size=_SIZE)
    return render_template(
        "desk/admin/jobs.html",
        found=found,
        state=state.value if state else "",
        states=STATES,
        kind_name=kind_name,
        is_standing=job_requests.is_standing,
        page=page,
        pages=pages_of(found.total, _SIZE),
    )


@blueprint.post("/jobs/<uuid:public_id>/again")
def job_again(public_id: UUID) -> ResponseReturnValue:
    actor = current_actor()
    job = job_requests.find(actor, public_id)
    tried(lambda: job_requests.run_again(job, actor), str(_("The job runs within a minute.")))
    return redirect(url_for("desk.jobs"))


@blueprint.post("/jobs/<uuid:public_id>/cancel")
def job_cancel(public_id: UUID) -> ResponseReturnValue:
    actor = current_actor()
    job = job_requests.find(actor, public_id)
    tried(lambda: job_requests.cancel(job, actor), str(_("The job is cancelled.")))
    return redirect(url_for("desk.jobs"))
