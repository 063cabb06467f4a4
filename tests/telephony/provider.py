"""The app set up for a fake Twilio, wherever the app listens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from flask import Flask
from sqlalchemy import select

from mystery.services.transaction import reading
from mystery.settings import Settings
from mystery.store.models import CallAttempt, CallRecording
from tests import databases
from tests.serving import serving
from tests.telephony.fake import ACCOUNT, KEY, SECRET, TOKEN, FakeTwilio


@contextmanager
def provider(app: Flask, ours: str, **more: Any) -> Iterator[FakeTwilio]:
    """A fake Twilio beside the app at `ours`. What does not fit Twilio's own description fails the test."""
    fake = FakeTwilio(address=ours)
    before: Settings = app.extensions["mystery"]
    with serving(fake.app) as their:
        app.extensions["mystery"] = replace(
            before,
            base_url=ours,
            twilio_account=ACCOUNT,
            twilio_api_key=KEY,
            twilio_api_secret=SECRET,
            twilio_token=TOKEN,
            twilio_number="+4930555000",
            twilio_machine_detection=True,
            twilio_api_url=their.address,
            **more,
        )
        yield fake
        fake.slow.set()
        app.extensions["mystery"] = before
    assert fake.faults == []
    assert _recorded_without_leave(fake) == []


def _recorded_without_leave(fake: FakeTwilio) -> list[str]:
    """Whatever a test tries: nothing is recorded but calls that `services.recordings` has a row for."""
    databases.let_go()
    query = select(CallAttempt.provider_id).join(CallRecording, CallRecording.attempt_id == CallAttempt.id)
    may = set(reading().scalars(query))
    named = [each for each in (*fake.requests, *fake.twiml) if "record" in each.lower()]
    return [
        each
        for each in named
        if not re.match(r"(GET|DELETE) /2010-04-01/Accounts/\w+/Recordings/\w+\.", each)
        and not any(each.startswith(f"POST /2010-04-01/Accounts/{ACCOUNT}/Calls/{call}/Rec") for call in may)
    ]
