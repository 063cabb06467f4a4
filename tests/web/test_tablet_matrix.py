"""Every route, as a tablet: the API for its tester's own work, nothing else, and nothing once silenced."""

from __future__ import annotations

from collections.abc import Iterator
from contextvars import Context
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from werkzeug.routing import Rule as Route
from werkzeug.test import TestResponse

from mystery.access import Role
from mystery.services import devices
from mystery.services.transaction import transaction
from tests import databases
from tests.cast import someone
from tests.conftest import Installation
from tests.tablet import Tablet
from tests.web import world
from tests.web.access_rules import RULES, Rule
from tests.web.tablets import API
from tests.web.world import World

REFUSED = {401, 403, 404}


@dataclass(frozen=True)
class Stage:
    """The app with the world in its database, and tablets: Tara's, Toni's, and some that were silenced."""

    installation: Installation
    world: World
    tablets: dict[str, Tablet]

    @property
    def app(self) -> Flask:
        return self.installation.app

    def reset(self) -> None:
        databases.let_go()
        self.installation.database.renew("tablets")


@pytest.fixture(scope="module")
def made(installation: Installation) -> tuple[World, dict[str, Tablet]]:
    installation.database.renew("cast")
    with installation.app.app_context():
        whole = world.populate()
        tablets = {name: Tablet.enrolled("Tara") for name in ("Tara", "revoked", "expired")}
        tablets["Toni"] = Tablet.enrolled("Toni")
        tablets["disabled"] = Tablet.enrolled("Toni")
        with transaction():
            _row(tablets["revoked"]).revoked_at = _row(tablets["revoked"]).enrolled_at
            _row(tablets["expired"]).expires_at = _row(tablets["expired"]).enrolled_at - timedelta(days=1)
        nonce = installation.app.test_client().get(f"{API}/work").headers["Mystery-Nonce"]
        databases.let_go()
    for each in tablets.values():
        each.nonce = nonce
    installation.database.keep("tablets")
    return whole, tablets


def _row(tablet: Tablet) -> devices.Device:
    found = devices.find(UUID(tablet.id))
    assert found is not None
    return found


@pytest.fixture
def stage(installation: Installation, made: tuple[World, dict[str, Tablet]]) -> Iterator[Stage]:
    """CSRF stays on: a tablet's signature stands for it."""
    installation.database.renew("tablets")
    with installation.app.app_context():
        yield Stage(installation, *made)
        databases.let_go()


def test_a_tablet_gets_what_its_testers_rules_give_it_and_only_from_the_api(stage: Stage) -> None:
    wrong = []
    for route, method, rule in _routes(stage.app):
        reply = _ask(stage, "Tara", route, method, rule, "own")
        is_api = route.endpoint.startswith("api.")
        welcome = is_api and (rule.device or Role.TESTER in rule.roles)
        absent = bool(rule.fixed) and reply.status_code == 404
        if reply.status_code >= 500 or (_is_refused(reply) is welcome and not (welcome and absent)):
            wrong.append(f"{method} {route}: {reply.status_code}, welcome {welcome}")
        if method != "GET":
            stage.reset()
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("part", ["sibling", "foreign"])
def test_a_tablet_reaches_nothing_of_anybody_elses(stage: Stage, part: str) -> None:
    wrong = []
    for route, method, rule in _routes(stage.app):
        if rule.row and route.endpoint.startswith("api."):
            reply = _ask(stage, "Tara", route, method, rule, part)
            if reply.status_code != 404 and not _is_refused(reply):
                wrong.append(f"{method} {route}: {reply.status_code}")
    assert not wrong, "\n".join(wrong)


def test_another_testers_tablet_reaches_nothing_of_taras(stage: Stage) -> None:
    wrong = []
    for route, method, rule in _routes(stage.app):
        if rule.row and route.endpoint.startswith("api."):
            reply = _ask(stage, "Toni", route, method, rule, "own")
            if not _is_refused(reply):
                wrong.append(f"{method} {route}: {reply.status_code}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("silenced", ["revoked", "expired", "disabled"])
def test_a_silenced_tablet_hears_401_everywhere_in_the_api(stage: Stage, silenced: str) -> None:
    if silenced == "disabled":
        with transaction():
            someone("Toni").is_active = False
    wrong = []
    for route, method, rule in _routes(stage.app):
        if route.endpoint.startswith("api."):
            reply = _ask(stage, silenced, route, method, rule, "own")
            if reply.status_code != 401:
                wrong.append(f"{method} {route}: {reply.status_code}")
    assert not wrong, "\n".join(wrong)


def _is_refused(reply: TestResponse) -> bool:
    to_login = reply.status_code == 302 and (reply.location or "").startswith("/login")
    return reply.status_code in REFUSED or to_login


def _routes(app: Flask) -> Iterator[tuple[Route, str, Rule]]:
    for route in app.url_map.iter_rules():
        rule = RULES[route.endpoint]
        if not rule.public and not rule.signed:
            for method in sorted((route.methods or set()) - {"HEAD", "OPTIONS"}):
                yield route, method, rule


def _ask(stage: Stage, name: str, route: Route, method: str, rule: Rule, part: str) -> TestResponse:
    things = stage.world.parts[part]
    values = {argument: things[kind].public_id for argument, kind in rule.row.items()}
    with stage.app.test_request_context():
        path = stage.app.url_for(route.endpoint, **{**rule.fixed, **values})
    path = f"{path}?{rule.query}" if rule.query else path
    client, headers = stage.app.test_client(), stage.tablets[name].headers(method, path)
    return Context().run(client.open, path, method=method, headers=headers, buffered=True)
