"""The call page offers a recording only where it may be made, and asks for consent of both sides first."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Browser, expect

from mystery.access import Actor
from mystery.clock import utcnow
from mystery.services import dialling
from mystery.services.transaction import transaction
from mystery.store.models import CallAttempt, CallOutcome
from tests.call_world import a_respondent, a_wave
from tests.cast import EMAILS, PASSWORD, someone
from tests.patience import PATIENCE_MS
from tests.telephony import calls
from tests.telephony.calls import fresh
from tests.telephony.fake import FakeTwilio


def _ringing() -> CallAttempt:
    """An attempt of Carl's at a respondent of a survey with questions."""
    calls.an_attempt()  # gives Carl a telephone of his own
    carl = someone("Carl")
    held = {"holder_id": carl.id, "held_until_at": utcnow() + timedelta(hours=1)}
    case = a_respondent(a_wave("survey", telephony="twilio"), number="+49421555012", **held)
    with transaction() as session:
        session.query(CallAttempt).update({"outcome": CallOutcome.BUSY})
        row = CallAttempt(
            case_id=case.id, caller_id=carl.id, number_id=case.numbers[0].id, telephony="twilio"
        )
        session.add(row)
        return row


def test_the_control_is_absent_until_the_plan_records_and_both_sides_agree(
    carl: Actor, twilio: FakeTwilio, chromium: Browser
) -> None:
    attempt = _ringing()
    dialling.dial(attempt, carl)
    page = chromium.new_context(locale="en-GB", viewport={"width": 1280, "height": 800}).new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.goto(f"{twilio.address}/login")
    page.fill("[name=email]", EMAILS["Carl"])
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/cati/")
    page.goto(f"{twilio.address}/cati/cases/{calls.case_of(attempt).public_id}")
    strip = page.locator(".call-recording")
    expect(page.locator(".dial-bar")).to_be_visible()
    expect(strip).to_be_hidden()
    assert strip.locator("button").count() == 0
    plan = calls.plan_of(fresh(attempt))
    with transaction():
        plan.guards = {"records": True}
    expect(strip).to_contain_text("Does everybody on the line agree?")
    record = strip.get_by_role("button", name="Record from now on")
    expect(record).to_be_disabled()
    for side in ("The other side agrees", "I agree"):
        agrees = strip.get_by_role("button", name=side)
        agrees.click()
        expect(agrees).to_have_attribute("aria-pressed", "true")
    assert twilio.recordings == {}
    if picture := os.environ.get("MYSTERY_PICTURE"):
        page.screenshot(path=Path(picture))
    record.click()
    expect(strip).to_contain_text("This call is being recorded")
    assert list(twilio.recordings.values()) == ["in-progress"]
    page.context.close()
