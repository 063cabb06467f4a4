"""A visit on an enrolled tablet: encrypted as a draft, sealed at the end, confirmed only by a receipt."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from playwright.sync_api import expect

from mystery.services.curves import canonical, from_base64url, is_signed
from tests.browser.playing import item
from tests.browser.profiles import Profile
from tests.browser.tablet_server import TabletServer
from tests.browser.tablets import Tablet

MARKERS = [f"Marker{number:02d}-Ümlaut" for number in range(20)]

_EVERYTHING = """async () => {
  const told = (value) => {
    if (value instanceof ArrayBuffer) return told(new Uint8Array(value));
    if (value instanceof Uint8Array) return new TextDecoder().decode(value);
    if (Array.isArray(value)) return value.map(told);
    if (value instanceof CryptoKey) return value.type;
    if (!value || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, told(each)]));
  };
  const done = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
  const all = {};
  for (const { name } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      all[`${name}/${store}`] = told(await done(database.transaction(store).objectStore(store).getAll()));
    }
    database.close();
  }
  return JSON.stringify({ all, held: { ...localStorage } });
}"""
_ANSWER_WITH_A_PHOTO = """() => {
  const file = { sha256: "a".repeat(64), name: "x.jpg", type: "image/jpeg", size: 1 };
  player.answer(player.run.slot("facade"), file);
}"""
_ANSWER_THE_REST = """async () => {
  const open = new Set(player.run.problems().filter((each) => each.blocks).map((each) => each.path));
  for (const slot of player.run.visible()) if (open.has(slot.path)) player.answer(slot, "no");
  await player.finish();
}"""
_KEEP_TEXT = """(name) => {
  const bytes = new TextEncoder().encode(name.repeat(50)).buffer;
  return journal.keepFile(bytes, `${name}.txt`, "text/plain");
}"""
_PLAY = """async (assignment) => {
  const { play } = await import("/static/js/player/main.js");
  const boot = await tester.start(assignment);
  window.player = await play(document.getElementById("root"), boot, tester.field(boot));
}"""


def test_a_visit_is_sealed_sent_and_confirmed(tablet: Tablet, tablet_server: TabletServer) -> None:
    (visit,) = tablet.enrol("Kim", "Harbour")
    interview = tablet.open(visit)
    tablet.answer("greeted", "yes")
    tablet.page.evaluate(
        "(id) => tester.note(id, 'checkin', { latitude: 53.54321, longitude: 9.98765, accuracy_m: 12 })",
        visit,
    )
    tablet_server.fault = lambda _method, path, _body: (503, b"", {}) if "/media/" in path else None
    photo = tablet.photo(700_000)
    assert tablet.visit(visit)["state"] == "draft"
    tablet.finish()
    assert tablet.visit(visit)["state"] == "confirmed"
    (record,) = tablet_server.records()
    assert record["submission"] == interview
    assert [event["kind"] for event in record["events"]] == ["open", "answer", "answer", "finish"]
    assert record["notes"][0]["value"] == {"latitude": 53.543, "longitude": 9.988, "accuracy_m": 12}
    sent = tablet_server.open_file(tablet_server.media[record["media"][0]["sealed_sha256"]], photo)
    assert hashlib.sha256(sent).hexdigest() == photo
    assert tablet.rows("events") == tablet.rows("media") == []


def test_a_photo_that_the_server_has_already_is_not_sent_twice(
    tablet: Tablet, tablet_server: TabletServer
) -> None:
    (visit,) = tablet.enrol("Kim", "Harbour")
    tablet.open(visit)
    photo = tablet.photo(20_000)
    tablet.send_draft()
    assert photo in tablet_server.media
    tablet.finish()
    (record,) = tablet_server.records()
    assert record["media"][0]["sealed_sha256"] == ""
    assert tablet_server.uploads == {}
    assert tablet.visit(visit)["state"] == "confirmed"
    assert len(tablet.rows("uploads")) == 1  # for the day when the server has lost it


def test_the_player_of_a_tablet_goes_on_offline_and_ends_with_the_receipt(
    tablet: Tablet, tablet_server: TabletServer
) -> None:
    (visit,) = tablet.enrol("Kim", "Harbour")
    tablet_server.is_down = True
    page = tablet.page
    page.evaluate(_PLAY, visit)
    item(page, "greeted").get_by_text("No", exact=True).click()
    page.evaluate(_ANSWER_WITH_A_PHOTO)
    page.evaluate("() => player.journal.write('strict')")
    tablet.begin()
    tablet.unlock("Kim")
    page.evaluate(_PLAY, visit)
    expect(item(page, "greeted").locator("input:checked")).to_have_value("no")
    page.evaluate(_ANSWER_THE_REST)
    page.evaluate("player.go('')")
    expect(page.locator(".ending-step").nth(0)).to_have_attribute("data-done", "true")
    expect(page.locator(".ending-step").nth(2)).to_have_attribute("data-done", "false")
    tablet_server.is_down = False
    tablet_server.media["a" * 64] = b"it came before"
    tablet.sync()
    expect(page.locator(".ending-step").nth(2)).to_have_attribute("data-done", "true")


def _on_disk(folder: Path, text: str) -> list[str]:
    written = (text.encode(), text.encode("utf-16-le"), text.encode("latin-1"))
    return [
        path.name
        for path in folder.rglob("*")
        if path.is_file() and any(each in path.read_bytes() for each in written)
    ]


def test_a_browser_that_is_killed_has_lost_nothing_that_is_a_second_old(
    profile: Profile, tablet_server: TabletServer
) -> None:
    tablet = Tablet(profile.start().pages[0], tablet_server).begin()
    (visit,) = tablet.enrol("Kim", "Harbour")
    tablet_server.is_down = True
    tablet.open(visit)
    tablet.page.evaluate("""() => {
      window.count = 0;
      setInterval(() => journal.append("answer", "adviser", String(++count)), 20);
    }""")
    tablet.page.wait_for_timeout(700)
    count = tablet.page.evaluate(
        "new Promise((resolve) => { const now = count; setTimeout(() => resolve(now), 300); })"
    )
    profile.kill()
    tablet = Tablet(profile.start().pages[0], tablet_server).begin()
    assert tablet.unlock("Kim") == -1
    tablet.open(visit)
    assert tablet.page.evaluate("Number(journal.events.at(-1).value)") >= count > 10


def test_nothing_of_a_visit_can_be_read_from_the_disk(profile: Profile, tablet_server: TabletServer) -> None:
    context = profile.start()
    tablet = Tablet(context.pages[0], tablet_server).begin()
    (visit,) = tablet.enrol("Kim", MARKERS[0])
    tablet_server.is_down = True
    tablet.open(visit)
    tablet.page.evaluate("([id, reason]) => tester.note(id, 'untested', { reason })", [visit, MARKERS[1]])
    tablet.page.evaluate(_KEEP_TEXT, MARKERS[2])
    for marker in MARKERS[3:19]:
        tablet.answer("adviser", marker)
    tablet.page.evaluate(
        "(text) => store.hold([{ seq: 99, kind: 'answer', path: 'adviser', value: text }])", MARKERS[19]
    )
    before = tablet.page.evaluate(_EVERYTHING)
    tablet.page.evaluate("localStorage.clear()")
    tablet.finish()
    after = tablet.page.evaluate(_EVERYTHING)
    assert json.loads(after)["all"]["mystery-devices/devices"][0]["name"] == "Tablet 7"
    assert [marker for marker in MARKERS if marker in before or marker in after] == []
    context.close()
    assert {marker: found for marker in MARKERS if (found := _on_disk(profile.folder, marker))} == {}


def test_the_last_words_of_a_page_are_held_without_waiting_and_encrypted(tablet: Tablet) -> None:
    (visit,) = tablet.enrol("Kim", "Harbour")
    tablet.open(visit)
    tablet.page.evaluate("""() => {
      store.database.write = () => new Promise(() => {});
      journal.append("answer", "adviser", "Mr Jung");
      journal.flush();
      journal.append("answer", "adviser", "Mr Jung-Alt");
      journal.flush();
    }""")
    assert "Jung" not in tablet.page.evaluate("JSON.stringify(localStorage)")
    tablet.begin()
    tablet.unlock("Kim")
    tablet.open(visit)
    assert tablet.page.evaluate(
        "journal.events.filter((each) => each.kind === 'answer').map((each) => each.value)"
    ) == ["Mr Jung", "Mr Jung-Alt"]


def test_a_full_tablet_keeps_answers_in_memory_says_so_and_takes_no_more_photos(
    tablet: Tablet, tablet_server: TabletServer
) -> None:
    devtools = tablet.page.context.new_cdp_session(tablet.page)
    quota = {"origin": tablet_server.address}
    devtools.send("Storage.overrideQuotaForOrigin", {**quota, "quotaSize": 500_000})
    (visit,) = tablet.enrol("Kim", "Harbour")
    tablet_server.is_down = True
    tablet.open(visit)
    tablet.answer("adviser", "before")
    tablet.page.evaluate("""async () => {
      journal.append("answer", "adviser", "kept in memory ".repeat(100000));
      await journal.write("strict");
    }""")
    assert tablet.page.evaluate("[tester.isFull, sender.status.trouble, journal.unwritten.length]") == [
        True,
        "storage",
        1,
    ]
    refused = (
        "journal.keepFile(new ArrayBuffer(1000), 'a.jpg', 'image/jpeg').then(() => '', (error) => error.name)"
    )
    assert tablet.page.evaluate(refused) == "QuotaExceededError"
    assert '"seq":3' in tablet.page.evaluate("tester.rescue().then((blob) => blob.text())")
    tablet.page.evaluate("async () => { journal.append('finish'); await sender.finish(); }")
    assert tablet.visit(visit)["state"] == "draft"
    devtools.send("Storage.overrideQuotaForOrigin", quota)
    tablet_server.is_down = False
    tablet.page.evaluate("() => sender.finish()")
    tablet.sync()
    (record,) = tablet_server.records()
    assert [str(event["value"])[:6] for event in record["events"][1:]] == ["before", "kept i", "None"]


def test_what_a_full_disk_refused_outlives_the_page(tablet: Tablet, tablet_server: TabletServer) -> None:
    (visit,) = tablet.enrol("Kim", "Harbour")
    tablet_server.is_down = True
    tablet.open(visit)
    full = "() => { throw new DOMException('full', 'QuotaExceededError'); }"
    tablet.page.evaluate(
        f"() => {{ store.database = {{ name: store.database.name, write: async {full} }}; }}"
    )
    tablet.page.evaluate(
        "async () => { journal.append('answer', 'adviser', 'Mr Jung'); await tester.leave(); }"
    )
    tablet.begin()
    tablet.unlock("Kim")
    tablet.open(visit)
    assert tablet.page.evaluate("journal.events.at(-1).value") == "Mr Jung"
    assert len(tablet.rows("events")) == 2


def test_a_request_that_hangs_keeps_nobody_from_finishing_or_locking(
    tablet: Tablet, tablet_server: TabletServer
) -> None:
    (visit,) = tablet.enrol("Kim", "Harbour")
    tablet.open(visit)
    tablet.page.evaluate("() => { window.fetch = () => new Promise(() => {}); }")
    tablet.answer("greeted", "yes")
    tablet.page.evaluate(
        "async () => { void sender.sender.flush(); journal.append('finish'); await sender.finish(); }"
    )
    assert tablet.visit(visit)["state"] == "here"
    tablet.lock()
    tablet.begin()
    tablet.unlock("Kim")
    tablet.sync()
    assert tablet.visit(visit)["state"] == "confirmed"


def test_a_connection_that_the_system_closes_is_opened_again(tablet: Tablet) -> None:
    (visit,) = tablet.enrol("Kim", "Harbour")
    tablet.open(visit)
    tablet.page.evaluate("tester.database.connection.then((database) => database.close())")
    tablet.answer("adviser", "still here")
    assert tablet.page.evaluate("store.events().then((events) => events.at(-1).value)") == "still here"


def test_the_rescue_file_is_sealed_signed_and_whole(tablet: Tablet, tablet_server: TabletServer) -> None:
    finished, begun = tablet.enrol("Kim", "Harbour", "Station")
    tablet_server.is_down = True
    tablet.open(finished)
    tablet.photo(5000)
    tablet.finish()
    interview = tablet.open(begun)
    tablet.answer("adviser", "Mr Jung")
    photo = tablet.photo(6000, seed=2)
    *lines, last = str(tablet.page.evaluate("tester.rescue().then((blob) => blob.text())")).splitlines()
    end = json.loads(last)
    device = tablet_server.devices[tablet.page.evaluate("tester.device")]
    assert (end["end"], end["sha256"]) == (
        len(lines),
        hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest(),
    )
    assert is_signed(
        device["public_key"], end["signature"], canonical({"end": end["end"], "sha256": end["sha256"]})
    )
    head, envelope, first, draft, second = (json.loads(line) for line in lines)
    assert hashlib.sha256(canonical(envelope["envelope"])).hexdigest() == tablet.rows("records")[0]["sha256"]
    assert [each["upload"]["content"] for each in (first, second)][1] == photo
    assert tablet_server.open_file(base64.b64decode(second["bytes"]), photo)
    key = AESGCM(tablet_server.open_escrow(head["escrow"], device["device"]))
    plain = json.loads(
        key.decrypt(
            from_base64url(draft["iv"]), from_base64url(draft["ciphertext"]), canonical(draft["draft"])
        )
    )
    assert draft["draft"]["interview"] == interview
    assert plain["events"][1]["value"] == "Mr Jung"
