"""What a disk may hold after the power went: everything that was synced, and any part of the rest.

A `Recorder` writes down what was done to files; a `Disk` plays that back up to a moment and then fails there.
It is harsher than a file system with a journal: unsynced writes survive as a whole, not at all, or by sectors
of 512 bytes, in any combination; so do unsynced names.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

SECTOR = 512
_FOLDER = -1
MOODS = ("nothing", "everything", "writes", "sectors", "noise")
"""What becomes of unsynced writes: lost, kept, some of them, some of their sectors, and noise in the gaps."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done: make-folder, create, write, truncate, sync, delete, rename, sync-folder; or `told`.

    `told` is no act on the disk: what `what` names was acknowledged to a tablet at this moment.
    """

    act: str
    path: str = ""
    offset: int = 0
    data: bytes = b""
    to: str = ""
    what: object = None


@dataclass(slots=True)
class Recorder:
    """Everything that was done to the files below a folder, in order, and what was acknowledged when."""

    folder: Path
    steps: list[Step] = field(default_factory=list)
    before: dict[str, bytes | None] = field(default_factory=dict)
    """Name -> content of what was there at the beginning; a folder has none."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self) -> None:
        """What lies in the folder now counts as safely written."""
        there = ((str(each.relative_to(self.folder)), each) for each in self.folder.rglob("*"))
        self.before = {name: each.read_bytes() if each.is_file() else None for name, each in there}
        self.steps.clear()

    def note(self, act: str, path: str | Path, **details: object) -> None:
        name = self.name_of(path)
        if name is None:
            return
        with self._lock:
            self.steps.append(Step(act, name, **details))  # type: ignore[arg-type]

    def name_of(self, path: str | Path) -> str | None:
        """The name below the folder; None for a file elsewhere."""
        found = Path(path).absolute()
        return str(found.relative_to(self.folder)) if found.is_relative_to(self.folder) else None

    def told(self, what: object) -> None:
        """`what` has been acknowledged: from here on it must survive."""
        with self._lock:
            self.steps.append(Step("told", what=what))


@dataclass(slots=True)
class _Content:
    """The bytes of a file that are safe, and the writes and cuts that are not yet."""

    safe: bytearray
    pending: list[Step] = field(default_factory=list)

    def sync(self) -> None:
        for each in self.pending:
            _put(self.safe, each)
        self.pending.clear()

    def after_cut(self, chance: Random, mood: str) -> bytes:
        found = bytearray(self.safe)
        for each in self.pending:
            if mood in ("sectors", "noise") and each.act == "write":
                _tear(found, each, chance, mood)
            elif mood == "everything" or (mood != "nothing" and chance.random() < 0.5):
                _put(found, each)
        return bytes(found)


def _put(into: bytearray, step: Step) -> None:
    if step.act == "truncate":
        del into[step.offset :]
        into.extend(bytes(step.offset - len(into)))
        return
    into.extend(bytes(max(0, step.offset - len(into))))
    into[step.offset : step.offset + len(step.data)] = step.data


def _tear(into: bytearray, step: Step, chance: Random, mood: str) -> None:
    """Each sector of a write arrives or does not; with noise, one that did not may hold anything."""
    at, end = step.offset, step.offset + len(step.data)
    while at < end:
        stop = min(end, (at // SECTOR + 1) * SECTOR)
        piece = step.data[at - step.offset : stop - step.offset]
        if chance.random() < 0.5:
            _put(into, Step("write", offset=at, data=piece))
        elif mood == "noise" and at >= len(into):
            _put(into, Step("write", offset=at, data=chance.randbytes(len(piece))))
        at = stop


class Disk:
    """Files by number, names that lead to them, and of both what is already safe."""

    def __init__(self, before: Mapping[str, bytes | None]) -> None:
        self.files: dict[int, _Content] = {}
        self.names: dict[str, int] = {}
        for name, content in before.items():
            if content is None:
                self.names[name] = _FOLDER
            else:
                self._new(name, content)
        self.safe_names = dict(self.names)
        self.unsafe: list[Step] = []

    def _new(self, name: str, content: bytes = b"") -> None:
        self.names[name] = number = len(self.files)
        self.files[number] = _Content(bytearray(content))

    def play(self, step: Step) -> None:
        if step.act in ("create", "make-folder"):
            self._new(step.path) if step.act == "create" else self.names.update({step.path: _FOLDER})
            self.unsafe.append(Step("name", step.path, offset=self.names[step.path]))
        elif step.act in ("write", "truncate"):
            self.files[self.names[step.path]].pending.append(step)
        elif step.act == "sync":
            self.files[self.names[step.path]].sync()
        elif step.act == "sync-folder":
            self._keep_names(step.path)
        else:
            self._rename(step)

    def _rename(self, step: Step) -> None:
        if step.act == "rename":
            self.names[step.to] = self.names.pop(step.path)
            self.unsafe.append(Step("name", step.to, offset=self.names[step.to], to=step.path))
        elif step.act == "delete":
            del self.names[step.path]
            self.unsafe.append(Step("gone", step.path))

    def _keep_names(self, folder: str) -> None:
        """A folder's names are safe when the folder was synced, not when the files in it were."""
        here = [each for each in self.unsafe if _folder_of(each.path) == folder]
        self.unsafe = [each for each in self.unsafe if each not in here]
        for each in here:
            _settle(self.safe_names, each)

    def after_cut(self, chance: Random, mood: str) -> dict[str, bytes]:
        """What somebody finds who switches the machine on again."""
        names = dict(self.safe_names)
        for each in self.unsafe:
            if mood == "everything" or (mood != "nothing" and chance.random() < 0.5):
                _settle(names, each)
        return {
            name: self.files[number].after_cut(chance, mood)
            for name, number in names.items()
            if number != _FOLDER and all(each in names for each in _folders_of(name))
        }


def _settle(names: dict[str, int], step: Step) -> None:
    if step.act == "gone":
        names.pop(step.path, None)
        return
    names[step.path] = step.offset
    if step.to:
        names.pop(step.to, None)


def _folder_of(name: str) -> str:
    return str(Path(name).parent)


def _folders_of(name: str) -> list[str]:
    """A file is lost, too, when the name of a folder on the way to it is."""
    return [str(each) for each in Path(name).parents if str(each) != "."]


@dataclass(frozen=True, slots=True)
class Cut:
    """One power cut: after how many steps, in which mood, what was found, and what had been promised."""

    after: int
    mood: str
    found: Mapping[str, bytes]
    told: tuple[object, ...]


def cuts(recorder: Recorder, count: int, seed: int = 1) -> Iterator[Cut]:
    """`count` power cuts, spread over the whole recording."""
    chance = Random(seed)
    moments = sorted(chance.randrange(1, len(recorder.steps) + 1) for _ in range(count))
    disk, told, played = Disk(recorder.before), [], 0
    for number, moment in enumerate(moments):
        for step in recorder.steps[played:moment]:
            if step.act == "told":
                told.append(step.what)
            else:
                disk.play(step)
        played = moment
        mood = MOODS[number % len(MOODS)]
        yield Cut(moment, mood, disk.after_cut(chance, mood), tuple(told))


def lay_out(found: Mapping[str, bytes], folder: Path) -> None:
    """Writes what was found after a cut into an empty folder, so that the real code can be started on it."""
    for name, content in found.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
