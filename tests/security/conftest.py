"""The small world, and people who look at all of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextvars import Context
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule as Route
from werkzeug.test import TestResponse

from mystery.access import Role
from mystery.store.database import db
from tests import databases
from tests.conftest import Installation
from tests.web import world
from tests.web.access_rules import RULES, SEES
from tests.web.world import World


@dataclass(frozen=True)
class Visitor:
    """Somebody of a role, with every address of the routes that are theirs."""

    app: Flask
    world: World
    role: Role

    def send(self, method: str, path: str, **more: Any) -> TestResponse:
        client = self.app.test_client()
        client.set_cookie(self.app.config["SESSION_COOKIE_NAME"], self.world.tokens[self.role])
        reply = Context().run(client.open, path, method=method, buffered=True, **more)
        db.session.rollback()
        return reply

    def addresses(self, method: str) -> Iterator[str]:
        """What this role may ask for by a method, filled in with things it may see."""
        for route in self.app.url_map.iter_rules():
            rule = RULES[route.endpoint]
            seen = all(self.role in SEES["own"][kind] for kind in rule.row.values())
            if method in (route.methods or ()) and (rule.public or (self.role in rule.roles and seen)):
                yield self.address(route)

    def address(self, route: Route) -> str:
        rule, things = RULES[route.endpoint], self.world.parts["own"]
        values = {argument: things[kind].public_id for argument, kind in rule.row.items()}
        with self.app.test_request_context():
            built = self.app.url_for(route.endpoint, **{**rule.fixed, **values})
        return f"{built}?{rule.query}" if rule.query else built


@pytest.fixture(scope="module")
def made(installation: Installation) -> World:
    installation.database.renew("cast")
    with installation.app.app_context():
        whole = world.populate()
        databases.let_go()
    installation.database.keep("security")
    return whole


@pytest.fixture
def stage(installation: Installation, made: World) -> Iterator[tuple[Flask, World]]:
    """CSRF is off here: its absence is tested elsewhere, and would hide everything behind it."""
    installation.database.renew("security")
    installation.app.config["WTF_CSRF_ENABLED"] = False
    with installation.app.app_context():
        yield installation.app, made
        databases.let_go()
    installation.app.config["WTF_CSRF_ENABLED"] = True


@pytest.fixture(params=Role)
def visitor(request: pytest.FixtureRequest, stage: tuple[Flask, World]) -> Visitor:
    """One of each role."""
    return Visitor(*stage, request.param)


@pytest.fixture
def admin(stage: tuple[Flask, World]) -> Visitor:
    return Visitor(*stage, Role.ADMIN)
