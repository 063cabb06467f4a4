"""Any pattern that is let through matches in JavaRosa the texts that it matches here."""

from __future__ import annotations

from tests.conformance.javarosa import ask, needs_java
from tests.conformance.javarosa.questions import tasks_of
from tests.conformance.javarosa.test_expressions_in_javarosa import agree
from tests.conformance.test_expressions import NOW, ZONE
from tests.fuzz.test_twin_patterns import matched

pytestmark = needs_java


def test_a_random_pattern_matches_the_same_texts_in_javarosa() -> None:
    drawn = [
        case | {"expr": f"regex('{text}', '{pattern}')", "answers": {}}
        for case, text, pattern in matched(1_500)
        if "'" not in text + pattern and "${" not in pattern
    ]
    [task], [_all] = tasks_of(drawn)
    [replies] = ask([task], NOW, ZONE.key)
    wrong = [(case, reply) for case, reply in zip(drawn, replies, strict=True) if not agree(case, reply)]
    assert wrong == []
    assert len(drawn) > 2_000
