"""The main navigation: one table; a line shows where its page exists and the role may go there."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, request, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from mystery.access import FIELD_ROLES, TENANT_ROLES, Role, allowed
from mystery.services import promises
from mystery.web.shared.identity import current_actor, current_user


@dataclass(frozen=True, slots=True)
class Line:
    """An entry of the table: a page, its name and icon (Lucide), and the act that leads there."""

    endpoint: str
    label: LazyString
    icon: str
    act: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """An entry as a page shows it; `count` is how much is open behind it."""

    label: str
    href: str
    icon: str
    current: bool
    children: tuple[Item, ...] = ()
    count: int = 0


NAVIGATION: dict[str, tuple[Line, ...]] = {
    "desk": (
        Line("desk.home", _l("Home"), "house"),
        Line("desk.studies", _l("Studies"), "folder", "study.view"),
        Line("desk.assignments", _l("Assignments"), "calendar", "assignment.view"),
        Line("desk.calls_now", _l("Calls"), "headset", "call.monitor"),
        Line("desk.review", _l("Review"), "clipboard-check", "submission.review"),
        Line("desk.inbox_list", _l("Inbox"), "inbox", "intake.view"),
        Line("desk.findings", _l("Findings"), "chart-column", "finding.view"),
        Line("desk.reports", _l("Reports"), "file-text", "report.view"),
        Line("desk.clients", _l("Clients"), "building-2", "client.view"),
        Line("desk.questionnaires", _l("Questionnaires"), "list-checks", "questionnaire.view"),
        Line("desk.testers", _l("Testers"), "users", "tester.view"),
        Line("desk.tablets", _l("Tablets"), "tablet", "device.view"),
        Line("desk.users", _l("Accounts"), "user-cog", "user.view"),
        Line("desk.jobs", _l("Jobs"), "hourglass", "job.view"),
        Line("desk.audit", _l("Audit log"), "scroll-text", "audit.view"),
        Line("desk.installation", _l("Installation"), "server", "settings.view"),
    ),
    "capi": (
        Line("capi.today", _l("Today"), "sun"),
        Line("capi.reports", _l("My reports"), "file-text"),
        Line("capi.promises", _l("Promises"), "calendar-clock", "promise.view"),
        Line("capi.collect", _l("ODK Collect"), "key-round"),
        Line("capi.pay", _l("My pay"), "wallet"),
        Line("capi.tablet", _l("My tablet"), "tablet"),
    ),
    "cati": (
        Line("cati.desk", _l("Next call"), "phone"),
        Line("cati.day", _l("My day"), "clock"),
        Line("cati.promises", _l("Promises"), "calendar-clock", "promise.view"),
    ),
    "client": (
        Line("client.home", _l("The answer"), "house", "finding.view"),
        Line("client.weak_spots", _l("Weak spots"), "trending-down", "finding.view"),
        Line("client.locations", _l("Locations"), "map-pin", "finding.view"),
        Line("client.reports", _l("Reports"), "file-text", "report.view"),
        Line("client.scorecard", _l("Scorecard"), "gauge", "finding.view"),
        Line("client.touchpoints", _l("Touchpoints"), "route", "finding.view"),
        Line("client.trend", _l("Trend"), "chart-line", "finding.view"),
        Line("client.visits", _l("Visits"), "clipboard-list", "score.view"),
        Line("client.measures", _l("Measures"), "list-todo", "finding.view"),
        Line("client.proof", _l("Proof"), "shield-check", "settings.view"),
    ),
}


_COUNTED = frozenset({"capi.promises", "cati.promises"})
"""Entries that say how much is open behind them."""


def audience_of(role: Role) -> str:
    """The blueprint in which a role works."""
    if role in TENANT_ROLES:
        return "client"
    if role in FIELD_ROLES:
        return "capi" if role is Role.TESTER else "cati"
    return "desk"


def navigation() -> tuple[Item, ...]:
    """The entries for the person who is logged in; none for others."""
    user = current_user()
    if user is None:
        return ()
    actor = current_actor()
    lines = [
        line for line in NAVIGATION[audience_of(user.role)] if line.endpoint in current_app.view_functions
    ]
    return tuple(_item(line) for line in lines if not line.act or allowed(actor, line.act))


def _item(line: Line) -> Item:
    href = url_for(line.endpoint)
    path = href.partition("?")[0]  # pages that keep a choice in the address keep it here too
    inside = request.path == path or (path.count("/") > 2 and request.path.startswith(path.rstrip("/") + "/"))
    count = promises.count_of(current_actor())[0] if line.endpoint in _COUNTED else 0
    return Item(str(line.label), href, line.icon, inside, count=count)
