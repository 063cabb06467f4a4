"""My account: who I am here, where I am logged in, how pages look."""

from __future__ import annotations

from flask import render_template, session
from flask.typing import ResponseReturnValue

from mystery.clock import utcnow
from mystery.services.sessions import live_sessions
from mystery.web.account.blueprint import blueprint
from mystery.web.shared.identity import signed_in


@blueprint.get("/account/")
def profile() -> ResponseReturnValue:
    user = signed_in()
    row = getattr(session, "row", None)
    return render_template(
        "account/profile.html",
        user=user,
        sessions=live_sessions(user, utcnow()),
        present=row.id if row else None,
    )
