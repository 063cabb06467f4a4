"""Whatever somebody types, nobody's browser, template or spreadsheet runs it, and nothing breaks."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from mystery.access import Role
from tests.security.conftest import Visitor
from tests.security.pages import Form, Reader

_MARKUP = "\"'><script>evil()</script><img src=x onerror=evil()>"
PAYLOADS = {
    "code": f"=HYPERLINK(1){_MARKUP}{{{{1234*4321}}}}${{1234*4321}}%(evil)s%s{{0.__class__}}",
    "lines": f"A\r\nSet-Cookie: evil=1\r\n\r\n{_MARKUP}",
    "signs": "' OR 1=1; --\x00\u202e\ufeff\U0001f480",
}
_COMPUTED = "5332114"


@pytest.fixture(scope="module")
def forms_of() -> dict[Role, list[Form]]:
    """The forms that a role sees at the beginning: the world begins the same for each test."""
    return {}


@pytest.mark.parametrize("name", PAYLOADS)
def test_what_is_typed_is_never_run(name: str, visitor: Visitor, forms_of: dict[Role, list[Form]]) -> None:
    payload = PAYLOADS[name]
    if visitor.role not in forms_of:
        forms_of[visitor.role] = _forms(visitor)
    faults = [fault for form in forms_of[visitor.role] for fault in _typed(visitor, form, payload)]
    for address in _pages(visitor):
        faults += _faults(visitor, "GET", address, {})
    assert not faults, "\n".join(faults)


def test_the_walk_finds_the_forms_and_what_is_stored_is_shown(admin: Visitor) -> None:
    """Without this the tests above could pass by finding nothing."""
    forms = _forms(admin)
    assert len(forms) >= 5
    for form in forms:
        list(_typed(admin, form, PAYLOADS["code"]))
    shown = [admin.send("GET", address).get_data(as_text=True) for address in _pages(admin)]
    assert any("&lt;script&gt;evil()" in text for text in shown)


def _pages(visitor: Visitor) -> list[str]:
    return [
        each for each in visitor.addresses("GET") if not each.partition("?")[0].endswith((".pdf", ".css"))
    ]


def _forms(visitor: Visitor) -> list[Form]:
    """Every form in which something can be written, once."""
    found: dict[tuple[str, str], Form] = {}
    for address in _pages(visitor):
        reply = visitor.send("GET", address)
        if reply.mimetype != "text/html" or reply.status_code != 200:
            continue
        for form in Reader(reply.get_data(as_text=True)).forms:
            form.action = form.action or urlsplit(address).path
            if form.written():
                found.setdefault((form.method, form.action), form)
    return list(found.values())


def _typed(visitor: Visitor, form: Form, payload: str) -> Iterator[str]:
    for name in form.written():
        if urlsplit(form.action).path in ("/login", "/account/password"):
            continue  # a changed password or a new login would end the walk
        yield from _faults(visitor, form.method.upper(), form.action, form.filled(name, payload))


def _faults(visitor: Visitor, method: str, address: str, values: dict[str, list[str]]) -> Iterator[str]:
    sent = {"data": values} if method == "POST" else {"query_string": values} if values else {}
    reply = visitor.send(method, address, **sent)
    place = f"{method} {address}"
    if reply.status_code >= 500:
        yield f"{place}: {reply.status_code}"
    if any("evil" in value for key, value in reply.headers if key == "Set-Cookie"):
        yield f"{place}: a header was smuggled in"
    if reply.mimetype == "text/html":
        yield from (f"{place}: {fault}" for fault in _in_page(reply.get_data(as_text=True)))


def _in_page(text: str) -> Iterator[str]:
    if _COMPUTED in text:
        yield "a template was run"
    if "<script>evil" in text:
        yield "a script got in"
    for tag, given in Reader(text).tags:
        if given.get("src") == "x" or any(name.startswith("on") for name in given):
            yield f"<{tag} {given}> got in"
        if tag == "a" and given.get("href", "").lower().startswith(("javascript:", "data:")):
            yield f"a link runs {given['href']}"
