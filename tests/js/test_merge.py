"""What the server holds and what the tablet holds become one journal; nobody's later work is lost."""

from __future__ import annotations

from tests.js import run


def _event(seq: int, value: str = "same") -> dict[str, object]:
    return {"seq": seq, "kind": "answer", "path": "x", "value": value}


def _merged(server: list[dict[str, object]], own: list[dict[str, object]]) -> list[object]:
    (merged,) = run([{"action": "merge", "server": server, "own": own}])
    assert isinstance(merged, list)
    return [(event["seq"], event["value"]) for event in merged]


def test_a_tablet_goes_on_after_what_the_server_knows() -> None:
    assert _merged([_event(1), _event(2)], [_event(2), _event(3, "new")]) == [
        (1, "same"),
        (2, "same"),
        (3, "new"),
    ]


def test_another_device_has_gone_further() -> None:
    assert _merged([_event(1), _event(2), _event(3, "there")], [_event(1)])[-1] == (3, "there")


def test_where_both_went_on_apart_the_longer_own_tail_stays() -> None:
    server = [_event(1), _event(2, "there")]
    assert _merged(server, [_event(1), _event(2, "here"), _event(3, "here")]) == [
        (1, "same"), (2, "here"), (3, "here"),
    ]  # fmt: skip


def test_where_the_server_went_further_apart_its_tail_stays() -> None:
    server = [_event(1), _event(2, "there"), _event(3, "there")]
    assert _merged(server, [_event(1), _event(2, "here")]) == [(1, "same"), (2, "there"), (3, "there")]


def test_what_was_written_while_the_interview_was_moved_comes_behind_the_move() -> None:
    move = {"seq": 3, "kind": "migrate", "value": {"form": "new", "before": "old", "orphaned": []}}
    server = [_event(1), _event(2), move]
    own = [_event(1), _event(2), _event(3, "here"), _event(4, "here too")]
    (merged,) = run([{"action": "merge", "server": server, "own": own}])
    assert isinstance(merged, list)
    assert [(each["seq"], each["kind"], each.get("value")) for each in merged[2:]] == [
        (3, "migrate", move["value"]),
        (4, "answer", "here"),
        (5, "answer", "here too"),
    ]


def test_a_move_that_the_tablet_knows_shifts_nothing() -> None:
    move = {"seq": 2, "kind": "migrate", "value": {"form": "new", "before": "old", "orphaned": []}}
    (merged,) = run(
        [{"action": "merge", "server": [_event(1), move], "own": [_event(1), move, _event(3, "on")]}]
    )
    assert isinstance(merged, list)
    assert [each["seq"] for each in merged] == [1, 2, 3]


def _act(kind: str, path: str, sha256: str = "") -> dict[str, object]:
    return {"kind": kind, "path": path, "value": {"sha256": sha256} if sha256 else None}


def test_of_the_photos_only_those_that_the_answers_still_name_count() -> None:
    events = [
        _act("answer", "door", "first"),
        _act("answer", "door", "second"),
        _act("answer", "till", "gone"),
        _act("answer", "till"),
        _act("answer", "shelf[1]/photo", "removed"),
        _act("answer", "shelf[2]/photo", "moved up"),
        _act("answer", "shelf[3]/photo", "as well"),
        _act("remove", "shelf[1]"),
        _act("answer", "shelf[1]/photo", "again"),
    ]
    assert run([{"action": "files", "events": events}]) == [["second", "again", "as well"]]


def test_the_order_of_keys_makes_no_other_event() -> None:
    server = [{**_event(1), "kind": "migrate", "value": {"form": "b", "from": "a"}}, _event(2)]
    own = [{**_event(1), "kind": "migrate", "value": {"from": "a", "form": "b"}}, _event(2, "here")]
    assert [seq for seq, _value in _merged(server, own)] == [1, 2]  # type: ignore[misc]
