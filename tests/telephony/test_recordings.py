"""A recording exists only where everybody agreed, and in the end nowhere but with us."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from mystery import jobs
from mystery.access import Actor
from mystery.clock import utcnow
from mystery.problems import Forbidden, Rejected
from mystery.services import audit, dialling, health, recording_files, recordings, retention
from mystery.services.accounts import actor_for
from mystery.services.transaction import reading, transaction
from mystery.store.models import CallAttempt, CallRecording, JobRequest, RecordingState
from mystery.telephony import model
from tests.cast import someone
from tests.telephony import calls
from tests.telephony.calls import fresh
from tests.telephony.fake import FakeTwilio

BOTH = {"called": {}, "caller": {}}


def _allow(attempt: CallAttempt, **guards: object) -> None:
    """The plan records, and both sides are in Germany."""
    with transaction():
        calls.plan_of(attempt).guards = {"records": True, **guards}
        profile = someone("Carl").tester_profile
        assert profile is not None
        profile.country = "DE"


def _talking(attempt: CallAttempt, carl: Actor, twilio: FakeTwilio) -> CallAttempt:
    """The call is under way, and its plan may record."""
    _allow(attempt)
    dialling.dial(attempt, carl)
    return fresh(attempt)


def _against(attempt: CallAttempt) -> list[str]:
    return [problem.code for problem in recordings.gates(fresh(attempt))]


def _row() -> CallRecording:
    return reading().query(CallRecording).one()


def test_without_consent_of_both_sides_nothing_is_sent(
    attempt: CallAttempt, carl: Actor, twilio: FakeTwilio
) -> None:
    dialling.dial(attempt, carl)
    assert _against(attempt)[0] == "RECORDING_OFF"
    assert not recordings.is_offered(fresh(attempt))
    _allow(attempt)
    assert _against(attempt) == ["RECORDING_CONSENT_CALLED", "RECORDING_CONSENT_CALLER"]
    recordings.agree(fresh(attempt), carl, "caller")
    with pytest.raises(Rejected):
        recordings.start(fresh(attempt), carl)
    with pytest.raises(Forbidden):
        recordings.agree(fresh(attempt), actor_for(someone("Anna")), "called")
    assert not any("Recording" in asked for asked in twilio.requests)
    assert not any("ecord" in twiml for twiml in twilio.twiml)


@pytest.mark.parametrize(("where", "country"), [("case", "BR"), ("caller", "BR")])
def test_the_stricter_country_counts(
    attempt: CallAttempt, carl: Actor, twilio: FakeTwilio, where: str, country: str
) -> None:
    talking = _talking(attempt, carl, twilio)
    with transaction():
        talking.consent = BOTH
        if where == "case":
            calls.case_of(talking).country = country
        else:
            someone("Carl").tester_profile.country = country  # type: ignore[union-attr]
    assert _against(attempt) == ["RECORDING_COUNTRY"]


def test_a_telephone_that_cannot_record_is_not_asked_to(carl: Actor) -> None:
    attempt = calls.an_attempt("simulator", provider_id="sim.answered.1.x", provider_state="answered")
    _allow(attempt)
    with transaction():
        attempt.consent = BOTH
    assert _against(attempt) == ["RECORDING_CANNOT"]


def test_a_recording_comes_to_us_and_is_gone_at_the_provider(
    attempt: CallAttempt, carl: Actor, twilio: FakeTwilio
) -> None:
    talking = _talking(attempt, carl, twilio)
    for side in ("caller", "called"):
        recordings.agree(fresh(attempt), carl, side)
    recordings.start(fresh(talking), carl)
    made = _row().provider_id
    assert twilio.recordings == {made: "in-progress"}
    assert _against(attempt) == ["RECORDING_RUNS"]
    twilio.post(twilio.recorded(twilio.call(), made))
    twilio.post(twilio.recorded(twilio.call(), made))
    fresh(attempt)
    assert _row().state is RecordingState.READY
    twilio.weather.extend(["500"])
    now = utcnow() + timedelta(seconds=1)
    jobs.run_due(now)
    assert (_row().state, _row().tries) == (RecordingState.READY, 1)
    jobs.run_due(now + timedelta(minutes=2))
    jobs.run_due(now + timedelta(minutes=3))
    row = _row()
    assert (row.state, twilio.recordings) == (RecordingState.GONE, {})
    sound = recording_files.sound_of(row.sha256, str(row.public_id))
    assert sound.startswith(b"RIFF")
    path = recording_files.files.path_of(recording_files.settings().media, row.sha256)
    assert b"RIFF" not in path.read_bytes()
    assert recordings.hear(row, actor_for(someone("Rita"))) == sound
    with pytest.raises(Forbidden):
        recordings.hear(row, actor_for(someone("Stefan")))
    assert retention.purge(now)["recordings"] == 0
    assert retention.purge(now + timedelta(days=800))["recordings"] == 1
    assert not path.exists()
    told = [entry.action for entry in audit.newest(20) if entry.action.startswith("recording.")]
    assert told[::-1] == [
        "recording.consent", "recording.consent", "recording.start", "recording.fetch", "recording.gone",
        "recording.hear", "recording.forget",
    ]  # fmt: skip


def test_a_provider_that_keeps_it_is_told_for_ever_and_after_a_day_all_hear_of_it(
    attempt: CallAttempt, carl: Actor, twilio: FakeTwilio
) -> None:
    talking = _talking(attempt, carl, twilio)
    with transaction():
        talking.consent = BOTH
    recordings.start(talking, carl)
    twilio.keeps_recordings = True
    twilio.post(twilio.recorded(twilio.call(), _row().provider_id))
    now = utcnow() + timedelta(seconds=1)
    for hours in range(0, 60, 5):
        fresh(attempt)
        jobs.run_due(now + timedelta(hours=hours))
    job = reading().query(JobRequest).filter_by(kind=recordings.DELETE).one()
    assert (_row().state, job.state.value) == (RecordingState.DELETING, "waiting")
    assert job.attempts >= 6
    told = [entry.action for entry in audit.newest(20)]
    assert told.count("recording.not_deleted") == 1
    with transaction():
        _row().created_at = now - timedelta(days=2)
    assert "RECORDINGS_NOT_DELETED" in [problem.code for problem in health.findings()]


@pytest.mark.parametrize("sound", [b"RIFF but no sound", b"short"])
def test_what_is_no_whole_recording_is_fetched_again(
    attempt: CallAttempt, carl: Actor, twilio: FakeTwilio, sound: bytes
) -> None:
    talking = _talking(attempt, carl, twilio)
    with transaction():
        talking.consent = BOTH
    recordings.start(talking, carl)
    twilio.sound = sound
    made = _row().provider_id
    twilio.post(twilio.recorded(twilio.call(), made))
    fresh(attempt)
    jobs.run_due(utcnow() + timedelta(seconds=1))
    assert _row().state is RecordingState.READY
    assert made in twilio.recordings, "nothing is deleted that we do not have"


def test_a_recording_whose_end_nobody_told_is_fetched_all_the_same(
    attempt: CallAttempt, carl: Actor, twilio: FakeTwilio
) -> None:
    talking = _talking(attempt, carl, twilio)
    with transaction():
        talking.consent = BOTH
    recordings.start(talking, carl)
    late = utcnow() + timedelta(hours=3)
    assert recordings.reconcile(late) == {}, "the call is not over"
    with transaction():
        talking.provider_state = "completed"
    assert recordings.reconcile(late) == {"untold": 1}
    for minutes in (1, 2):
        jobs.run_due(late + timedelta(minutes=minutes))
    assert (_row().state, twilio.recordings) == (RecordingState.GONE, {})
    assert _row().sha256


def test_what_is_recorded_although_its_order_seemed_to_fail_is_deleted_unheard(
    attempt: CallAttempt, carl: Actor, twilio: FakeTwilio
) -> None:
    talking = _talking(attempt, carl, twilio)
    with transaction():
        talking.consent = BOTH
    twilio.weather.append("500")
    with pytest.raises(Rejected):
        recordings.start(talking, carl)
    assert _row().state is RecordingState.GONE
    made = "RE" + "7" * 32
    twilio.recordings[made] = "in-progress"
    for status in ("in-progress", "completed"):
        twilio.post(twilio.recorded(twilio.call(), made, status))
    fresh(attempt)
    jobs.run_due(utcnow() + timedelta(seconds=1))
    assert (_row().state, _row().sha256, twilio.recordings) == (RecordingState.GONE, "", {})
    twilio.post(twilio.recorded(twilio.call(), made))
    fresh(attempt)
    assert _row().state is RecordingState.GONE


@pytest.mark.usefixtures("app")
def test_a_report_about_a_strangers_recording_changes_nothing() -> None:
    assert not recordings.told("CA" + "9" * 32, "RE" + "9" * 32, "completed", 3)


def test_nobody_can_listen_in(app: Flask) -> None:
    """No telephone has an order for it, and no address leads to it."""
    words = ("listen", "monitor", "whisper", "barge", "coach", "eavesdrop", "siprec", "stream")
    orders = [name for name in vars(model.Telephone) if any(word in name for word in words)]
    addresses = [
        str(rule)
        for rule in app.url_map.iter_rules()
        if any(word in str(rule) for word in words) and not str(rule).startswith("/desk/calls/now")
    ]
    assert (orders, addresses) == ([], [])
