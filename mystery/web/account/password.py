"""Changing one's own password; it ends all other sessions."""

from __future__ import annotations

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mystery.clock import utcnow
from mystery.problems import Rejected
from mystery.services import accounts, sessions
from mystery.web.account.blueprint import blueprint
from mystery.web.account.forms import PasswordForm
from mystery.web.shared.errors import sentence
from mystery.web.shared.identity import signed_in
from mystery.web.shared.limits import limiter, login_limit


@blueprint.route("/account/password", methods=["GET", "POST"])
@limiter.limit(login_limit, methods=["POST"])
def password() -> ResponseReturnValue:
    form = PasswordForm()
    if not form.validate_on_submit():
        return render_template("account/password.html", form=form), 422 if form.errors else 200
    try:
        accounts.change_password(signed_in(), form.present.data, form.new.data)
    except Rejected as refusal:
        form.form_errors.extend(sentence(problem) for problem in refusal.problems)
        return render_template("account/password.html", form=form), 422
    sessions.revoke_others(signed_in(), getattr(session, "row", None), utcnow())
    flash(_("Your password is changed. Other sessions have ended."), "good")
    return redirect(url_for("account.profile"))
