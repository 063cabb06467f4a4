"""Tablets that speak to the app of a test: `Speaking.of(app, "Tara").get("/api/v1/work")`."""

from __future__ import annotations

import json
from contextvars import Context
from typing import Any

from flask import Flask, has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from mystery.store.database import db
from tests.tablet import Tablet

API = "/api/v1"


class Speaking:
    """A tablet with a client: signs each request, and asks again once where its number is stale."""

    def __init__(self, app: Flask, tablet: Tablet) -> None:
        self.client: FlaskClient = app.test_client()
        self.tablet = tablet

    @classmethod
    def of(cls, app: Flask, name: str) -> Speaking:
        return cls(app, Tablet.enrolled(name))

    def get(self, path: str, **more: Any) -> TestResponse:
        return self.ask("GET", path, **more)

    def send(self, method: str, path: str, body: object) -> TestResponse:
        return self.ask(method, path, json.dumps(body).encode(), content_type="application/json")

    def ask(self, method: str, path: str, body: bytes = b"", **more: Any) -> TestResponse:
        if not self.tablet.nonce:
            self.tablet.heard(self.once("GET", f"{API}/work").headers)
        reply = self.once(method, path, body, **more)
        self.tablet.heard(reply.headers)
        if code_of(reply) == "DEVICE_NONCE_STALE":
            reply = self.once(method, path, body, **more)
        return reply

    def once(self, method: str, path: str, body: bytes = b"", **more: Any) -> TestResponse:
        """One request over the number that is known, whatever the answer."""
        headers = {**self.tablet.headers(method, path, body), **more.pop("headers", {})}
        reply = Context().run(
            self.client.open, path, method=method, data=body, headers=headers, buffered=True, **more
        )
        if has_app_context():
            db.session.rollback()
        return reply


def code_of(reply: TestResponse) -> str:
    """The code of what a reply refuses for."""
    return str((reply.json or {}).get("code", "")) if reply.is_json and reply.data else ""
