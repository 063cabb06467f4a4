"""A server of a few lines for the player: one page, and the endpoints of docs/player.md in memory."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from babel.messages.pofile import read_po

from mystery.questionnaire import compile_form, read
from mystery.services.media_types import sniff
from mystery.web.shared.player_modules import all_modules, modules_for
from mystery.web.shared.statics import StaticFiles

ROOT = Path(__file__).parents[2]
_STYLES = ("tokens", "base", "components/actions", "components/forms", "components/surfaces",
           "components/player", "components/player-items", "components/player-fields",
           "components/player-media", "components/player-call")  # fmt: skip
_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
# The policy of the real pages, without exceptions.
_POLICY = (
    "default-src 'none'; "
    + "; ".join(f"{kind}-src 'self'" for kind in ("script", "style", "img", "font", "connect"))
    + "; media-src 'self' blob:"
)
_PAGE = """<!doctype html><html lang="en" data-theme="{theme}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Interview</title>{styles}
<script type="module" src="/static/js/player/main.js"></script></head>
<body><main id="player"></main><script type="application/json" id="boot">{boot}</script></body></html>"""
SCENARIO = {
    "role": {
        "en": "You want your first own coffee machine and know nothing about them.",
        "de": "Sie suchen Ihre erste eigene Kaffeemaschine und kennen sich nicht aus.",
    },
    "facts": [{"en": "Budget: about 400 euro", "de": "Budget: etwa 400 Euro"}],
    "must_say": [
        {"en": "I would like to understand the difference.", "de": "Ich möchte den Unterschied verstehen."}
    ],
    "never_say": [{"en": "That you are a tester", "de": "Dass Sie testen"}],
    "objections": [
        {
            "if": {"en": "“Are you from the press?”", "de": "„Sind Sie von der Presse?“"},
            "then": {"en": "“No, I just want good coffee.”", "de": "„Nein, ich möchte nur guten Kaffee.“"},
        }
    ],
    "exit_line": {"en": "“Thank you, I will sleep on it.”", "de": "„Danke, ich schlafe eine Nacht darüber.“"},
}


def _town(number: int) -> dict[str, str]:
    label = f"{'Bad Ölhausen' if number == 4321 else 'Town'} {number}"
    return {"name": f"t{number}", "label": label, "land": "nw" if number % 2 else "rp"}


TOWNS = tuple(map(_town, range(10_000)))


@cache
def form(name: str = "visit") -> dict[str, object]:
    text = (Path(__file__).parent / f"{name}.yaml").read_text(encoding="utf-8")
    definition, problems = read(text, tables={"towns.csv": TOWNS})
    assert not problems
    return dict(compile_form(definition).package)


@cache
def files() -> StaticFiles:
    return StaticFiles(ROOT / "static")


_named: dict[tuple[int, str, frozenset[str]], tuple[Mapping[str, object], tuple[str, ...]]] = {}
"""By form, as the server keeps them; the form is kept, too, so that no other takes its id."""


def modules(started: Mapping[str, Any]) -> tuple[str, ...]:
    if started["preview"]:
        return all_modules(files())
    package, layout = started["package"], started["layout"]
    kinds = frozenset(event["kind"] for event in started["events"])
    key = (id(package), layout, kinds)
    if key not in _named:
        _named[key] = package, modules_for(files(), package, layout, kinds)
    return _named[key][1]


@cache
def german() -> dict[str, str]:
    with (ROOT / "mystery/translations/de/player.po").open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id}


@dataclass
class Field:
    """What has arrived, and the form in use. While `is_down`, every request to an endpoint fails."""

    package: Mapping[str, object] = field(default_factory=dict)

    events: dict[int, dict[str, object]] = field(default_factory=dict)
    media: dict[str, bytes] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    finished: dict[str, object] | None = None
    is_down: bool = False
    address: str = ""

    def acknowledged(self) -> int:
        seq = 0
        while seq + 1 in self.events:
            seq += 1
        return seq

    def answers(self) -> dict[str, object]:
        """The last answer to each item."""
        given = [event for _, event in sorted(self.events.items()) if event["kind"] == "answer"]
        return {str(event["path"]): event["value"] for event in given}

    def kinds(self) -> list[object]:
        return [event["kind"] for _, event in sorted(self.events.items())]


def boot(server: Field, query: dict[str, str]) -> dict[str, object]:
    return {
        "package": form(query["form"]) if "form" in query else server.package,
        "fingerprint": "f" * 64,
        "interview": query.get("interview", "visit-1"),
        "owner": "kim",
        "actor": "kim",
        "events": [event for _, event in sorted(server.events.items())],
        "layout": query.get("layout", "tablet"),
        "language": query.get("language", "en"),
        "languages": ["de", "en"],
        "texts": {"de": german()},
        "zone": "Europe/Berlin",
        "csrf": "token",
        "scenario": SCENARIO,
        "preview": query.get("preview") == "yes",
        "sources": {"greeting_seconds": {"relevant": "${greeted} = 'yes'"}},
        "urls": {
            "events": "/events",
            "media": "/media",
            "files": "/files",
            "finish": "/finish",
            "done": "/done",
            "icons": "/static/img/icons.svg",
        },
    }


class SilentServer(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that closes its window drops the connections it kept."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def serve(package: Mapping[str, object] | None = None) -> tuple[Field, ThreadingHTTPServer]:
    """Starts on a free port of loopback; the caller shuts it down. Without a package: visit.yaml."""
    arrived = Field(package=form() if package is None else package)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"  # keeps connections, as any real server does
        disable_nagle_algorithm = True  # headers and body go in two writes

        def log_message(self, format: str, *args: object) -> None:
            """Tests are quiet."""

        def reply(self, body: bytes, kind: str = "application/json", status: int = 200) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Content-Security-Policy", _POLICY)
            self.end_headers()
            self.wfile.write(body)

        def say(self, body: object, status: int = 200) -> None:
            self.reply(json.dumps(body).encode(), status=status)

        def body(self) -> bytes:
            return self.rfile.read(int(self.headers["Content-Length"]))

        def do_GET(self) -> None:
            url = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(url.query).items()}
            if url.path.startswith("/static/"):
                return self.static(ROOT / url.path[1:])
            if url.path.startswith("/media/"):
                found = arrived.media.get(url.path.removeprefix("/media/"))
                return self.reply(found or b"", "image/jpeg", 200 if found else 404)
            if url.path.startswith("/files/"):
                found = arrived.files.get(url.path.removeprefix("/files/"))
                return self.reply(
                    found or b"", sniff((found or b"")[:16]) or "text/plain", 200 if found else 404
                )
            if url.path != "/":
                return self.reply(b"", status=204)
            styles = "".join(f'<link rel="stylesheet" href="/static/css/{name}.css">' for name in _STYLES)
            started = boot(arrived, query)
            styles += "".join(
                f'<link rel="modulepreload" href="/static/{name}">' for name in modules(started)
            )
            data = json.dumps(started).replace("<", "\\u003c")
            page = _PAGE.format(theme=query.get("theme", "light"), styles=styles, boot=data)
            return self.reply(page.encode(), "text/html; charset=utf-8")

        def static(self, path: Path) -> None:
            if path.is_file():
                self.reply(path.read_bytes(), _TYPES.get(path.suffix, "application/octet-stream"))
            else:
                self.reply(b"", status=204)

        def do_POST(self) -> None:
            sent = json.loads(self.body())
            if arrived.is_down:
                return self.say({}, 503)
            if self.path == "/finish":
                arrived.finished = sent
                return self.say({"receipt": "r-1", "sha256": "0" * 64})
            for event in sent["events"]:
                arrived.events.setdefault(event["seq"], event)
            return self.say({"acknowledged": arrived.acknowledged(), "problems": []})

        def do_PUT(self) -> None:
            sent = self.body()
            if arrived.is_down:
                return self.say({}, 503)
            arrived.media[self.path.removeprefix("/media/")] = sent
            return self.say({"sha256": self.path.removeprefix("/media/")}, 201)

    server = SilentServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    arrived.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return arrived, server
