"""The server of docs/tablet.md in memory: a tablet enrols, works and sends; anything may go wrong."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric import ec

from mystery.services.curves import (
    canonical,
    from_base64url,
    is_signed,
    key_id,
    open_sealed,
    public_jwk,
    sign,
)
from tests.browser.field_server import ROOT, SilentServer, form

_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
_PAGE = b"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Tablet</title></head>
<body><main id="root"></main></body></html>"""
_CREDENTIALS = re.compile(r'Mystery device="([^"]+)", nonce="([^"]*)", signature="([^"]+)"')
FORM = "f" * 64
NOW, LATER = "2026-11-26T10:00:00+00:00", "2026-11-27T10:00:00+00:00"
PORTAL = (200, b"<html>Please accept our terms</html>", {"Content-Type": "text/html"})
Reply = tuple[int, bytes, dict[str, str]]
Fault = Callable[[str, str, bytes], "Reply | None"]


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@cache
def _key(purpose: str) -> ec.EllipticCurvePrivateKey:
    """Made once a run; `purpose` tells the keys apart."""
    return ec.generate_private_key(ec.SECP256R1())


def _named(purpose: str) -> dict[str, Any]:
    jwk = public_jwk(_key(purpose).public_key())
    return {"id": key_id(jwk), "jwk": jwk}


@dataclass
class TabletServer:
    """What has arrived. `fault` may answer in the server's place; `cut_at` ends uploads half-way."""

    package: Mapping[str, object] = field(default_factory=form)
    testers: dict[str, str] = field(default_factory=dict)
    devices: dict[str, dict[str, Any]] = field(default_factory=dict)
    work: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    notes: dict[str, dict[str, Any]] = field(default_factory=dict)
    interviews: dict[str, dict[str, Any]] = field(default_factory=dict)
    envelopes: dict[str, bytes] = field(default_factory=dict)
    receipts: dict[str, dict[str, Any]] = field(default_factory=dict)
    uploads: dict[str, bytearray] = field(default_factory=dict)
    lengths: dict[str, int] = field(default_factory=dict)
    media: dict[str, bytes] = field(default_factory=dict)
    contacts: list[dict[str, Any]] = field(default_factory=list)
    requests: list[tuple[str, str, int]] = field(default_factory=list)
    fault: Fault | None = None
    cut_at: list[int] = field(default_factory=list)
    is_down: bool = False
    nonce: str = "nonce-1"
    now: str = NOW
    revoked: set[str] = field(default_factory=set)
    address: str = ""

    def tester(self, name: str, *assignments: str) -> str:
        """A tester with visits; gives the code of a QR code."""
        tester = self.testers.setdefault(name, str(uuid4()))
        self.work[tester] = [_assignment(each) for each in assignments]
        return f"code-of-{name}"

    # what the tests look at

    def records(self) -> list[dict[str, Any]]:
        """Every envelope, its signature checked, opened."""
        return [self._open(json.loads(each)) for each in self.envelopes.values()]

    def _open(self, envelope: dict[str, Any]) -> dict[str, Any]:
        unsigned = {name: value for name, value in envelope.items() if name != "signature"}
        jwk = self.devices[envelope["device"]]["public_key"]
        assert is_signed(jwk, envelope["signature"], canonical(unsigned))
        submission, revision = envelope["submission"], envelope["revision"]
        plain = open_sealed(
            _key("seal"),
            *(from_base64url(envelope[name]) for name in ("ephemeral", "iv", "ciphertext")),
            salt=submission.encode(),
            info=b"mystery record 1",
            bound=f"{submission}\n{revision}\n{envelope['device']}\n{envelope['key']}".encode(),
        )
        assert plain is not None
        return dict(json.loads(plain))

    def open_file(self, sealed: bytes, content: str) -> bytes:
        plain = open_sealed(
            _key("seal"), sealed[4:69], sealed[69:81], sealed[81:],
            salt=content.encode(), info=b"mystery file 1", bound=content.encode(),
        )  # fmt: skip
        assert plain is not None
        assert plain[:64] == content.encode()
        return plain[64:]

    def open_escrow(self, escrow: Mapping[str, str], device: str) -> bytes:
        parts = (from_base64url(escrow[name]) for name in ("ephemeral", "iv", "ciphertext"))
        bound = f"{device}\n{escrow['key']}".encode()
        plain = open_sealed(_key("seal"), *parts, salt=device.encode(), info=b"mystery escrow 1", bound=bound)
        assert plain is not None
        return plain

    # what it answers

    def answer(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        if self.is_down:
            raise ConnectionAbortedError
        found = self.fault(method, path, body) if self.fault else None
        if found is None:
            found = self._answer(method, path, headers, body)
        self.requests.append((method, path, found[0]))
        return found

    def _answer(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        place = path.removeprefix("/api/v1/").split("/")
        if place == ["enrolments"]:
            return self._enrol(json.loads(body))
        if place[0] == "submissions":
            return self._submission(place[1], body)
        if place[0] == "uploads" and "Authorization" not in headers:
            return self._upload(method, place[1], headers, body)
        device = self._device(method, path, headers, body)
        if isinstance(device, tuple):
            return device
        if place[0] == "uploads":
            return self._upload(method, place[1], headers, body)
        known = json.loads(body) if body and "json" in headers.get("Content-Type", "") else {}
        if place == ["contact"]:
            return self._contact(known)
        if place == ["work"]:
            return self._say(
                {
                    "server_now": self.now,
                    "tester": device["tester"],
                    "assignments": self.work[device["tester"]["id"]],
                }
            )
        if place[0] == "forms":
            return self._say(self.package)
        if place[0] == "assignments":
            self.notes[place[3]] = {**known, "assignment": place[1]}
            return self._say({"state": "assigned", "taken": True, "problems": []})
        return self._interview(method, place, device["device"], known, body)

    def _say(self, body: object, status: int = 200, **headers: str) -> Reply:
        return status, json.dumps(body).encode(), {"Content-Type": "application/json", **headers}

    def _no(self, status: int, code: str, **details: Any) -> Reply:
        return self._say({"code": code, "problems": [{"code": code, "details": details}]}, status)

    def _enrol(self, asked: dict[str, Any]) -> Reply:
        name = asked["code"].removeprefix("code-of-")
        if name not in self.testers:
            return self._no(404, "ENROLMENT_UNKNOWN")
        tester = {"id": self.testers[name], "name": name, "language": "en"}
        made = {"device": str(uuid4()), "tester": tester, "public_key": asked["public_key"]}
        self.devices[made["device"]] = made
        keys = {"seal_key": _named("seal"), "receipt_key": _named("receipt")}
        return self._say(
            {
                "device": made["device"],
                "tester": tester,
                "installation": {"id": "inst", "name": "Agency"},
                **keys,
            },
            201,
        )

    def _device(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes
    ) -> dict[str, Any] | Reply:
        found = _CREDENTIALS.fullmatch(headers.get("Authorization", ""))
        if not found or found[1] not in self.devices:
            return self._no(401, "DEVICE_UNKNOWN")
        if found[2] != self.nonce:
            return self._no(401, "DEVICE_NONCE_STALE")
        if found[1] in self.revoked:
            return self._no(401, "DEVICE_REVOKED")
        said = "\n".join((method, path, self.nonce, sha256(body))).encode()
        if not is_signed(self.devices[found[1]]["public_key"], found[3], said):
            return self._no(401, "DEVICE_UNKNOWN")
        return self.devices[found[1]]

    def _interview(
        self, method: str, place: list[str], device: str, known: dict[str, Any], body: bytes
    ) -> Reply:
        name = place[1]
        if method == "PUT" and len(place) == 2:
            self.interviews.setdefault(name, {**known, "device": device, "events": {}})
        held = self.interviews[name]
        if place[2:] == ["take"]:
            held["device"] = device
            events = [event for _, event in sorted(held["events"].items())]
            return self._say({"acknowledged": len(events), "held_by": device, "events": events})
        if place[2:3] == ["media"]:
            self.media[place[3]] = body
            return self._say({"sha256": place[3], "size": len(body), "type": "image/jpeg"})
        if held["device"] != device:
            code = "INTERVIEW_ELSEWHERE" if len(place) == 2 else "INTERVIEW_HELD_ELSEWHERE"
            return self._no(409, code, interview=name, device=held["device"], seen_at=NOW)
        if place[2:] == ["events"]:
            for event in known["events"]:
                held["events"].setdefault(event["seq"], event)
        return self._say({"acknowledged": len(held["events"]), "held_by": device, "problems": []})

    def receipt(self, submission: str, digest: str) -> dict[str, Any]:
        if digest not in self.receipts:
            said = {
                "submission": submission,
                "sha256": digest,
                "received_at": NOW,
                "sequence": len(self.receipts) + 1,
                "key": _named("receipt")["id"],
            }
            self.receipts[digest] = {**said, "signature": sign(_key("receipt"), canonical(said))}
        return self.receipts[digest]

    def _submission(self, submission: str, body: bytes) -> Reply:
        digest = sha256(body)
        status = 200 if digest in self.envelopes else 201
        self.envelopes[digest] = body
        return self._say(self._state(submission, digest), status)

    def _state(self, submission: str, digest: str) -> dict[str, Any]:
        files = [
            each["sealed_sha256"] or each["sha256"]
            for each in self._open(json.loads(self.envelopes[digest]))["media"]
        ]
        missing = [each for each in files if each not in self.media]
        return {
            "receipt": self.receipt(submission, digest),
            "state": "waiting" if missing else "complete",
            "waiting_for": missing,
            "reason": "",
        }

    def _upload(self, method: str, name: str, headers: Mapping[str, str], body: bytes) -> Reply:
        kept = self.uploads.get(name, bytearray())
        if method == "HEAD":
            whole = "?1" if name in self.media else "?0"
            return (
                (200, b"", {"Upload-Offset": str(len(kept)), "Upload-Complete": whole})
                if kept
                else (404, b"", {})
            )
        if int(headers["Upload-Offset"]) != len(kept):
            return 409, b"", {"Upload-Offset": str(len(kept))}
        if (
            headers["Content-Digest"]
            != f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"
        ):
            return self._no(422, "UPLOAD_DIGEST")
        kept += body
        self.uploads[name] = kept
        if len(kept) == int(headers["Upload-Length"]) and sha256(bytes(kept)) == name:
            self.media[name] = self.media[headers["Mystery-Content"]] = bytes(kept)
        return 204, b"", {"Upload-Offset": str(len(kept))}

    def _contact(self, said: dict[str, Any]) -> Reply:
        self.contacts.append(said)
        return self._say(
            {
                "server_now": self.now,
                "holds": [self._hold(each) for each in said["holds"]],
                "message": None,
                "update": "",
            }
        )

    def _hold(self, hold: dict[str, Any]) -> dict[str, Any]:
        if hold["kind"] == "record" and hold["sha256"] in self.envelopes:
            return {
                "interview": hold["interview"],
                "acknowledged": hold["seq"],
                **self._state(hold["interview"], hold["sha256"]),
            }
        known = self.interviews.get(hold["interview"])
        return {
            "interview": hold["interview"],
            "state": "draft" if known else "unknown",
            "acknowledged": len(known["events"]) if known else 0,
            "waiting_for": [],
            "receipt": None,
        }


def _assignment(name: str) -> dict[str, Any]:
    window = {"from": NOW, "to": "2026-12-01T18:00:00+00:00", "zone": "Europe/Berlin"}
    return {
        "id": str(uuid4()),
        "state": "briefed",
        "window": window,
        "location": {"name": name, "zone": "Europe/Berlin"},
        "title": {"en": name},
        "form": FORM,
        "documents": [],
        "needs_briefing": False,
        "interview": None,
        "seed": 7,
        "mode": "capi",
    }


def serve_tablets() -> tuple[TabletServer, SilentServer]:
    """Starts on a free port of loopback; the caller shuts it down."""
    arrived, lock = TabletServer(), threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def log_message(self, format: str, *args: object) -> None:
            """Tests are quiet."""

        def handle_any(self) -> None:
            path = urlsplit(self.path).path
            if not path.startswith("/api/"):
                return self.page(path)
            length = int(self.headers.get("Content-Length") or 0)
            if self.command == "PATCH" and arrived.cut_at:
                self.rfile.read(min(length, arrived.cut_at.pop()))
                raise ConnectionAbortedError
            body = self.rfile.read(length)
            with lock:
                status, said, headers = arrived.answer(self.command, self.path, dict(self.headers), body)
            if headers.get("Content-Type") != "text/html":
                headers = {**headers, "Mystery-Nonce": arrived.nonce}
            return self.reply(status, said, headers)

        do_GET = do_POST = do_PUT = do_PATCH = do_HEAD = handle_any

        def page(self, path: str) -> None:
            found = ROOT / path[1:] if path.startswith("/static/") else None
            if found is None:
                return self.reply(200, _PAGE, {"Content-Type": "text/html"})
            kind = _TYPES.get(found.suffix, "application/octet-stream")
            return self.reply(200, found.read_bytes(), {"Content-Type": kind})

        def reply(self, status: int, body: bytes, headers: Mapping[str, str]) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if status != 204:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = SilentServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    arrived.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return arrived, server
