"""The audit log: who did what to what, and whether nothing was altered since."""

from __future__ import annotations

from datetime import date

from flask import render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mystery.access import Role
from mystery.manners import by_turns
from mystery.services import audit_log
from mystery.services.audit_log import Wanted
from mystery.web.desk.audit_words import action_name, kind_name
from mystery.web.desk.blueprint import blueprint
from mystery.web.shared.identity import current_actor
from mystery.web.shared.words import role_name


@blueprint.get("/audit")
def audit() -> ResponseReturnValue:
    actor, wanted = current_actor(), _wanted()
    kept = {name: value for name, value in request.args.items() if value and name not in ("before", "check")}
    actions, kinds = audit_log.choices()
    return render_template(
        "desk/admin/audit.html",
        page=audit_log.page_of(actor, wanted),
        chain=audit_log.chain(actor, asked="check" in request.args),
        wanted=wanted,
        kept=kept,
        roles=[*((role.value, role_name(role)) for role in Role), ("none", _("The installation itself"))],
        actions=sorted(((code, action_name(code)) for code in actions), key=lambda pair: pair[1]),
        kinds=sorted(((code, kind_name(code)) for code in kinds), key=lambda pair: pair[1]),
        action_name=action_name,
        kind_name=kind_name,
    )


@blueprint.get("/audit.csv")
@by_turns()
def audit_file() -> ResponseReturnValue:
    file = audit_log.as_file(current_actor(), _wanted())
    return send_file(file, "text/csv", as_attachment=True, download_name="audit-log.csv")


def _wanted() -> Wanted:
    """The filters of the address; what cannot be read filters nothing."""
    given = request.args
    roles = {*(role.value for role in Role), "none"}
    return Wanted(
        role=given["role"] if given.get("role") in roles else "",
        action=given.get("action", ""),
        kind=given.get("kind", ""),
        subject=given.get("subject", "").strip(),
        first_on=given.get("from", type=date.fromisoformat),
        last_on=given.get("to", type=date.fromisoformat),
        before=given.get("before", type=_cursor),
    )


def _cursor(text: str) -> int:
    """A number that the database can hold; anything else is no cursor."""
    number = int(text)
    if not 0 < number < 2**63:
        raise ValueError(text)
    return number
