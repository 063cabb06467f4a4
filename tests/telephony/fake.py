"""A Twilio of our own on loopback: takes the REST calls, fetches our TwiML, signs and posts callbacks.

Nothing in it runs by itself. A test says what happens on the line (`answers`, `target`), gets the callbacks
that Twilio would make of it, and posts them in order, late, twice, shuffled, or not at all. Every request is
checked against the parameters of Twilio's OpenAPI file; what does not fit is a fault, and refused.
"""

from __future__ import annotations

import json
import re
import threading
import wave
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, urlencode
from urllib.request import Request, urlopen
from xml.etree import ElementTree

from twilio.request_validator import RequestValidator
from werkzeug.wrappers import Request as Asked
from werkzeug.wrappers import Response

from tests.telephony.extract import KEPT

ACCOUNT, KEY, SECRET, TOKEN = "AC" + "1" * 32, "SK" + "2" * 32, "key secret " * 3, "signing token"
MOMENT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
_RULES: Mapping[str, Any] = json.loads(KEPT.read_text(encoding="utf-8"))
SOUND_SECONDS = 3
FINAL = ("completed", "busy", "no-answer", "failed", "canceled")


@dataclass
class Line:
    """One leg of a call, as the provider keeps it."""

    sid: str
    to: str
    shown: str
    callback: str
    wanted: tuple[str, ...]
    parent: str = ""
    status: str = "queued"
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    sequence: int = 0
    detection: str = ""
    price: str | None = None

    def resource(self) -> dict[str, Any]:
        spoken = self.ended_at - self.answered_at if self.answered_at and self.ended_at else timedelta()
        return {
            "sid": self.sid,
            "account_sid": ACCOUNT,
            "parent_call_sid": self.parent or None,
            "to": self.to,
            "from": self.shown,
            "status": self.status,
            "start_time": format_datetime(MOMENT),
            "end_time": format_datetime(self.ended_at) if self.ended_at else None,
            "price": self.price,
            "price_unit": "USD",
            "duration": str(round(spoken.total_seconds())) if self.ended_at else None,
        }


@dataclass(frozen=True)
class Callback:
    """A request that the provider would make; it has not been made yet."""

    url: str
    form: Mapping[str, str]


@dataclass
class FakeTwilio:
    """`weather` is what the next REST requests meet: `500`, `slow`, or nothing."""

    token: str = TOKEN
    address: str = ""
    lines: dict[str, Line] = field(default_factory=dict)
    orders: dict[str, Mapping[str, list[str]]] = field(default_factory=dict)
    recordings: dict[str, str] = field(default_factory=dict)
    sound: bytes = b""
    keeps_recordings: bool = False
    requests: list[str] = field(default_factory=list)
    twiml: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    weather: deque[str] = field(default_factory=deque)
    slow: threading.Event = field(default_factory=threading.Event)

    # what happens on the line

    def call(self) -> Line:
        """The call that was ordered last."""
        return self.lines[list(self.orders)[-1]]

    def answers(self, call: Line, after: float = 4) -> list[Callback]:
        """Our caller picks up: their leg's callbacks; the bridge is built by what our TwiML says."""
        told = [*self.says(call, (0, "initiated"), (1, "ringing"), (after, "in-progress"))]
        self.fetch(call, self.orders[call.sid]["Url"][0])
        return told

    def fetch(self, call: Line, url: str, **more: str) -> ElementTree.Element:
        """Asks us what to do with a call, and does it: `<Dial>` makes the second leg."""
        form = {"CallSid": call.sid, "From": call.shown, "To": call.to, "AccountSid": ACCOUNT, **more}
        status, text = self.post(Callback(url, {**form, "CallStatus": call.status, "Direction": "outbound"}))
        assert status == 200, status
        self.twiml.append(text)
        response = ElementTree.fromstring(text)
        dial, number = response.find("Dial"), response.find("Dial/Number")
        if dial is not None and number is not None:
            line = self._new(str(number.text), dial.attrib["callerId"], number.attrib["statusCallback"])
            line.wanted = tuple(number.attrib["statusCallbackEvent"].split())
            line.parent = call.sid
            line.detection = number.attrib.get("amdStatusCallback", "")
        return response

    def target(self, call: Line) -> Line:
        """The called leg."""
        return next(each for each in self.lines.values() if each.parent == call.sid)

    def says(self, line: Line, *steps: tuple[float, str]) -> list[Callback]:
        """The leg goes through these states; seconds count from `MOMENT`."""
        return [told for seconds, status in steps for told in self._step(line, seconds, status)]

    def believes(self, line: Line, who: str) -> Callback:
        """What answering-machine detection reports."""
        return Callback(line.detection, {"CallSid": line.sid, "AccountSid": ACCOUNT, "AnsweredBy": who})

    def _step(self, line: Line, seconds: float, status: str) -> Iterator[Callback]:
        at = MOMENT + timedelta(seconds=seconds)
        line.status = status
        if status == "in-progress":
            line.answered_at = at
        if status in FINAL:
            line.ended_at = at
        event = "answered" if status == "in-progress" else "completed" if status in FINAL else status
        if event not in line.wanted:
            return
        form = {
            "CallSid": line.sid,
            "AccountSid": ACCOUNT,
            "To": line.to,
            "From": line.shown,
            "CallStatus": status,
            "Timestamp": format_datetime(at),
            "SequenceNumber": str(line.sequence),
            "CallbackSource": "call-progress-events",
            **({"ParentCallSid": line.parent} if line.parent else {}),
            **({"CallDuration": line.resource()["duration"]} if status == "completed" else {}),
        }
        line.sequence += 1
        yield Callback(line.callback, form)

    def recorded(self, call: Line, made: str, status: str = "completed") -> Callback:
        """What is reported of a recording."""
        url = f"{self.address}/hooks/twilio/recording"
        form = {"CallSid": call.sid, "RecordingSid": made, "RecordingStatus": status}
        return Callback(url, {**form, "RecordingDuration": str(SOUND_SECONDS)})

    # what we are told

    def post(self, told: Callback, token: str = "") -> tuple[int, str]:
        """Signs and posts one callback; returns status and text."""
        signature = RequestValidator(token or self.token).compute_signature(told.url, dict(told.form))
        body = urlencode(told.form).encode()
        request = Request(told.url, body, {"X-Twilio-Signature": signature})
        request.add_header("Content-Type", "application/x-www-form-urlencoded")
        with urlopen(request, timeout=30) as reply:
            return reply.status, reply.read().decode()

    def post_all(self, told: list[Callback]) -> None:
        assert {self.post(each)[0] for each in told} <= {204}

    # what we ask

    def app(self, environ: Any, start_response: Any) -> Any:
        asked = Asked(environ)
        return self._reply(asked)(environ, start_response)

    def _reply(self, asked: Asked) -> Response:
        sent = asked.get_data(as_text=True)
        self.requests.append(f"{asked.method} {asked.full_path} {sent}")
        weather = self.weather.popleft() if self.weather else ""
        if weather == "slow":
            self.slow.wait(30)
        if weather == "500":
            return _json({"code": 20500, "message": "not now", "status": 500}, 500)
        if asked.authorization is None or asked.authorization.password != SECRET:
            return _json({"code": 20003, "message": "who are you", "status": 401}, 401)
        if asked.path.endswith(".wav"):
            known = asked.path[-38:-4] in self.recordings
            return Response(self.sound or silence(SOUND_SECONDS), 200 if known else 404)
        found = self._rule(asked)
        if found is None:
            return _json({"code": 20404, "message": "no such thing", "status": 404}, 404)
        form = parse_qs(sent, keep_blank_values=True)
        self._check(*found, form, asked)
        return self._do(asked.method, asked.path, form, asked.args)

    def _rule(self, asked: Asked) -> tuple[str, Any] | None:
        for name, rules in _RULES.items():
            method, path = name.split()
            if method == asked.method and re.fullmatch(re.sub(r"\{\w+\}", r"\\w+", path), asked.path):
                return name, rules
        self.faults.append(f"no such request: {asked.method} {asked.path}")
        return None

    def _check(self, name: str, rules: Any, form: Mapping[str, list[str]], asked: Asked) -> None:
        query = dict(asked.args.lists())
        for part, given in (("body", form), ("query", query)):
            known = rules[part]["properties"]
            self.faults += [f"{name}: {each} is unknown" for each in given if each not in known]
            self.faults += [
                f"{name}: {each} is missing" for each in rules[part]["required"] if each not in given
            ]
            for each, values in given.items():
                self.faults += [
                    f"{name}: {each} is {value}" for value in values if not _fits(known.get(each, {}), value)
                ]

    def _do(
        self, method: str, path: str, form: Mapping[str, list[str]], query: Mapping[str, str]
    ) -> Response:
        parts = path.removeprefix(f"/2010-04-01/Accounts/{ACCOUNT}/").removesuffix(".json").split("/")
        match method, *parts:
            case "POST", "Calls":
                line = self._new(form["To"][0], form["From"][0], form["StatusCallback"][0])
                line.wanted = tuple(form["StatusCallbackEvent"])
                self.orders[line.sid] = form
                return _json(line.resource(), 201)
            case "GET", "Calls":
                legs = [
                    each.resource()
                    for each in self.lines.values()
                    if each.parent == query.get("ParentCallSid")
                ]
                return _json({"calls": legs, "page": 0, "page_size": 20})
            case "POST", "Calls", sid if sid in self.lines:
                self.lines[sid].status = form["Status"][0]
                return _json(self.lines[sid].resource())
            case "GET", "Calls", sid if sid in self.lines:
                return _json(self.lines[sid].resource())
            case "POST", "Calls", sid, "Recordings" if sid in self.lines:
                made = f"RE{len(self.recordings):032x}"
                self.recordings[made] = "in-progress"
                return _json({"sid": made, "status": "in-progress"}, 201)
            case "POST", "Calls", _, "Recordings", made if made in self.recordings:
                self.recordings[made] = form["Status"][0]
                return _json({"sid": made, "status": form["Status"][0]})
            case "GET", "Recordings", made if made in self.recordings:
                return _json({"sid": made, "status": self.recordings[made]})
            case "DELETE", "Recordings", made if made in self.recordings:
                if not self.keeps_recordings:
                    del self.recordings[made]
                return Response(status=204)
        return _json({"code": 20404, "message": "no such thing", "status": 404}, 404)

    def _new(self, to: str, shown: str, callback: str) -> Line:
        line = Line(f"CA{len(self.lines):032x}", to, shown, callback, ())
        self.lines[line.sid] = line
        return line


def silence(seconds: int) -> bytes:
    """A WAV with two channels that nobody says anything on."""
    file = BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setparams((2, 2, 8000, 0, "NONE", ""))
        sound.writeframes(bytes(4 * 8000 * seconds))
    return file.getvalue()


def _fits(rules: Mapping[str, Any], value: str) -> bool:
    if rules.get("type") == "integer":
        return value.isdigit()
    if "enum" in rules:
        return value in rules["enum"]
    if rules.get("format") == "uri":
        return value.startswith("http")
    return bool(re.search(rules.get("pattern", ""), value))


def _json(body: object, status: int = 200) -> Response:
    return Response(json.dumps(body), status, content_type="application/json")
