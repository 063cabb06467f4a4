"""Every reply of the API in these tests is held to its description."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.web.api.described import check


@pytest.fixture(autouse=True)
def _as_described(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = FlaskClient.open

    def open_and_check(client: FlaskClient, *args: Any, **more: Any) -> TestResponse:
        reply = plain(client, *args, **more)
        check(client.application, reply)
        return reply

    monkeypatch.setattr(FlaskClient, "open", open_and_check)
