"""The app on loopback with a fake Twilio beside it, and calls that were begun."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from mystery.access import Actor
from mystery.services.accounts import actor_for
from mystery.store.models import CallAttempt
from tests.cast import someone
from tests.serving import serving
from tests.telephony import calls
from tests.telephony.fake import FakeTwilio
from tests.telephony.provider import provider


@pytest.fixture
def twilio(app: Flask) -> Iterator[FakeTwilio]:
    """A fake Twilio that the app is set up for."""
    with serving(app) as our, provider(app, our.address) as fake:
        yield fake


@pytest.fixture
def carl(app: Flask) -> Actor:
    return actor_for(someone("Carl"))


@pytest.fixture
def attempt(app: Flask) -> CallAttempt:
    """An attempt of Carl's at a respondent, begun and not dialled, in a wave that calls over Twilio."""
    return calls.an_attempt()
