"""A fake ODK Collect: asks, downloads and sends as the app does, byte for byte where that matters."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from contextvars import Context
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from uuid import uuid4
from xml.etree.ElementTree import Element, fromstring
from xml.sax.saxutils import escape, quoteattr

from flask import Flask, has_app_context
from PIL import Image
from werkzeug.test import TestResponse

from mystery.services import accounts, collect_access
from mystery.services.collect_access import Issued
from mystery.store.database import db
from mystery.store.models import Assignment
from tests.cast import someone

LIST = "{http://openrosa.org/xforms/xformsList}"
MANIFEST = "{http://openrosa.org/xforms/xformsManifest}"
ENVELOPE = "{http://openrosa.org/http/response}"
DEVICE = "collect:aB3dE5gH7jK9mN1p"
HEADERS = {
    "X-OpenRosa-Version": "1.0",
    "Date": "Thu, 26 Nov 2026 01:02:03 GMT+01:00",  # as wrong as the app's own
    "User-Agent": "org.odk.collect.android/v2026.1.2 Dalvik/2.1.0 (Linux; U; Android 14)",
}
_PAIR = re.compile(r'(\w+)="?([^",]+)"?')


def issued_to(name: str = "Tara") -> Issued:
    user = someone(name)
    return collect_access.issue(user, accounts.actor_for(user))


@dataclass
class Form:
    """A form on the device."""

    id: str
    version: str
    name: str
    hash: str
    xml: bytes
    files: dict[str, bytes] = field(default_factory=dict)


@dataclass
class Collect:
    """The app, set up by a QR code (`token`) or by hand (`digest`)."""

    app: Flask
    issued: Issued
    way: str = "token"
    challenge: dict[str, str] = field(default_factory=dict)
    count: int = 0
    most_files: int = 100

    @property
    def root(self) -> str:
        return f"/or/{self.issued.token}" if self.way == "token" else "/or"

    def ask(self, method: str, path: str, **more: Any) -> TestResponse:
        """One request. The device's name stands behind every address; a challenge is answered once."""
        target = f"{path}{'&' if '?' in path else '?'}deviceID=collect%3AaB3dE5gH7jK9mN1p"
        reply = self.request(method, target, **more)
        if reply.status_code == 401 and self.way == "digest":
            self.challenge = dict(_PAIR.findall(reply.headers["WWW-Authenticate"]))
            reply = self.request(method, target, **more)
        return reply

    def request(
        self, method: str, target: str, headers: Mapping[str, str] | None = None, **more: Any
    ) -> TestResponse:
        given = {**HEADERS, **(headers or {})}
        if self.challenge:
            given["Authorization"] = self.authorization(method, target)
        client = self.app.test_client()
        reply = Context().run(client.open, target, method=method, headers=given, buffered=True, **more)
        if has_app_context():
            db.session.rollback()
        assert reply.headers["X-OpenRosa-Version"] == "1.0"
        assert reply.headers["Date"].endswith("GMT")
        assert reply.headers["Content-Language"] in ("de", "en")
        assert reply.headers["Cache-Control"] == "no-store"
        if reply.get_data():
            assert "xml" in reply.content_type or reply.content_type.startswith(("text/csv", "image/"))
        return reply

    def authorization(self, method: str, target: str, password: str = "") -> str:
        """Digest as RFC 2617 has it; `qop` is what the server has offered, or nothing."""
        realm, nonce, qop = (self.challenge.get(name, "") for name in ("realm", "nonce", "qop"))
        self.count += 1
        nc, cnonce, name = f"{self.count:08x}", "0a4f113b", self.issued.access.username
        ha1 = _md5(f"{name}:{realm}:{password or self.issued.password}")
        ha2 = _md5(f"{method}:{target}")
        middle = f"{nc}:{cnonce}:{qop}:" if qop else ""
        parts = [f'username="{name}"', f'realm="{realm}"', f'nonce="{nonce}"', f'uri="{target}"']
        parts += [f"qop={qop}", f"nc={nc}", f'cnonce="{cnonce}"'] if qop else []
        return f'Digest {", ".join(parts)}, response="{_md5(f"{ha1}:{nonce}:{middle}{ha2}")}"'

    def form_list(self, query: str = "") -> list[dict[str, str]]:
        reply = self.ask("GET", f"{self.root}/formList{query}")
        assert reply.status_code == 200
        assert reply.content_type == "text/xml; charset=utf-8"
        root = fromstring(reply.get_data())
        assert root.tag == f"{LIST}xforms"
        entries = [{child.tag.removeprefix(LIST): child.text or "" for child in each} for each in root]
        for entry in entries:
            assert entry["formID"]
            assert entry["name"]
            assert entry["downloadUrl"].startswith("http://localhost:8000/or")
            assert re.fullmatch(r"md5:[0-9a-f]{32}", entry["hash"])
        return entries

    def download(self, entry: Mapping[str, str]) -> Form:
        """The form and everything beside it; each byte must have the hash that was told."""
        reply = self.ask("GET", _path(entry["downloadUrl"]))
        assert reply.status_code == 200
        assert f"md5:{hashlib.md5(reply.get_data()).hexdigest()}" == entry["hash"]
        form = Form(entry["formID"], entry.get("version", ""), entry["name"], entry["hash"], reply.get_data())
        for file in self.manifest(entry):
            form.files[file["filename"]] = self.file(file)
        return form

    def manifest(self, entry: Mapping[str, str]) -> list[dict[str, str]]:
        reply = self.ask("GET", _path(entry["manifestUrl"]))
        assert reply.status_code == 200
        assert reply.content_type == "text/xml; charset=utf-8"
        root = fromstring(reply.get_data())
        assert root.tag == f"{MANIFEST}manifest"
        return [{child.tag.removeprefix(MANIFEST): child.text or "" for child in each} for each in root]

    def file(self, file: Mapping[str, str]) -> bytes:
        reply = self.ask("GET", _path(file["downloadUrl"]))
        assert reply.status_code == 200
        assert hashlib.md5(reply.get_data()).hexdigest() == file["hash"][4:]  # the app cuts blindly
        return reply.get_data()

    def head(self) -> int:
        """How many bytes the server takes at once."""
        reply = self.ask("HEAD", f"{self.root}/submission")
        assert reply.status_code == 204
        return int(reply.headers["X-OpenRosa-Accept-Content-Length"])

    def send(self, xml: bytes, files: Mapping[str, bytes] | None = None) -> list[TestResponse]:
        """HEAD, then the report with its files, over as many requests as the limits demand."""
        limit, replies = self.head(), []
        batches = _batches(list((files or {}).items()), limit - len(xml), self.most_files)
        for number, batch in enumerate(batches, 1):
            replies.append(self.post(xml, dict(batch), incomplete=number < len(batches)))
        return replies

    def post(
        self, xml: bytes, files: Mapping[str, bytes] | None = None, *, incomplete: bool = False
    ) -> TestResponse:
        data: dict[str, Any] = {"xml_submission_file": (BytesIO(xml), "visit.xml", "text/xml")}
        data.update(
            {name: (BytesIO(body), name, "application/octet-stream") for name, body in (files or {}).items()}
        )
        if incomplete:
            data["*isIncomplete*"] = "yes"
        return self.ask("POST", f"{self.root}/submission", data=data, content_type="multipart/form-data")


def _batches(
    files: Sequence[tuple[str, bytes]], most_bytes: int, most_files: int
) -> list[list[tuple[str, bytes]]]:
    batches: list[list[tuple[str, bytes]]] = [[]]
    for name, body in files:
        size = sum(len(each) for _, each in batches[-1])
        if batches[-1] and (len(batches[-1]) >= most_files or size + len(body) > most_bytes):
            batches.append([])
        batches[-1].append((name, body))
    return batches


def message(reply: TestResponse) -> tuple[str, str]:
    """What the tester reads, and its nature."""
    root = fromstring(reply.get_data())
    assert root.tag == f"{ENVELOPE}OpenRosaResponse"
    found = root.find(f"{ENVELOPE}message")
    assert isinstance(found, Element)
    return found.get("nature", ""), found.text or ""


def report(
    visit: Assignment | str,
    answers: str = "<welcome><greeted>yes</greeted><queue_minutes>4</queue_minutes></welcome>",
    *,
    instance: str = "",
    deprecated: str = "",
    form: str = "store-visit",
    version: str = "1",
    more: str = "",
    meta: str = "",
) -> bytes:
    """A report as JavaRosa writes one; see tests/conformance for those that it has written itself."""
    named = visit if isinstance(visit, str) else str(visit.public_id)
    replaced = f"<deprecatedID>{escape(deprecated)}</deprecatedID>" if deprecated else ""
    return (
        f"<?xml version='1.0' ?><data id={quoteattr(form)} version={quoteattr(version)} "
        'xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms" '
        'xmlns:h="http://www.w3.org/1999/xhtml">'
        f"<mystery_visit>{escape(named)}</mystery_visit>"
        "<mystery_start>2026-11-23T11:00:00.000+01:00</mystery_start>"
        "<mystery_end>2026-11-23T11:20:00.000+01:00</mystery_end>"
        f"{answers}{more}<meta>{meta}<instanceID>{escape(instance or number())}</instanceID>"
        f"{replaced}</meta></data>"
    ).encode()


def a_photo(shade: int = 0) -> bytes:
    """A small JPEG; each shade is another file."""
    file = BytesIO()
    Image.new("RGB", (8, 8), (shade, 0, 0)).save(file, "JPEG")
    return file.getvalue()


def number() -> str:
    return f"uuid:{uuid4()}"


def _path(url: str) -> str:
    return url.removeprefix("http://localhost:8000")


def _md5(text: str) -> str:
    return hashlib.md5(text.encode()).hexdigest()
