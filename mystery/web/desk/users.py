"""Accounts: who may come in, as what, how far; and the testers' profiles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from mystery.access import FIELD_ROLES, Role, require
from mystery.clock import utcnow
from mystery.problems import Rejected
from mystery.services import administration, directory, sessions
from mystery.services.directory import Wanted
from mystery.web.desk.blueprint import blueprint
from mystery.web.desk.user_forms import AccountForm, NewAccountForm, ProfileForm
from mystery.web.shared.errors import sentence
from mystery.web.shared.identity import current_actor
from mystery.web.shared.lookup import user_or_404
from mystery.web.shared.words import role_name

if TYPE_CHECKING:
    from mystery.store.models import User


@blueprint.get("/users")
def users() -> ResponseReturnValue:
    wanted = _wanted()
    page = directory.list_users(current_actor(), wanted)
    kept = {name: value for name, value in request.args.items() if value and name != "page"}
    return render_template(
        "desk/admin/users.html",
        page=page,
        wanted=wanted,
        kept=kept,
        columns=_columns(wanted.sort, kept),
        roles=[(role.value, role_name(role)) for role in Role],
        clients=[(client.public_id, client.name) for client in directory.clients()],
        page_url=lambda number: url_for("desk.users", **{**kept, "page": number}),
    )


def _wanted() -> Wanted:
    """The filters of the address; what cannot be read filters nothing."""
    given = request.args
    return Wanted(
        text=given.get("q", "")[:100],
        role=given.get("role", type=Role),
        state=given.get("state", ""),
        client=given.get("client", type=UUID),
        sort=given.get("sort", "name"),
        page=given.get("page", 1, type=int),
    )


def _columns(sort: str, kept: Mapping[str, Any]) -> list[dict[str, object]]:
    """The columns of the list; a second click on a head turns the order around."""
    columns: list[dict[str, object]] = [
        {"key": "name", "label": _("Name"), "kind": "wide"},
        {"key": "role", "label": _("Role")},
        {"key": "reach", "label": _("Sees")},
        {"key": "seen", "label": _("Last login")},
        {"key": "state", "label": _("State"), "kind": "tight"},
    ]
    for column in columns:
        key = str(column["key"])
        if key in directory.SORTS:
            turned = f"-{key}" if sort == key else key
            column["sort_href"] = url_for("desk.users", **{**kept, "sort": turned})
            column["sorted"] = {key: "ascending", f"-{key}": "descending"}.get(sort)
    return columns


@blueprint.route("/users/new", methods=["GET", "POST"])
def user_new() -> ResponseReturnValue:
    require(current_actor(), "user.edit")
    form = NewAccountForm()
    if form.validate_on_submit():
        try:
            issued = administration.issue_account(current_actor(), form.email.data, form.facts())
        except Rejected as refusal:
            form.form_errors.extend(sentence(problem) for problem in refusal.problems)
        else:
            return render_template("desk/admin/user_issued.html", issued=issued)
    return render_template("desk/admin/user_new.html", form=form), 422 if form.is_submitted() else 200


@blueprint.route("/users/<uuid:public_id>", methods=["GET", "POST"])
def user(public_id: UUID) -> ResponseReturnValue:
    account = user_or_404(public_id, to="edit")
    form = _account_form(account)
    if not form.validate_on_submit():
        return _page(public_id, form, None)
    try:
        administration.change_account(current_actor(), account, form.facts())
    except Rejected as refusal:
        form.form_errors.extend(sentence(problem) for problem in refusal.problems)
        return _page(public_id, form, None)
    flash(_("The account is changed."), "good")
    return redirect(url_for("desk.user", public_id=public_id))


@blueprint.post("/users/<uuid:public_id>/profile")
def user_profile(public_id: UUID) -> ResponseReturnValue:
    account = user_or_404(public_id, to="edit")
    form = ProfileForm()
    if not form.validate_on_submit():
        return _page(public_id, None, form)
    try:
        administration.describe_tester(current_actor(), account, form.facts())
    except Rejected as refusal:
        form.form_errors.extend(sentence(problem) for problem in refusal.problems)
        return _page(public_id, None, form)
    flash(_("The tester profile is saved."), "good")
    return redirect(url_for("desk.user", public_id=public_id))


@blueprint.post("/users/<uuid:public_id>/switch")
def user_switch(public_id: UUID) -> ResponseReturnValue:
    account = user_or_404(public_id, to="edit")
    active = request.form.get("active") == "yes"
    administration.switch_account(current_actor(), account, active=active)
    flash(_("The account is switched on.") if active else _("The account is switched off."), "good")
    return redirect(url_for("desk.user", public_id=public_id))


@blueprint.post("/users/<uuid:public_id>/end-sessions")
def user_end_sessions(public_id: UUID) -> ResponseReturnValue:
    ended = administration.end_sessions(current_actor(), user_or_404(public_id, to="edit"))
    flash(ngettext("%(num)d session has ended.", "%(num)d sessions have ended.", ended), "good")
    return redirect(url_for("desk.user", public_id=public_id))


@blueprint.post("/users/<uuid:public_id>/password")
def user_password(public_id: UUID) -> ResponseReturnValue:
    """Shown in the reply itself and kept nowhere: whoever loads it again makes another one."""
    issued = administration.renew_password(current_actor(), user_or_404(public_id, to="edit"))
    return render_template("desk/admin/user_issued.html", issued=issued)


def _page(public_id: UUID, form: AccountForm | None, profile: ProfileForm | None) -> ResponseReturnValue:
    """An account with both of its forms; the one that was not sent shows what is stored."""
    account = user_or_404(public_id, to="edit")
    page = render_template(
        "desk/admin/user.html",
        user=account,
        form=form or _account_form(account, formdata=None),
        profile=profile or ProfileForm(formdata=None, obj=account.tester_profile),
        in_field=account.role in FIELD_ROLES,
        sessions=sessions.live_sessions(account, utcnow()),
    )
    return page, 422 if request.method == "POST" else 200


def _account_form(account: User, **more: object) -> AccountForm:
    reach = [str((scope.org_unit or scope.client).public_id) for scope in account.scopes]
    facts = {"name": account.name, "role": account.role.value, "language": account.language, "reach": reach}
    return AccountForm(data=facts, **more)
