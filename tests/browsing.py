"""A test client that behaves like a browser and checks every page it is given."""

from __future__ import annotations

import re
from contextvars import Context
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from flask import Flask, has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from mystery.store.database import db
from tests.cast import EMAILS, PASSWORD

_LABELLED_ELSEWHERE = {"hidden", "submit", "button", "reset", "image"}
_FOREIGN = re.compile(r"(?:src|href|action)=\"(?:https?:)?//(?!localhost)")


@dataclass
class Page(HTMLParser):
    """What is worth checking in a page."""

    title: str = ""
    language: str = ""
    headings: int = 0
    labelled: set[str] = field(default_factory=set)
    inputs: list[dict[str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    csrf_token: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.faults += [f"inline handler {name}" for name in given if name.startswith("on")]
        if "style" in given or tag == "style":
            self.faults.append(f"inline style on <{tag}>")
        if tag == "html":
            self.language = given.get("lang", "")
        elif tag == "h1":
            self.headings += 1
        elif tag == "script" and not given.get("src") and given.get("type") != "application/json":
            self.faults.append("inline script")
        elif tag == "img" and "alt" not in given:
            self.faults.append(f"image without alt: {given.get('src')}")
        elif tag == "label":
            self.labelled.add(given.get("for", ""))
            self._inside.append("label")
        elif tag in ("input", "select", "textarea"):
            self._add_input(given)
        elif tag == "a":
            self.links.append(given.get("href", ""))
        if tag == "title":
            self._inside.append("title")

    def _add_input(self, given: dict[str, str]) -> None:
        if given.get("name") == "csrf_token":
            self.csrf_token = given.get("value", "")
        labelled = given.keys() & {"aria-label", "aria-labelledby"} or "label" in self._inside
        if given.get("type") not in _LABELLED_ELSEWHERE and not labelled:
            self.inputs.append(given)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("label", "title") and tag in self._inside:
            self._inside.remove(tag)

    def handle_data(self, data: str) -> None:
        if "title" in self._inside and not self.title:
            self.title = data.strip()

    def problems(self, text: str) -> list[str]:
        found = list(self.faults)
        if self.headings != 1:
            found.append(f"{self.headings} h1 headings")
        if self.title in ("", "·", "· Mystery"):
            found.append("no title")
        if self.language not in ("de", "en"):
            found.append(f"language is {self.language!r}")
        found += [f"no label for {each}" for each in self.inputs if each.get("id") not in self.labelled]
        if _FOREIGN.search(text):
            found.append("something comes from another host")
        return found


def read_page(text: str) -> Page:
    page = Page()
    page.feed(text)
    return page


class Browser:
    """Wraps Flask's test client. `get` and `post` check the page and add the CSRF token as a page would."""

    def __init__(self, app: Flask) -> None:
        self.client: FlaskClient = app.test_client()
        self.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
        self.page = Page()

    @classmethod
    def of(cls, app: Flask, name: str) -> Browser:
        browser = cls(app)
        if name:
            browser.log_in(name)
        return browser

    def log_in(self, name: str, password: str = PASSWORD) -> TestResponse:
        self.get("/login")
        reply = self.post("/login", {"email": EMAILS[name], "password": password})
        self.page = Page()  # its token died with the session before
        return reply

    def get(self, path: str, **more: Any) -> TestResponse:
        return self._look(self._request("GET", path, **more))

    def post(self, path: str, data: dict[str, Any] | None = None, **more: Any) -> TestResponse:
        token = self.page.csrf_token or self._any_token()
        return self._look(self._request("POST", path, data={"csrf_token": token, **(data or {})}, **more))

    def send(self, method: str, path: str, body: object, **more: Any) -> TestResponse:
        """Sends JSON as a script of ours does."""
        headers = {"X-CSRFToken": self._any_token(), "Accept": "application/json", **more.pop("headers", {})}
        return self._request(method, path, json=body, headers=headers, **more)

    def _request(self, method: str, path: str, **more: Any) -> TestResponse:
        """A request in a context of its own, as on a server; afterwards the test sees what it has changed."""
        reply = Context().run(self.client.open, path, method=method, buffered=True, **more)
        if has_app_context():
            db.session.rollback()
        return reply

    def _any_token(self) -> str:
        if not self.page.csrf_token:
            self.get("/account/")
        return self.page.csrf_token

    def _look(self, response: TestResponse) -> TestResponse:
        if response.mimetype == "text/html" and response.status_code not in (301, 302, 303, 307, 308):
            text = response.get_data(as_text=True)
            page = read_page(text)
            problems = page.problems(text)
            policy = response.headers.get("Content-Security-Policy", "")
            if "script-src 'self'" not in policy or "unsafe" in policy:
                problems.append("no content security policy")
            assert not problems, f"{response.request.path}: {problems}"
            self.page = page
        return response
