"""The API's description as a test: each reply that a test gets has to be one that the document knows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from flask import Flask
from jsonschema import Draft202012Validator
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.routing import Rule as Route
from werkzeug.test import TestResponse

from mystery.web.api.openapi import document

PREFIX = "/api/v1"


@cache
def described() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(document())
    return found


def path_of(route: Route) -> str:
    """A route's address as the document writes it."""
    return re.sub(r"<(?:\w+(?:\([^)]*\))?:)?(\w+)>", r"{\1}", route.rule.removeprefix(PREFIX))


def routes(app: Flask) -> Iterator[tuple[str, str]]:
    """(path, method) of everything the API answers to."""
    for route in app.url_map.iter_rules():
        if route.endpoint.startswith("api."):
            methods = set(route.methods or ()) - {"OPTIONS"}
            if "GET" in methods:
                methods -= {"HEAD"}
            for method in methods:
                yield path_of(route), method.lower()


def operation_of(app: Flask, reply: TestResponse) -> dict[str, Any] | None:
    """What the document says of the request behind a reply; None for what is not of the API."""
    request = reply.request
    if not request.path.startswith(PREFIX):
        return None
    try:
        rule, _ = app.url_map.bind("localhost").match(request.path, request.method, return_rule=True)
    except (HTTPException, RequestRedirect):
        return None
    operations: dict[str, Any] = described()["paths"][path_of(rule)]
    found = operations.get(request.method.lower())
    return None if found is None else dict(found)


def check(app: Flask, reply: TestResponse) -> None:
    """Fails where the document does not know such a reply."""
    operation = operation_of(app, reply)
    if operation is None:
        return
    responses = operation["responses"]
    found = responses.get(str(reply.status_code)) or responses.get("default")
    where = f"{reply.request.method} {reply.request.path} {reply.status_code}"
    assert found is not None, f"{where} is not in openapi.yaml"
    if "$ref" in found:
        found = described()["components"]["responses"][found["$ref"].rpartition("/")[2]]
    schema = found.get("content", {}).get(reply.mimetype, {}).get("schema")
    if schema is None or reply.request.method == "HEAD":
        assert reply.mimetype != "application/json" or "content" not in found, f"{where}: {reply.mimetype}"
        return
    errors = Draft202012Validator({**schema, "components": described()["components"]}).iter_errors(reply.json)
    assert not [f"{where}: {error.json_path} {error.message}" for error in errors]
