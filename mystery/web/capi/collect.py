"""ODK Collect for the tester: making an access for the own device, and ending one."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mystery.services import collect_access
from mystery.web.capi.blueprint import blueprint
from mystery.web.shared.collect_pages import shown_once
from mystery.web.shared.identity import current_actor, signed_in
from mystery.web.shared.lookup import own_collect_access_or_404


@blueprint.get("/collect")
def collect() -> ResponseReturnValue:
    return render_template("capi/collect.html", accesses=collect_access.accesses_of(signed_in()))


@blueprint.post("/collect/issue")
def collect_issue() -> ResponseReturnValue:
    """Shown in the reply itself and kept nowhere: whoever loads it again makes another one."""
    shown = shown_once(collect_access.issue(signed_in(), current_actor()))
    return render_template("capi/collect_issued.html", shown=shown)


@blueprint.post("/collect/<uuid:public_id>/revoke")
def collect_revoke(public_id: UUID) -> ResponseReturnValue:
    collect_access.revoke(own_collect_access_or_404(public_id), current_actor())
    flash(_("The access has ended. What its device still sends waits for your agency."), "good")
    return redirect(url_for("capi.collect"))
