"""What leaves a tablet, and what must not: cut lines, captive portals, forged receipts, a server set back."""

from __future__ import annotations

import json
import random

import pytest

from tests.browser.tablet_server import LATER, PORTAL, Reply, TabletServer, sha256
from tests.browser.tablets import Tablet

_DAY_MS = 86_400_000


def _finished(tablet: Tablet, *photos: int) -> str:
    """A visit that was finished without a network; gives its assignment."""
    (visit,) = tablet.enrol("Kim", "Harbour")
    tablet.server.is_down = True
    tablet.open(visit)
    tablet.answer("greeted", "yes")
    for seed, size in enumerate(photos):
        tablet.photo(size, seed, f"photo_{seed}")
    tablet.finish()
    assert tablet.visit(visit)["state"] == "here"
    tablet.server.is_down = False
    return visit


def _forged(server: TabletServer, body: bytes, **changes: object) -> Reply:
    submission = json.loads(body)["submission"]
    receipt = {**server.receipt(submission, "0" * 64), **changes}
    said = {"receipt": receipt, "state": "complete", "waiting_for": [], "reason": ""}
    return 201, json.dumps(said).encode(), {"Content-Type": "application/json"}


@pytest.mark.parametrize("kind", ["portal", "no content", "other bytes", "forged", "broken"])
def test_nothing_but_a_receipt_for_these_bytes_confirms_a_visit(
    tablet: Tablet, tablet_server: TabletServer, kind: str
) -> None:
    visit = _finished(tablet, 10_000)

    def fault(_method: str, path: str, body: bytes) -> Reply | None:
        if kind == "portal":
            return PORTAL
        if kind == "no content":
            return 204, b"", {}
        if path.endswith("/contact"):  # would find out what a forged receipt has hidden
            return 503, b"", {}
        if "/submissions/" not in path:
            return None
        if kind == "broken":
            return 200, b'{"receipt": ', {"Content-Type": "application/json"}
        return _forged(tablet_server, body, **({"sha256": sha256(body)} if kind == "forged" else {}))

    before = tablet.rows("records"), len(tablet.rows("uploads"))
    tablet_server.fault = fault
    tablet.sync()
    assert tablet.visit(visit)["state"] == "here"
    assert (tablet.rows("records"), len(tablet.rows("uploads"))) == before
    tablet_server.fault = None
    tablet.sync()
    assert tablet.visit(visit)["state"] == "confirmed"


@pytest.mark.parametrize(("status", "code"), [(413, "REQUEST_TOO_LARGE"), (422, "ENVELOPE_UNREADABLE")])
def test_what_the_server_cannot_take_is_kept_and_shown(
    tablet: Tablet, tablet_server: TabletServer, status: int, code: str
) -> None:
    visit = _finished(tablet)
    refusal = json.dumps({"code": code}).encode()
    tablet_server.fault = lambda _method, path, _body: (
        (status, refusal, {"Content-Type": "application/json"}) if "/submissions/" in path else None
    )
    tablet.sync()
    shown = tablet.visit(visit)
    assert (shown["state"], shown["problem"]) == ("here", code)
    assert len(tablet.rows("records")) == 1
    tablet_server.fault = None
    tablet.begin()
    tablet.unlock("Kim")
    shown = tablet.visit(visit)
    assert (shown["state"], shown["problem"]) == ("confirmed", "")


def test_an_upload_that_is_cut_anywhere_goes_on_where_it_was(
    tablet: Tablet, tablet_server: TabletServer
) -> None:
    visit = _finished(tablet, 1_500_000, 600_000)
    chance = random.Random(7)
    tablet_server.cut_at = [chance.randrange(300_000) for _ in range(12)]
    while tablet_server.cut_at:
        tablet.sync()
    tablet.sync()
    tablet.sync()
    assert tablet.visit(visit)["state"] == "confirmed"
    (record,) = tablet_server.records()
    for file in record["media"]:
        assert tablet_server.open_file(tablet_server.media[file["sealed_sha256"]], file["sha256"])
    accepted = sum(
        1 for method, _path, status in tablet_server.requests if method == "PATCH" and status == 204
    )
    assert accepted <= 12  # 2.1 MB in chunks of 256 KiB and more: none went twice


def test_one_file_that_fails_stops_no_other(tablet: Tablet, tablet_server: TabletServer) -> None:
    visit = _finished(tablet, 30_000, 40_000)
    bad = min(each["sha256"] for each in tablet.rows("uploads"))
    tablet_server.fault = lambda _method, path, _body: (500, b"", {}) if path.endswith(bad) else None
    tablet.sync()
    shown = tablet.visit(visit)
    assert (shown["state"], shown["waitingFiles"]) == ("sent", 1)


def test_a_confirmed_visit_leaves_the_tablet_after_thirty_days_and_no_other_does(
    tablet: Tablet, tablet_server: TabletServer
) -> None:
    sent, unsent = tablet.enrol("Kim", "Harbour", "Station")
    for visit in (sent, unsent):
        tablet.open(visit)
        tablet.photo(5000)
        tablet.finish()
        tablet_server.fault = lambda _method, path, _body: (503, b"", {})
    assert [tablet.visit(each)["state"] for each in (sent, unsent)] == ["confirmed", "here"]
    tablet.page.evaluate("tester.database.put('work', { id: 'contact', skew_ms: 0 })")  # the clocks agree
    confirmed_at = max(each["complete_at"] for each in tablet.rows("records"))
    for days, left in ((29, 2), (31, 1)):
        tablet.page.clock.set_fixed_time((confirmed_at + days * _DAY_MS) / 1000)
        tablet.page.evaluate("sweep(tester.database)")
        assert len(tablet.rows("records")) == left
    assert [each["assignment"] for each in tablet.rows("records")] == [unsent]
    assert (len(tablet.rows("uploads")), len(tablet.rows("bytes"))) == (1, 2)  # a photo and an envelope
    assert len(tablet.rows("receipts")) == 1


_FORGET = """() => tester.database.write(["records", "interviews"], (store) => {
  store("records").clear();
  store("interviews").clear();
})"""


def test_a_visit_keeps_its_name_as_long_as_anything_of_it_is_here(
    tablet: Tablet, tablet_server: TabletServer
) -> None:
    done, _given_back = tablet.enrol("Kim", "Harbour", "Station")
    tablet.open(done)
    tablet.finish()
    names = "() => tester.work.past.map(({ location }) => location.name)"
    tablet_server.work[tablet_server.testers["Kim"]] = []
    tablet.refresh()
    assert sorted(tablet.page.evaluate(names)) == ["Harbour", "Station"]
    tablet_server.now = "2027-02-01T09:00:00.000Z"  # long after both windows
    tablet.refresh()
    assert tablet.page.evaluate(names) == ["Harbour"]
    tablet.page.evaluate(_FORGET)
    tablet.refresh()
    assert tablet.page.evaluate(names) == []


def test_a_server_that_has_lost_what_it_confirmed_gets_it_again(
    tablet: Tablet, tablet_server: TabletServer
) -> None:
    visit = _finished(tablet, 20_000)
    tablet.sync()
    assert tablet.visit(visit)["state"] == "confirmed"
    for lost in (
        tablet_server.envelopes,
        tablet_server.media,
        tablet_server.uploads,
        tablet_server.interviews,
    ):
        lost.clear()
    tablet.sync()
    assert tablet.visit(visit)["state"] == "here"
    tablet.sync()
    assert tablet.visit(visit)["state"] == "confirmed"
    assert len(tablet_server.records()) == 1


def test_a_draft_that_nobody_has_open_is_sent_when_the_network_is_back(
    tablet: Tablet, tablet_server: TabletServer
) -> None:
    (visit,) = tablet.enrol("Kim", "Harbour")
    tablet_server.is_down = True
    interview = tablet.open(visit)
    tablet.answer("greeted", "yes")
    tablet.page.evaluate("tester.leave()")
    tablet_server.is_down = False
    tablet.sync()
    assert [event["kind"] for event in tablet_server.interviews[interview]["events"].values()] == [
        "open",
        "answer",
    ]
    assert tablet_server.contacts[-1]["holds"] == [
        {"interview": interview, "assignment": visit, "kind": "draft", "seq": 2, "sha256": ""}
    ]


_HELD_PHOTO = """async () => {
  const bytes = Uint8Array.from({ length: 900 }, (_, at) => (at * 7) % 251);
  const file = await journal.keepFile(bytes.buffer, "facade.jpg", "image/jpeg", { held: true });
  journal.append("answer", "facade", file);
  await journal.write("strict");
  await tester.leave();
  return file.sha256;
}"""
_HELD_IN_RESCUE = """async () => {
  const lines = (await (await tester.rescue()).text()).trim().split("\\n").map((line) => JSON.parse(line));
  return lines.filter((line) => line.upload).map((line) => line.upload.content);
}"""


def test_a_photo_whose_page_was_not_left_is_held_until_the_tester_says_so(
    tablet: Tablet, tablet_server: TabletServer
) -> None:
    (visit,) = tablet.enrol("Kim", "Harbour")
    interview = tablet.open(visit)
    photo = tablet.page.evaluate(_HELD_PHOTO)
    tablet.sync()
    assert len(tablet_server.interviews[interview]["events"]) == 2
    tablet.begin()
    tablet.unlock("Kim")
    tablet.sync()
    assert photo not in tablet_server.media
    assert tablet.visit(visit)["heldFiles"] == 1
    assert tablet.page.evaluate(_HELD_IN_RESCUE) == [photo]
    tablet.page.evaluate("(interview) => tester.sendHeld(interview)", interview)
    tablet.sync()
    assert photo in tablet_server.media
    assert tablet.visit(visit)["heldFiles"] == 0


def test_a_visit_is_finished_with_the_photos_it_has_held(tablet: Tablet, tablet_server: TabletServer) -> None:
    (visit,) = tablet.enrol("Kim", "Harbour")
    tablet.open(visit)
    photo = tablet.page.evaluate(_HELD_PHOTO)
    tablet.open(visit)
    tablet.finish()
    tablet.sync()
    assert tablet.visit(visit)["state"] == "confirmed"
    (file,) = tablet_server.records()[0]["media"]
    sealed = file["sealed_sha256"]  # "" where it went with the draft, between the last answer and the end
    assert photo in tablet_server.media or tablet_server.open_file(tablet_server.media[sealed], photo)


def test_a_stale_nonce_costs_one_more_request(tablet: Tablet, tablet_server: TabletServer) -> None:
    tablet.enrol("Kim", "Harbour")
    tablet_server.nonce = "nonce-2"
    tablet_server.requests.clear()
    tablet.page.evaluate("tester.refresh()")
    assert [status for _method, path, status in tablet_server.requests if path.endswith("/work")] == [
        401,
        200,
    ]


def test_a_revoked_device_keeps_everything_and_still_delivers_what_is_sealed(
    tablet: Tablet, tablet_server: TabletServer
) -> None:
    visit = _finished(tablet, 9000)
    tablet_server.revoked = set(tablet_server.devices)
    for _ in ("one that was under way when the network came back", "it hears of it", "it delivers"):
        tablet.sync()
    assert tablet.page.evaluate("tester.ended") == "DEVICE_REVOKED"
    assert tablet.visit(visit)["state"] == "confirmed"


def test_a_draft_is_taken_over_and_shown_read_only_where_it_was(
    tablet: Tablet, tablet_server: TabletServer
) -> None:
    (visit,) = tablet.enrol("Kim", "Harbour")
    tablet.lose_draft(tablet_server, visit)
    assert tablet.visit(visit)["problem"] == "INTERVIEW_TAKEN"
    tablet.open(visit)
    assert tablet.page.evaluate("[boot.readOnly, journal.events.at(-1).value]") == ["device", "no"]
    tablet.page.evaluate("async (id) => { window.boot = await tester.take(id); }", visit)
    assert tablet.page.evaluate("[boot.readOnly, boot.events.length]") == [False, 2]


def test_the_photos_of_a_draft_that_another_tablet_took_over_are_sent_all_the_same(
    tablet: Tablet, tablet_server: TabletServer
) -> None:
    visit, interview = tablet.begun()
    known = len(tablet_server.interviews[interview]["events"])
    tablet_server.interviews[interview]["device"] = "another"
    photo = tablet.page.evaluate(_HELD_PHOTO)
    tablet.sync()
    assert tablet.visit(visit)["problem"] == "INTERVIEW_TAKEN"
    tablet.sync()
    assert photo not in tablet_server.media, "its page was not left, faces may be seen on it"
    tablet.page.evaluate("(interview) => tester.sendHeld(interview)", interview)
    tablet.sync()
    assert photo in tablet_server.media
    assert tablet.visit(visit)["heldFiles"] == 0
    assert len(tablet_server.interviews[interview]["events"]) == known


def test_after_a_lost_reply_the_tablet_does_not_ask_for_ever(
    tablet: Tablet, tablet_server: TabletServer
) -> None:
    visit = _finished(tablet)

    def lost(method: str, path: str, body: bytes) -> Reply | None:
        if "/submissions/" not in path:
            return None
        tablet_server._submission(path.rsplit("/", 1)[1], body)
        return 502, b"", {}

    tablet_server.fault = lost
    tablet.sync()  # the reply is lost; the contact brings the receipt all the same
    tablet.sync()
    assert tablet.visit(visit)["state"] == "confirmed"
    assert tablet.page.evaluate("tester.outbox.nextDue === Infinity")


def test_a_clock_set_forward_without_a_network_deletes_nothing(
    tablet: Tablet, tablet_server: TabletServer
) -> None:
    _finished(tablet)
    tablet.sync()
    tablet_server.is_down = True
    confirmed_at = tablet.rows("records")[0]["complete_at"]
    tablet.page.clock.set_fixed_time((confirmed_at + 90 * _DAY_MS) / 1000)
    tablet.sync()
    assert len(tablet.rows("records")) == 1


def test_what_is_asked_back_after_it_went_elsewhere_goes_on_here(
    tablet: Tablet, tablet_server: TabletServer
) -> None:
    (visit,) = tablet.enrol("Kim", "Harbour")
    interview = tablet.lose_draft(tablet_server, visit)
    assert tablet.visit(visit)["state"] == "elsewhere"
    (work,) = tablet_server.work[tablet_server.testers["Kim"]]
    work["interview"] = {"id": interview, "acknowledged": 2, "held_by": "", "state": "asked_back"}
    tablet.refresh()
    assert (tablet.visit(visit)["state"], tablet.visit(visit)["problem"]) == ("draft", "")
    tablet.open(visit)
    assert tablet.page.evaluate("[boot.readOnly, boot.elsewhere]") == [False, False]


def test_what_is_asked_back_is_sealed_again_and_names_what_it_replaces(
    tablet: Tablet, tablet_server: TabletServer
) -> None:
    (visit,) = tablet.enrol("Kim", "Harbour")
    interview = tablet.open(visit)
    tablet.answer("greeted", "no")
    tablet.finish()
    (first,) = tablet_server.envelopes
    (work,) = tablet_server.work[tablet_server.testers["Kim"]]
    held = tablet_server.interviews[interview]
    held["events"] = {event["seq"]: event for event in tablet_server.records()[0]["events"]}
    held["events"][4] = {**held["events"][3], "seq": 4, "kind": "asked", "path": "greeted", "value": "Sure?"}
    work["interview"] = {"id": interview, "acknowledged": 4, "held_by": held["device"], "state": "asked_back"}
    tablet_server.now = LATER
    tablet.page.evaluate("tester.refresh()")
    assert tablet.visit(visit)["state"] == "todo"
    assert tablet.open(visit) == interview
    assert tablet.page.evaluate("journal.lastSeq") == 4
    tablet.answer("greeted", "yes")
    tablet.page.evaluate("() => { statuses.length = 0; }")
    tablet.finish()
    assert {each["receipt"]["sha256"] for each in tablet.page.evaluate("statuses") if each["receipt"]} == {
        list(tablet_server.envelopes)[1]
    }
    _first, second_record = tablet_server.records()
    assert (second_record["revision"], second_record["supersedes"]) == (2, first)
    assert [event["kind"] for event in second_record["events"]][3:] == ["asked", "answer", "finish"]
    assert len(tablet.rows("records")) == 2
