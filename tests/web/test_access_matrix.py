"""Every route, as every role, on one's own things, on a sibling's and on another client's."""

from __future__ import annotations

from collections.abc import Iterator
from contextvars import Context
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule as Route
from werkzeug.test import TestResponse

from mystery.access import Role
from mystery.problems import NotFound
from mystery.services.accounts import actor_for
from mystery.services.lookup import find_visible
from mystery.web.shared.guard import GUARDS
from tests import databases
from tests.cast import someone
from tests.conftest import Installation
from tests.web import world
from tests.web.access_rules import RULES, SEES, Rule
from tests.web.world import PEOPLE, Thing, World

REFUSED = {401, 403, 404}
"""What a person may be told who must not be here; which of them is a matter of the place."""


@dataclass(frozen=True)
class Stage:
    """The app with the world in its database, and the way to put everything back."""

    installation: Installation
    world: World

    @property
    def app(self) -> Flask:
        return self.installation.app

    def reset(self) -> None:
        databases.let_go()
        self.installation.database.renew("world")


@pytest.fixture(scope="module")
def made(installation: Installation) -> World:
    """The world is written once for all tests of this module."""
    installation.database.renew("cast")
    with installation.app.app_context():
        whole = world.populate()
        databases.let_go()
    installation.database.keep("world")
    return whole


@pytest.fixture
def stage(installation: Installation, made: World) -> Iterator[Stage]:
    """CSRF is off here: this is about permissions, and a missing token would hide them."""
    installation.database.renew("world")
    installation.app.config["WTF_CSRF_ENABLED"] = False
    with installation.app.app_context():
        yield Stage(installation, made)
        databases.let_go()
    installation.app.config["WTF_CSRF_ENABLED"] = True


def test_every_route_has_a_rule(app: Flask) -> None:
    endpoints = {route.endpoint for route in app.url_map.iter_rules()}
    assert endpoints - RULES.keys() == set(), "add a line to tests/web/access_rules.py"
    assert RULES.keys() - endpoints == set(), "these routes are gone"


def test_every_blueprint_has_a_guard(app: Flask) -> None:
    assert app.blueprints.keys() <= GUARDS.keys()


@pytest.mark.parametrize("part", SEES)
def test_each_row_is_known_to_exactly_those_who_may_know_it(part: str, stage: Stage) -> None:
    wrong = []
    for role, name in PEOPLE.items():
        for kind, thing in stage.world.parts[part].items():
            seen = _sees(name, thing)
            if seen is not (role in SEES[part][kind]):
                wrong.append(f"{name} ({role}) {'sees' if seen else 'does not see'} the {part} {kind}")
    assert not wrong


def test_the_other_client_sees_its_own_and_nothing_of_nord(stage: Stage) -> None:
    assert _sees("Fred", stage.world.parts["foreign"]["score"])
    assert not any(_sees("Fred", thing) for thing in stage.world.parts["own"].values())
    assert not any(_sees("Fred", thing) for thing in stage.world.parts["sibling"].values())


def _sees(name: str, thing: Thing) -> bool:
    try:
        find_visible(actor_for(someone(name)), thing.model, thing.public_id)
    except NotFound:
        return False
    return True


def test_nobody_enters_without_logging_in(stage: Stage) -> None:
    wrong = []
    for route, method in _routes(stage.app):
        rule = RULES[route.endpoint]
        if rule.public or rule.signed:
            continue
        reply = _request(stage.app.test_client(), method, _address(stage, route, rule, "own"))
        page = method == "GET" and reply.status_code == 302 and reply.location.startswith("/login")
        if not page and reply.status_code != 401:
            wrong.append(f"{method} {route} answers {reply.status_code}")
    assert not wrong


@pytest.mark.parametrize("endpoint", sorted(name for name, rule in RULES.items() if not rule.public))
def test_a_route_lets_in_exactly_whom_its_rule_names(endpoint: str, stage: Stage) -> None:
    parts = ("foreign", "sibling", "own") if RULES[endpoint].row else ("own",)
    wrong: list[str] = []
    for route, method in _routes(stage.app):
        if route.endpoint == endpoint and not RULES[endpoint].signed:
            wrong += [line for part in parts for line in _tried(stage, route, method, part)]
    assert not wrong, "\n".join(wrong)


def _tried(stage: Stage, route: Route, method: str, part: str) -> Iterator[str]:
    rule = RULES[route.endpoint]
    address = _address(stage, route, rule, part)
    for role, name in PEOPLE.items():
        welcome = role in rule.roles and all(role in SEES[part][kind] for kind in rule.row.values())
        reply = _request(_browser_of(stage, role), method, address)
        refused = reply.status_code in REFUSED and not (welcome and rule.fixed and reply.status_code == 404)
        if reply.status_code >= 500 or refused is welcome:
            expected = "in" if welcome else "out"
            yield f"{method} {address} ({part}) as {name}: {reply.status_code}, should be let {expected}"
        if welcome and method != "GET":
            stage.reset()  # the next person shall find the same world


def _request(client: FlaskClient, method: str, address: str) -> TestResponse:
    return Context().run(client.open, address, method=method, buffered=True)


def _browser_of(stage: Stage, role: Role) -> FlaskClient:
    client = stage.app.test_client()
    client.set_cookie(stage.app.config["SESSION_COOKIE_NAME"], stage.world.tokens[role])
    return client


def _routes(app: Flask) -> Iterator[tuple[Route, str]]:
    for route in app.url_map.iter_rules():
        for method in sorted((route.methods or set()) - {"HEAD", "OPTIONS"}):
            yield route, method


def _address(stage: Stage, route: Route, rule: Rule, part: str) -> str:
    things = stage.world.parts[part]
    values = {argument: things[kind].public_id for argument, kind in rule.row.items()}
    with stage.app.test_request_context():
        built = stage.app.url_for(route.endpoint, **{**rule.fixed, **values})
    return f"{built}?{rule.query}" if rule.query else built
