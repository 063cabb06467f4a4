"""How long a provider waits for us: one notice of a call, from signature to folded state on the disk."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from flask import Flask
from twilio.request_validator import RequestValidator

from mystery.services import dialling
from mystery.services.transaction import transaction
from mystery.store.models import CallOutcome
from tests.bench.installed import cheap, home, installed
from tests.bench.measure import Report, Row
from tests.telephony import calls

_BASE, _TOKEN = "http://localhost:8000", "token"
_STATES = ("initiated", "ringing", "in-progress", "completed")


def notices(size: int = 100) -> Report:
    """`size` calls with four notices each, one after the other, in wall-clock time, as a provider waits."""
    report = Report("a notice of a call")
    with home() as folder, installed(cheap(folder, base_url=_BASE, twilio_token=_TOKEN)) as app:
        times = [each for number in range(size) for each in _call(app, number)]
    ordered = sorted(times)
    report.rows.append(Row("one notice: signature, row, state", size, tuple(times)))
    report.rows.append(Row("one notice, slowest of a hundred", size, value=ordered[int(len(ordered) * 0.99)]))
    return report


def _call(app: Flask, number: int) -> Iterator[float]:
    attempt = calls.an_attempt("twilio", f"+49421{500_000 + number}")
    with transaction():
        attempt.provider_id, attempt.provider_state = f"CA{number}", dialling.BEGUN
    path = f"/hooks/twilio/status?attempt={attempt.public_id}&leg=target"
    client = app.test_client()
    for sequence, status in enumerate(_STATES):
        form = {
            "CallSid": f"CB{number}",
            "ParentCallSid": f"CA{number}",
            "CallStatus": status,
            "SequenceNumber": str(sequence),
        }
        signature = RequestValidator(_TOKEN).compute_signature(_BASE + path, form)
        began = perf_counter()
        reply = client.post(path, data=form, headers={"X-Twilio-Signature": signature})
        yield (perf_counter() - began) * 1000
        assert reply.status_code == 204
    with transaction():
        attempt.outcome = CallOutcome.COMPLETE
