"""Ending one's own sessions, from wherever one is."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from mystery.clock import utcnow
from mystery.services import sessions
from mystery.web.account.blueprint import blueprint
from mystery.web.shared.identity import signed_in
from mystery.web.shared.lookup import session_or_404


@blueprint.post("/account/sessions/<uuid:public_id>/end")
def end_session(public_id: UUID) -> ResponseReturnValue:
    sessions.revoke(session_or_404(public_id), utcnow())
    flash(_("The session has ended."), "good")
    return redirect(url_for("account.profile"))


@blueprint.post("/account/sessions/end-others")
def end_other_sessions() -> ResponseReturnValue:
    ended = sessions.revoke_others(signed_in(), getattr(session, "row", None), utcnow())
    flash(ngettext("%(num)d session has ended.", "%(num)d sessions have ended.", ended), "good")
    return redirect(url_for("account.profile"))
