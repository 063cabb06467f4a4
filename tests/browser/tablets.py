"""What tests of the tablet do in its page: enrol, begin a visit, write answers and photos, finish, send."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

from tests.browser.tablet_server import TabletServer

PIN = "246810"

_BEGIN = """async (statics) => {
  const names = ["device", "session", "outbox", "db", "journal"];
  Object.assign(window, ...(await Promise.all(names.map((name) => import(`${statics}/js/sync/${name}.js`)))));
  window.open_visit = async (assignment) => {
    const boot = await window.tester.start(assignment);
    const { store, sender, otherTab } = window.tester.field(boot);
    const journal = new Journal(store, { by: boot.actor });
    await journal.load(boot.events);
    const statuses = [];
    if (!otherTab) {
      sender.attach(journal, { urls: boot.urls, onStatus: (status) => statuses.push(status) });
      journal.onTrouble = () => (sender.trouble = "storage");
      await sender.start();
      const { fingerprint: form, seed, zone, mode } = boot;
      if (!journal.lastSeq) journal.append("open", "", { form, seed, zone, language: "en", mode });
    }
    Object.assign(window, { boot, store, sender, journal, statuses });
    return boot;
  };
  window.rows = (name) => window.tester.database.all(name);
}"""
_ENROL = """async ([code, pin]) => {
  window.tester = await Device.enrol({ code, name: "Tablet 7", pin });
  await tester.sync();
}"""
_UNLOCK = """async ([name, pin]) => {
  const known = (await Device.list()).find((each) => each.tester.name === name);
  try {
    window.tester = await Session.unlock(known.device, pin);
    await tester.sync();
    return -1;
  } catch (error) {
    if (error.name !== "WrongPin") throw error;
    return error.waitSeconds;
  }
}"""
_ANSWER = """async ([path, value]) => {
  journal.append("answer", path, value);
  await journal.write("strict");
  sender.soon(0);
}"""
_PHOTO = """async ([size, seed, path]) => {
  const bytes = Uint8Array.from({ length: size }, (_, at) => (at * 7 + seed) % 251);
  const file = await journal.keepFile(bytes.buffer, `photo-${seed}.jpg`, "image/jpeg");
  journal.append("answer", path, file);
  sender.files++;
  await journal.write("strict");
  return file.sha256;
}"""


@dataclass
class Tablet:
    """A page of one tablet; `server` is what it talks to."""

    page: Page
    server: TabletServer = field(default_factory=TabletServer)

    def begin(self) -> Tablet:
        self.page.goto(self.server.address + "/tablet/")
        return self.load("/static")

    def load(self, statics: str) -> Tablet:
        """Into whatever page of the server is open; `statics` is where its static files lie."""
        self.page.evaluate(_BEGIN, statics)
        return self

    def enrol(self, name: str, *places: str, pin: str = PIN) -> list[str]:
        """Enrols a tester with visits to these places; gives the assignments' ids."""
        self.enrol_with(self.server.tester(name, *places), pin)
        return [each["id"] for each in self.server.work[self.server.testers[name]]]

    def enrol_with(self, code: str, pin: str = PIN) -> None:
        self.page.evaluate(_ENROL, [code, pin])
        self.refresh()

    def refresh(self) -> None:
        """Fetches the work and all that belongs to it."""
        self.page.evaluate("tester.refresh().then(() => tester.day.fetching)")

    def send_draft(self) -> None:
        """What is open goes now."""
        self.page.evaluate("() => sender.sender.flush()")

    def begun(self) -> tuple[str, str]:
        """Kim's only visit, and its interview, whose first answer the server has."""
        (visit,) = self.enrol("Kim", "Harbour")
        interview = self.open(visit)
        self.answer("greeted", "yes")
        self.send_draft()
        return visit, interview

    def lose_draft(self, server: TabletServer, visit: str) -> str:
        """Another tablet takes over what was begun here; one more answer meets its refusal."""
        interview = self.open(visit)
        self.answer("greeted", "yes")
        self.send_draft()
        server.interviews[interview]["device"] = "another"
        self.answer("greeted", "no")
        self.send_draft()
        return interview

    def unlock(self, name: str, pin: str = PIN) -> int:
        """-1 where the PIN was right, else the seconds to wait."""
        return int(self.page.evaluate(_UNLOCK, [name, pin]))

    def lock(self) -> None:
        self.page.evaluate("tester.lock()")

    def open(self, assignment: str) -> str:
        return str(self.page.evaluate("async (id) => (await open_visit(id)).interview", assignment))

    def answer(self, path: str, value: object) -> None:
        self.page.evaluate(_ANSWER, [path, value])

    def photo(self, size: int, seed: int = 1, path: str = "facade") -> str:
        return str(self.page.evaluate(_PHOTO, [size, seed, path]))

    def finish(self) -> None:
        """Seals; what can be sent is sent."""
        self.page.evaluate(
            "async () => { journal.append('finish'); await sender.finish(); await tester.sync(); }"
        )

    def sync(self) -> None:
        self.page.evaluate("async () => { tester.outbox.hurry(); await tester.sync(); }")

    def visit(self, assignment: str) -> dict[str, Any]:
        script = "async (id) => (await tester.visits()).find((each) => each.assignment === id)"
        return dict(self.page.evaluate(script, assignment))

    def rows(self, name: str) -> list[dict[str, Any]]:
        """A store's rows; bytes are left out."""
        return list(self.page.evaluate("async (name) => JSON.parse(JSON.stringify(await rows(name)))", name))
