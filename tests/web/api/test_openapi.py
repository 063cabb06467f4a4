"""The description of the API is valid, complete, and what the server does."""

from __future__ import annotations

from collections.abc import Callable

import yaml
from flask import Flask
from openapi_spec_validator import OpenAPIV31SpecValidator

from tests.browsing import Browser
from tests.web.api.described import described, routes

Browse = Callable[[str], Browser]


def test_the_description_is_openapi() -> None:
    OpenAPIV31SpecValidator(described()).validate()


def test_the_description_has_every_route_and_no_other(app: Flask) -> None:
    told = {
        (path, method)
        for path, operations in described()["paths"].items()
        for method in operations
        if method != "parameters"
    }
    assert told == set(routes(app))


def test_operations_are_called_as_their_endpoints(app: Flask) -> None:
    endpoints = {
        rule.endpoint.removeprefix("api.")
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("api.")
    }
    told = {
        operation["operationId"]
        for operations in described()["paths"].values()
        for method, operation in operations.items()
        if method != "parameters"
    }
    assert told == endpoints


def test_anybody_may_read_the_description(browse: Browse) -> None:
    reply = browse("").get("/api/v1/openapi.json")
    assert reply.json["openapi"].startswith("3.1")


def test_the_description_is_the_same_read_as_yaml_or_json() -> None:
    assert yaml.safe_load(yaml.safe_dump(described())) == described()
