"""Who may open what on one tablet: PINs, two testers, two tabs, a schema of an earlier day."""

from __future__ import annotations

import json
from pathlib import Path

from tests.browser.tablet_server import TabletServer
from tests.browser.tablets import PIN, Tablet

_FIXTURE = Path(__file__).parent / "tablet_schema_1.json"
_SEEN = """async () => {
  const found = await Promise.all(["records", "events", "interviews", "notes", "uploads"].map(rows));
  return JSON.stringify([tester.work, await tester.visits(), found]);
}"""


def test_wrong_pins_cost_more_and_more_time_and_nothing_else(tablet: Tablet) -> None:
    (visit,) = tablet.enrol("Kim", "Harbour")
    tablet.open(visit)
    tablet.answer("greeted", "yes")
    tablet.lock()
    waits = [tablet.unlock("Kim", "000000") for _ in range(4)]
    assert waits == [0, 0, 0, 0]
    assert tablet.unlock("Kim", "000000") == 2
    assert tablet.unlock("Kim") == 2  # the right one does not count before its time
    now = tablet.page.evaluate("Date.now()")
    tablet.page.clock.set_fixed_time((now + 2100) / 1000)
    assert tablet.unlock("Kim", "000000") == 4
    tablet.page.clock.set_fixed_time((now + 6200) / 1000)
    assert tablet.unlock("Kim") == -1
    tablet.open(visit)
    assert tablet.page.evaluate("journal.events.length") == 2


def test_what_was_kept_under_the_old_pin_opens_with_the_new_one_only(tablet: Tablet) -> None:
    (visit,) = tablet.enrol("Kim", "Harbour")
    tablet.open(visit)
    tablet.answer("greeted", "yes")
    assert (
        tablet.page.evaluate("tester.changePin('000000', '902817').catch((error) => error.name)")
        == "WrongPin"
    )
    tablet.page.evaluate("([old]) => tester.changePin(old, '902817')", [PIN])
    tablet.lock()
    assert tablet.unlock("Kim") == 0
    assert tablet.unlock("Kim", "902817") == -1
    tablet.open(visit)
    assert tablet.page.evaluate("journal.events.length") == 2


def test_a_locked_tablet_forgets_the_key_and_still_sends_what_is_sealed(
    tablet: Tablet, tablet_server: TabletServer
) -> None:
    (visit,) = tablet.enrol("Kim", "Harbour")
    tablet_server.is_down = True
    tablet.open(visit)
    tablet.photo(8000)
    tablet.finish()
    tablet.lock()
    assert tablet.page.evaluate("[tester.isLocked, tester.vault, tester.work.assignments.length]") == [
        True,
        None,
        0,
    ]
    assert tablet.page.evaluate("Device.list().then(([kim]) => kim.unsent)") == 1
    tablet_server.is_down = False
    tablet.page.evaluate(
        "async () => { Outbox.of(tester.database.name).hurry(); await Outbox.sendLocked(); }"
    )
    assert tablet.page.evaluate("Device.list().then(([kim]) => kim.unsent)") == 0
    assert len(tablet_server.records()) == 1


def test_a_visit_that_is_being_sealed_when_the_tablet_locks_is_sealed_once(
    tablet: Tablet, tablet_server: TabletServer
) -> None:
    (visit,) = tablet.enrol("Kim", "Harbour")
    tablet_server.is_down = True
    tablet.open(visit)
    for seed in (1, 2, 3):
        tablet.photo(900_000, seed, f"photo_{seed}")
    tablet.page.evaluate("""async () => {
      journal.append("finish");
      void sender.finish();
      void sender.finish();
      await tester.lock();
    }""")
    assert ([row["revision"] for row in tablet.rows("records")], tablet.rows("events")) == ([1], [])
    tablet_server.is_down = False
    tablet.unlock("Kim")
    tablet.sync()
    assert tablet.visit(visit)["state"] == "confirmed"
    assert len(tablet_server.records()) == 1


def test_a_photo_that_is_being_made_small_when_the_page_is_left_is_not_lost(tablet: Tablet) -> None:
    (visit,) = tablet.enrol("Kim", "Harbour")
    tablet.open(visit)
    tablet.page.evaluate("""async () => {
      const take = async () => {
        await new Promise((resolve) => setTimeout(resolve, 400));
        const file = await journal.keepFile(new ArrayBuffer(9000), "a.jpg", "image/jpeg");
        journal.append("answer", "facade", file);
      };
      void journal.keep(take());
      await tester.lock();
    }""")
    assert (len(tablet.rows("media")), len(tablet.rows("events"))) == (1, 2)


def test_the_next_tester_delivers_the_record_of_the_last_one_and_sees_nothing_of_it(
    tablet: Tablet, tablet_server: TabletServer
) -> None:
    (visit,) = tablet.enrol("Kim", "Harbour")
    tablet_server.is_down = True
    tablet.open(visit)
    tablet.answer("adviser", "Mr Jung")
    tablet.finish()
    tablet.lock()
    tablet_server.is_down = False
    tablet.enrol("Tara", "Station", pin="135791")
    tablet.page.evaluate(
        "async (name) => { Outbox.of(name).hurry(); await Outbox.sendLocked(); }",
        tablet.page.evaluate(
            "Device.list().then((all) => all.find((each) => each.tester.name === 'Kim').database)"
        ),
    )
    (record,) = tablet_server.records()
    assert record["tester"] == tablet_server.testers["Kim"]
    seen = tablet.page.evaluate(_SEEN)
    assert [word for word in (visit, "Harbour", "Jung") if word in seen] == []
    assert [each["location"]["name"] for each in json.loads(seen)[0]["assignments"]] == ["Station"]


def test_a_second_tab_only_looks_and_nothing_is_sent_twice(
    tablet: Tablet, tablet_server: TabletServer
) -> None:
    (visit,) = tablet.enrol("Kim", "Harbour")
    tablet.open(visit)
    tablet.answer("greeted", "yes")
    other = Tablet(tablet.page.context.new_page(), tablet_server).begin()
    other.unlock("Kim")
    other.open(visit)
    assert other.page.evaluate("[boot.readOnly, boot.elsewhere]") == [True, False]
    tablet_server.is_down = True
    tablet.finish()
    tablet_server.is_down = False
    tablet_server.requests.clear()
    for each in (tablet, other):
        each.page.evaluate("() => { tester.outbox.hurry(); window.sent = tester.sync(); }")
    for each in (tablet, other):
        each.page.evaluate("sent")
    assert sum(1 for _method, path, _status in tablet_server.requests if "/submissions/" in path) == 1


def test_a_tester_who_enrols_again_finds_the_drafts_under_the_same_pin(
    tablet: Tablet, tablet_server: TabletServer
) -> None:
    visit, interview = tablet.begun()
    tablet.lock()
    tablet.page.evaluate(
        "async ([code, pin]) => { window.tester = await Device.enrol({ code, name: 'Tablet 7', pin }); }",
        ["code-of-Kim", PIN],
    )
    assert tablet.open(visit) == interview
    tablet.answer("greeted", "no")
    tablet.send_draft()
    assert tablet_server.interviews[interview]["device"] == tablet.page.evaluate("tester.device")
    assert len(tablet_server.interviews[interview]["events"]) == 3
    assert tablet.page.evaluate("Device.list().then((all) => all.length)") == 1


def test_another_pin_starts_beside_what_it_cannot_open(tablet: Tablet) -> None:
    (visit,) = tablet.enrol("Kim", "Harbour")
    tablet.open(visit)
    tablet.answer("greeted", "yes")
    tablet.lock()
    tablet.page.evaluate(
        "async (code) => { window.tester = await Device.enrol({ code, name: 'Tablet 7', pin: '999999' }); }",
        "code-of-Kim",
    )
    assert tablet.rows("interviews") == []
    known = tablet.page.evaluate("Device.list().then((all) => all.map((each) => each.unsent).sort())")
    assert known == [0, 1]


def test_a_newer_schema_keeps_every_row_and_asks_the_old_tab_to_close(tablet: Tablet) -> None:
    """The fixture holds a row of every store of schema 1."""
    rows = json.loads(_FIXTURE.read_text("utf-8"))
    tablet.page.evaluate(
        """async (rows) => {
      window.old = new Database("mystery-fixture", SCHEMA.slice(0, 1));
      for (const [name, each] of Object.entries(rows)) for (const row of each) await old.put(name, row);
    }""",
        rows,
    )
    found = tablet.page.evaluate(
        """async (names) => {
      const next = new Database("mystery-fixture", [...SCHEMA, { later: "id" }]);
      await next.put("later", { id: 1 });
      return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await next.all(name)])));
    }""",
        list(rows),
    )
    assert found == rows
    assert sorted(rows) == sorted(tablet.page.evaluate("Object.keys(SCHEMA[0])"))
