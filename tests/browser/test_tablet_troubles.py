"""What must not cost a visit: photos taken again, damaged rows, deaths half-way, drafts that parted."""

from __future__ import annotations

import json

from tests.browser.tablet_server import TabletServer
from tests.browser.tablets import Tablet

_TAKE_FIRST = """async () => {
  const file = await journal.keepFile(new ArrayBuffer(6000), "facade.jpg", "image/jpeg", { held: true });
  journal.append("answer", "facade", file);
  return file.sha256;
}"""
_TAKE_AGAIN = """async () => {
  const before = journal.events.findLast((each) => each.path === "facade").value.sha256;
  const bytes = new Uint8Array(7000).fill(3);
  const file = await journal.keepFile(bytes.buffer, "facade.jpg", "image/jpeg", { held: true });
  journal.append("answer", "facade", file);
  await journal.dropHeld(before);
  return before;
}"""
_DAMAGE = """async ([name, part]) => {
  const row = (await rows(name)).find((each) => JSON.stringify([each.id, each.interview]).includes(part));
  new Uint8Array(row.ciphertext)[5] ^= 255;
  await tester.database.put(name, row);
}"""


def test_a_photo_that_was_taken_again_leaves_nothing_to_wait_for(
    tablet: Tablet, tablet_server: TabletServer
) -> None:
    (visit,) = tablet.enrol("Kim", "Harbour")
    tablet_server.is_down = True
    tablet.open(visit)
    first = tablet.page.evaluate(_TAKE_FIRST)
    assert tablet.page.evaluate(_TAKE_AGAIN) == first
    tablet.finish()
    tablet_server.is_down = False
    tablet.sync()
    tablet.sync()
    assert tablet.visit(visit)["state"] == "confirmed"
    (record,) = tablet_server.records()
    (file,) = record["media"]
    assert file["sha256"] != first
    assert tablet_server.open_file(tablet_server.media[file["sealed_sha256"]], file["sha256"])


def test_a_photo_that_the_disk_has_damaged_keeps_nobody_from_handing_in(
    tablet: Tablet, tablet_server: TabletServer
) -> None:
    (visit,) = tablet.enrol("Kim", "Harbour")
    tablet_server.is_down = True
    tablet.open(visit)
    good, bad = tablet.photo(5000, 1, "facade"), tablet.photo(6000, 2, "receipt")
    tablet.page.evaluate(_DAMAGE, ["bytes", bad])
    assert len(tablet.page.evaluate("tester.rescue().then((blob) => blob.text())").splitlines()) == 4
    tablet.finish()
    tablet_server.is_down = False
    tablet.sync()
    assert tablet.visit(visit)["state"] == "sent"
    (record,) = tablet_server.records()
    sealed = {each["sha256"]: each["sealed_sha256"] for each in record["media"]}
    assert sealed == {good: tablet.rows("uploads")[0]["sha256"], bad: ""}
    assert tablet_server.open_file(tablet_server.media[sealed[good]], good)
    assert [each["sha256"] for each in tablet.rows("media")] == [bad]
    assert sum(each["id"].endswith(bad) for each in tablet.rows("bytes")) == 1


def test_a_draft_that_the_disk_has_damaged_stops_no_other(
    tablet: Tablet, tablet_server: TabletServer
) -> None:
    visits = tablet.enrol("Kim", "Harbour", "Station")
    tablet_server.is_down = True
    for visit in visits:
        tablet.open(visit)
        tablet.answer("greeted", "yes")
    tablet.page.evaluate("tester.leave()")
    first, second = (each["interview"] for each in tablet.rows("interviews"))
    tablet.page.evaluate(_DAMAGE, ["events", first])
    assert second in tablet.page.evaluate("tester.rescue().then((blob) => blob.text())")
    tablet_server.is_down = False
    tablet.sync()
    assert len(tablet_server.interviews[second]["events"]) == 2
    assert len([row for row in tablet.rows("events") if row["interview"] == first]) == 2


def test_what_another_device_has_replaced_is_put_aside_and_the_disk_holds_what_was_shown(
    tablet: Tablet, tablet_server: TabletServer
) -> None:
    visit, interview = tablet.begun()
    held = tablet_server.interviews[interview]
    tablet_server.is_down = True
    tablet.answer("greeted", "mine")
    tablet.page.evaluate("tester.leave()")
    tablet_server.is_down = False
    held["device"] = "another"
    for seq, value in ((3, "theirs"), (4, "after")):
        held["events"][seq] = {**held["events"][2], "seq": seq, "value": value}
    tablet.sync()
    assert tablet.visit(visit)["state"] == "elsewhere"
    tablet.page.evaluate(
        """async (id) => {
      tester.start = tester.take;
      await open_visit(id);
    }""",
        visit,
    )
    told = "(each) => each.value"
    assert tablet.page.evaluate(f"journal.events.slice(1).map({told})") == ["yes", "theirs", "after"]
    assert tablet.page.evaluate(f"store.events().then((all) => all.slice(1).map({told}))") == [
        "yes",
        "theirs",
        "after",
    ]
    assert [row["seq"] for row in tablet.rows("events") if "/aside/" in row["interview"]] == [3]


def test_a_note_that_is_refused_stops_no_other_and_is_not_sent_for_ever(
    tablet: Tablet, tablet_server: TabletServer
) -> None:
    first, second = tablet.enrol("Kim", "Harbour", "Station")
    refusal = json.dumps({"code": "NOTE_UNREADABLE"}).encode()
    tablet_server.fault = lambda _method, path, _body: (
        (422, refusal, {"Content-Type": "application/json"}) if f"{first}/notes" in path else None
    )
    for visit in (first, second):
        tablet.page.evaluate("(id) => tester.note(id, 'untested', { reason: 'closed', media: [] })", visit)
    tablet.sync()
    assert [(tablet.visit(each)["isSent"], tablet.visit(each)["problem"]) for each in (first, second)] == [
        (False, "NOTE_UNREADABLE"),
        (True, ""),
    ]
    tablet_server.requests.clear()
    tablet.sync()
    assert [path for _method, path, _status in tablet_server.requests if "/notes/" in path] == []


def test_a_tablet_that_dies_while_it_takes_a_draft_over_opens_no_empty_one(
    tablet: Tablet, tablet_server: TabletServer
) -> None:
    (visit,) = tablet.enrol("Kim", "Harbour")
    tablet.lose_draft(tablet_server, visit)
    tablet.page.evaluate("""async () => {
      await tester.leave();
      await tester.database.write(["events"], (store) => store("events").clear());
      const write = tester.database.write.bind(tester.database);
      tester.database.write = async (names, ...more) => {
        if (names.includes("events")) throw new Error("the tablet dies");
        return write(names, ...more);
      };
    }""")
    script = "async (id) => tester.take(id).then(() => '', (error) => error.message)"
    assert tablet.page.evaluate(script, visit) == "the tablet dies"
    assert [row["elsewhere"] for row in tablet.rows("interviews")] == [True]
    tablet.begin()
    tablet.unlock("Kim")
    tablet.page.evaluate("async (id) => { window.boot = await tester.take(id); }", visit)
    assert len(tablet.rows("events")) == 2
