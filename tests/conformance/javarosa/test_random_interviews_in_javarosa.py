"""Random interviews in JavaRosa, of what an XForm can say: it sees what we see after every event."""

from __future__ import annotations

import os
import random
from datetime import datetime

from mystery.interview import state
from tests.conformance.javarosa import ask, needs_java
from tests.conformance.javarosa.interviews import differences, task_of
from tests.conformance.random_forms import Played, played

pytestmark = needs_java
FORMS = int(os.environ.get("MYSTERY_RANDOM_FORMS", "400")) // 10
NOW = datetime.fromisoformat("2026-11-23T10:00:00+01:00")


def test_javarosa_sees_random_interviews_as_we_do_after_every_event() -> None:
    interviews = [played(random.Random(seed), for_collect=True) for seed in range(FORMS)]
    tasks = [task_of(one.definition, one.form, one.events) for one in interviews]
    wrong = [
        f"seed {seed}: {difference}"
        for seed, (one, reply) in enumerate(zip(interviews, ask(tasks, NOW, "Europe/Berlin"), strict=True))
        for difference in _differences(one, reply)
    ]
    assert not wrong, "\n".join(wrong[:50])


def _differences(one: Played, reply: dict[str, object]) -> list[str]:
    if "error" in reply:
        return [f"{reply['error']} {reply['message']}"]
    seen = reply["seen"]
    assert isinstance(seen, list)
    return [
        f"event {number}: {difference}"
        for number, now in enumerate(seen, 1)
        for difference in differences(one.form, state(one.form, one.events[:number]), now)
    ]
