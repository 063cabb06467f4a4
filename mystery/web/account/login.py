"""Logging in and out."""

from __future__ import annotations

from typing import cast

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mystery.demo.people import LOGINS, PASSWORD
from mystery.problems import Problem
from mystery.services import accounts
from mystery.services.context import settings
from mystery.web.account.blueprint import blueprint
from mystery.web.account.forms import LoginForm
from mystery.web.shared.errors import sentence
from mystery.web.shared.identity import current_user
from mystery.web.shared.limits import limiter, login_limit
from mystery.web.shared.sessions import Session
from mystery.web.shared.urls import safe_next


@blueprint.route("/login", methods=["GET", "POST"])
@limiter.limit(login_limit, methods=["POST"])
def login() -> ResponseReturnValue:
    target = safe_next(request.args.get("next"))
    if request.method == "GET" and current_user():
        return redirect(target)
    form = LoginForm()
    if not form.validate_on_submit():
        return _page(form), 422 if form.errors else 200
    user = accounts.authenticate(form.email.data, form.password.data)
    if user is None:
        form.form_errors.append(sentence(Problem("LOGIN_FAILED")))
        return _page(form), 422
    cast(Session, session).begin(user, request.user_agent.string)
    return redirect(target)


def _page(form: LoginForm) -> str:
    """The form; in a demo also whom to sign in as, since nothing there is anybody's."""
    logins = LOGINS if settings().demo else ()
    return render_template("account/login.html", form=form, demo_logins=logins, demo_password=PASSWORD)


@blueprint.post("/logout")
def logout() -> ResponseReturnValue:
    cast(Session, session).end()
    flash(_("You are signed out."), "good")
    return redirect(url_for("account.login"))
