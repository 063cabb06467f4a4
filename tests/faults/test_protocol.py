"""Tablets, a bad network, an office that changes its mind: whatever the order, nothing confirmed is lost."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any, ClassVar
from uuid import UUID

import pytest
import time_machine
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from mystery.clock import utcnow
from mystery.interview import event_json
from mystery.problems import Forbidden, Rejected
from mystery.services import (
    accounts,
    draft_holders,
    inbox,
    interviews,
    rescue,
    reviews,
    submissions,
)
from mystery.services import forms as forms_in_memory
from mystery.services.transaction import reading, transaction
from mystery.store import intake_journal
from mystery.store.models import Assignment, Device, Interview, Submission
from tests import build, databases
from tests.cast import someone
from tests.conftest import Installation
from tests.faults.elsewhere import happen, rescue_file
from tests.faults.figures import FEW, HISTORIES, LONG, STEPS, tell
from tests.faults.protocol_model import FAULTS, Confirmed, Draft, Line, Lost, Sealed, check
from tests.faults.visits import FORM, PHOTOS, a_round, next_version, photo
from tests.tablet import SealedFile, Tablet

pytestmark = pytest.mark.faults
TABLETS = ("Tara", "Tara again", "Toni")
VISITS = 4
PHASES = [Phase.generate] if FEW else [Phase.generate, Phase.shrink]
ACTS = ("restart", "reassign", "clock jumps", "publish", "disable", "enable", "enable", "revoke")


@dataclass
class World:
    """The installation that every history begins with, and what all of them came to."""

    installation: Installation
    tablets: dict[str, Tablet]
    visits: list[UUID]
    form: str
    seen: Counter[str] = field(default_factory=Counter)

    def begin(self) -> None:
        databases.let_go()
        self.installation.database.renew("tablets")
        home = self.installation.media.parent
        for name in ("media", "journal", "uploads", "rescue"):
            shutil.rmtree(home / name, ignore_errors=True)
        intake_journal._ends.clear()


@pytest.fixture
def world(installation: Installation) -> Iterator[World]:
    with installation.app.app_context():
        databases.let_go()
        installation.database.renew("cast")
        visits = [each.public_id for each in a_round(VISITS, ("Tara", "Tara", "Toni", "Tara"))]
        tablets = {name: Tablet.enrolled(name.split()[0]) for name in TABLETS}
        with transaction():
            form = build.questionnaire(FORM).fingerprint
        databases.let_go()
        installation.database.keep("tablets")
        yield World(installation, tablets, visits, form)
        databases.let_go()


class Histories(RuleBasedStateMachine):
    """One history. The rules are what people, tablets and networks do, in any order."""

    world: ClassVar[World]
    drafts = Bundle("drafts")
    outbox = Bundle("outbox")

    def __init__(self) -> None:
        super().__init__()
        self.confirmed = Confirmed()
        self.line = Line(self.world.installation.app)
        self.clock: Any = None
        self.version = 1
        self.form = self.world.form

    @initialize(target=outbox, photos=st.lists(st.integers(0, 3), min_size=1, max_size=3))
    def an_installation_begins_with_finished_visits(self, photos: list[int]) -> Any:
        """One of each tablet, two of them of the same visit."""
        self.world.begin()
        self.world.seen["histories"] += 1
        finished = []
        for name, visit in (("Tara", 0), ("Tara again", 0), ("Toni", 2)):
            draft = self.open_a_visit(name, visit)
            for path, number in zip(PHOTOS, photos, strict=False):
                self._photograph(draft, path, number)
            finished.append(self.finish(draft))
        return multiple(*finished)

    # on the tablet

    @rule(
        target=drafts,
        name=st.sampled_from(TABLETS),
        visit=st.integers(0, VISITS - 1),
        minutes=st.integers(0, 99),
        fault=st.sampled_from(FAULTS),
    )
    def open_one(self, name: str, visit: int, minutes: int, fault: str) -> Draft:
        """With a first answer, on its way to the server at once."""
        draft = self.open_a_visit(name, visit)
        draft.add("answer", "queue_minutes", minutes)
        self.send_a_draft(draft, fault)
        return draft

    def open_a_visit(self, name: str, visit: int) -> Draft:
        return Draft(self.world.tablets[name], visit, self.world.visits[visit], self.form)

    @rule(draft=drafts, minutes=st.integers(0, 99), day=st.integers(1, 28), shot=st.integers(0, 7))
    def answer(self, draft: Draft, minutes: int, day: int, shot: int) -> None:
        """Whatever the tablet's clock says."""
        draft.add("answer", "queue_minutes", minutes, at=f"2026-{day % 12 + 1:02d}-{day:02d}T23:59:59.000Z")
        if shot < 4:
            self._photograph(draft, PHOTOS[minutes % 3], shot)

    def _photograph(self, draft: Draft, path: str, number: int) -> None:
        file = draft.tablet.seal_file(photo(number))
        size = len(photo(number))
        value = {"sha256": file.content, "name": "photo.jpg", "type": "image/jpeg", "size": size}
        draft.add("answer", path, value)
        draft.files = [*(each for each in draft.files if each.content != file.content), file]

    @rule(draft=drafts, fault=st.sampled_from(FAULTS))
    def send_a_draft(self, draft: Draft, fault: str) -> None:
        try:
            reached = self.line.draft(fault, draft)
        except Lost:
            self.world.seen["lost or cut"] += 1
            return
        except (Rejected, Forbidden):
            self.world.seen["draft refused"] += 1
            return
        self.world.seen["draft sent"] += 1
        self.confirmed.up_to(draft.uuid, draft.events, reached)

    @rule(target=drafts, draft=drafts, name=st.sampled_from(TABLETS))
    def take_a_draft_over(self, draft: Draft, name: str) -> Any:
        tablet = self.world.tablets[name]
        found = reading().scalar(select(Interview).where(Interview.public_id == UUID(draft.uuid)))
        device = reading().scalars(select(Device).where(Device.public_id == UUID(tablet.id))).one()
        if found is None:
            return multiple()
        with suppress(Rejected):
            draft_holders.take_over(found, accounts.actor_for(device.user), device)
            events = [dict(event_json(each)) for each in interviews.journal(found)]
            self.world.seen["taken over"] += 1
            if events:
                return Draft(
                    tablet, draft.visit, draft.assignment, draft.form, draft.uuid, events, draft.files[:]
                )
        return multiple()

    @rule(target=outbox, draft=consumes(drafts))
    def finish_one(self, draft: Draft) -> Sealed:
        return self.finish(draft)

    def finish(self, draft: Draft) -> Sealed:
        draft.add("finish")
        return self._sealed(draft, 1)

    @rule(target=outbox, sealed=outbox, minutes=st.integers(0, 99))
    def finish_a_copy_of_the_tablet_differently(self, sealed: Sealed, minutes: int) -> Sealed:
        """What a restored tablet may do: the same interview and revision, other bytes."""
        old = sealed.draft
        other = Draft(old.tablet, old.visit, old.assignment, old.form, old.uuid, list(old.events[:-1]))
        other.files = list(old.files)
        other.add("answer", "queue_minutes", minutes)
        other.add("finish")
        return self._sealed(other, sealed.revision, sealed.supersedes)

    def _sealed(self, draft: Draft, revision: int, supersedes: str = "") -> Sealed:
        values = [event.get("value") for event in draft.events]
        named = {each["sha256"] for each in values if isinstance(each, dict) and "sha256" in each}
        record = draft.tablet.record(
            draft.uuid,
            draft.assignment,
            draft.form,
            draft.events,
            files=[each for each in draft.files if each.content in named],
            revision=revision,
            supersedes=supersedes,
        )
        return Sealed(draft, revision, draft.tablet.seal(record), supersedes)

    # on the way

    @rule(
        sealed=outbox,
        part=st.integers(-2, 2),
        size=st.integers(1, 3_000),
        faults=st.lists(st.sampled_from(FAULTS), min_size=1, max_size=3),
    )
    def send(self, sealed: Sealed, part: int, size: int, faults: list[str]) -> None:
        """An envelope or a chunk of a file, again and again as the tablet hears nothing."""
        for fault in faults:
            if part < 0:
                self.send_an_envelope(sealed, fault)
            elif sealed.draft.files:
                self.send_a_chunk(sealed.draft.files[part % len(sealed.draft.files)], size, fault)

    def send_an_envelope(self, sealed: Sealed, fault: str) -> None:
        try:
            status, reply = self.line.envelope(fault, sealed.draft.uuid, sealed.body)
        except Lost:
            self.world.seen["lost or cut"] += 1
            return
        assert status in (200, 201, 202, 409)
        assert (reply["state"] == "inbox") == (status in (202, 409))
        self.world.seen[f"envelope {reply['state']}"] += 1
        self.confirmed.receipt(sealed.body, reply)

    def send_a_chunk(self, file: SealedFile, size: int, fault: str) -> None:
        offset = self.line.offset(file.sha256)
        if offset == len(file.data):
            return
        try:
            self.confirmed.chunk(file, self.line.chunk(fault, file, offset, size))
        except Lost:
            self.world.seen["lost or cut"] += 1
            return
        self.world.seen["chunks"] += 1

    @rule(sealed=outbox)
    def send_all_that_is_left(self, sealed: Sealed) -> None:
        self.send_an_envelope(sealed, "none")
        for file in sealed.draft.files:
            self.confirmed.chunk(file, self.line.chunk("none", file, self.line.offset(file.sha256), 4_000))

    @rule()
    def a_late_request_arrives(self) -> None:
        if self.line.late:
            self.line.late.pop(0)()

    # in the office and around the server

    @rule(act=st.sampled_from(ACTS), name=st.sampled_from(TABLETS), number=st.integers(0, 97))
    def something_else_happens(self, act: str, name: str, number: int) -> None:
        if act == "clock jumps":
            self._set_clock(utcnow() + timedelta(hours=number - 49))
        elif act == "publish":
            self._publish()
        else:
            happen(act, self.world.tablets[name], self.world.visits[number % VISITS])
        self.world.seen[act] += 1

    def _publish(self) -> None:
        self.version += 1
        with transaction():
            row = next_version(self.version)
            query = select(Assignment).where(Assignment.public_id == self.world.visits[0])
            reading().scalars(query).one().scenario.questionnaire_version = row
            self.form = row.fingerprint

    def _set_clock(self, moment: datetime) -> None:
        self._stop_clock()
        self.clock = time_machine.travel(moment, tick=True)
        self.clock.start()

    @rule(which=st.integers(0, 5), decision=st.sampled_from(sorted(inbox.DECISIONS)))
    def decide_what_is_in_the_inbox(self, which: int, decision: str) -> None:
        office = accounts.actor_for(someone("Anna"))
        waiting = list(inbox.waiting(office))
        if not waiting:
            return
        with suppress(Rejected):
            inbox.decide(waiting[which % len(waiting)], decision, "Looked at both.", office)
            self.world.seen[f"decided {decision}"] += 1

    @rule(sealed=outbox, altered=st.booleans())
    def bring_a_rescue_file(self, sealed: Sealed, altered: bool) -> None:
        content = rescue_file(sealed.draft.tablet, [sealed.body], sealed.draft.files)
        if altered:
            content = content.replace(b'"end":', b'"END":')
        done = rescue.import_file(BytesIO(content), accounts.actor_for(someone("Anna")))
        assert bool(done.problems) == altered
        (row,) = done.records
        self.confirmed.receipt(sealed.body, submissions.reply(row))
        for file in sealed.draft.files:
            self.confirmed.chunk(file, len(file.data))
        self.world.seen["rescued"] += 1

    @rule(target=outbox, sealed=outbox, minutes=st.integers(0, 99))
    def ask_back_and_answer(self, sealed: Sealed, minutes: int) -> Any:
        """A reviewer asks; the tester answers, and finishes the interview again."""
        found = reading().scalar(select(Interview).where(Interview.public_id == UUID(sealed.draft.uuid)))
        newest = found and reading().scalar(
            select(Submission).where(Submission.interview_id == found.id).order_by(Submission.version.desc())
        )
        if not newest or sealed.sha256 not in self.confirmed.receipts:
            return multiple()
        try:
            reviews.ask_back(newest, accounts.actor_for(someone("Rolf")), {"queue_minutes": "Really?"})
        except Rejected:
            return multiple()
        self.world.seen["asked back"] += 1
        old = sealed.draft
        events = [dict(event_json(each)) for each in interviews.journal(found)]
        again = Draft(old.tablet, old.visit, old.assignment, old.form, old.uuid, events, list(old.files))
        again.add("answer", "queue_minutes", minutes)
        again.add("finish")
        return self._sealed(again, sealed.revision + 1, sealed.sha256)

    def _stop_clock(self) -> None:
        if self.clock is not None:
            self.clock.stop()
            self.clock = None

    @invariant()
    def everything_confirmed_is_there(self) -> None:
        """After every step of a long history; what a short one lost is still missing at its end."""
        databases.db.session.rollback()
        if LONG:
            check(self.confirmed)

    def teardown(self) -> None:
        for each in self.line.late:
            each()
        databases.db.session.rollback()
        check(self.confirmed, thorough=True)
        self.world.seen["confirmed envelopes"] += len(self.confirmed.receipts)
        self.world.seen["confirmed files"] += len(self.confirmed.offsets)
        self._stop_clock()


@pytest.mark.timeout(0 if LONG else 900)  # a history that fails is made short first
def test_no_history_of_tablets_and_server_loses_or_doubles_what_was_confirmed(world: World) -> None:
    forms_in_memory.form_by_fingerprint(world.form)
    Histories.world = world
    run_state_machine_as_test(
        Histories,
        settings=settings(
            max_examples=HISTORIES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
            derandomize=not LONG,
            phases=PHASES,
        ),
    )
    tell("protocol", **{name.replace(" ", "_"): count for name, count in sorted(world.seen.items())})
