"""The glossary's words for roles and states, as pages write them."""

from __future__ import annotations

from flask import Flask
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from mystery.access import Role

ROLES: dict[Role, LazyString] = {
    Role.ADMIN: _l("Administrator"),
    Role.RESEARCHER: _l("Researcher"),
    Role.SCHEDULER: _l("Scheduler"),
    Role.REVIEWER: _l("Reviewer"),
    Role.TESTER: _l("Tester"),
    Role.CALLER: _l("Caller"),
    Role.CLIENT_HQ: _l("Client, head office"),
    Role.CLIENT_REGION: _l("Client, region"),
    Role.CLIENT_LOCATION: _l("Client, location"),
    Role.WORKS_COUNCIL: _l("Works council"),
    Role.AUDITOR: _l("Auditor"),
}


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(role_name=role_name, device_name=device_name)


_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def device_name(user_agent: str) -> str:
    """The device in words. The first sign wins: browsers also name those they imitate."""
    browser = next((name for sign, name in _BROWSERS if sign in user_agent), "")
    system = next((name for sign, name in _SYSTEMS if sign in user_agent), "")
    if browser and system:
        return str(_("%(browser)s on %(system)s", browser=browser, system=system))
    return browser or system or str(_("Unknown device"))


def role_name(role: Role) -> str:
    return str(ROLES[role])
