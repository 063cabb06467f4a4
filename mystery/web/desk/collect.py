"""ODK Collect for the office: accesses of a tester, made, printed and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mystery.services import collect_access, collect_intake
from mystery.web.desk.blueprint import blueprint
from mystery.web.shared.attempts import tried
from mystery.web.shared.collect_pages import shown_once
from mystery.web.shared.identity import current_actor
from mystery.web.shared.lookup import collect_access_or_404, collect_report_or_404, tester_or_404

if TYPE_CHECKING:
    from mystery.store.models import User


@blueprint.get("/testers/<uuid:public_id>/collect")
def tester_collect(public_id: UUID) -> ResponseReturnValue:
    tester = tester_or_404(public_id, to="edit")
    accesses = collect_access.accesses_of(tester.user)
    waiting = collect_intake.waiting_of(tester.user)
    return render_template("desk/testers/collect.html", tester=tester, accesses=accesses, waiting=waiting)


@blueprint.post("/testers/<uuid:public_id>/collect/issue")
def tester_collect_issue(public_id: UUID) -> ResponseReturnValue:
    """Shown in the reply itself and kept nowhere: whoever loads it again makes another one."""
    tester = tester_or_404(public_id, to="edit")
    shown = shown_once(collect_access.issue(tester.user, current_actor()))
    return render_template("desk/testers/collect_issued.html", tester=tester, shown=shown)


@blueprint.post("/collect/<uuid:public_id>/revoke")
def collect_revoke(public_id: UUID) -> ResponseReturnValue:
    access = collect_access_or_404(public_id, to="edit")
    tried(lambda: collect_access.revoke(access, current_actor()), _("The access is taken back."))
    return _back_to(access.user)


@blueprint.post("/collect/reports/<uuid:public_id>/without-files")
def collect_without(public_id: UUID) -> ResponseReturnValue:
    report = collect_report_or_404(public_id, to="edit")
    tried(
        lambda: collect_intake.go_on_without(report, current_actor()),
        _("The report goes on with what is there."),
    )
    return _back_to(report.user)


def _back_to(user: User) -> ResponseReturnValue:
    profile = user.tester_profile
    if profile is None:
        return redirect(url_for("desk.home"))
    return redirect(url_for("desk.tester_collect", public_id=profile.public_id))
