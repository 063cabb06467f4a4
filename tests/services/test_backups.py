"""All that an installation owns comes back from its backup, on either kind of database; or nothing does."""

from __future__ import annotations

import errno
import io
import json
import shutil
import threading
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from mystery.app import create_app
from mystery.clock import utcnow
from mystery.problems import Rejected
from mystery.services import audit, backups, media
from mystery.services.context import settings
from mystery.services.sessions import open_session
from mystery.services.transaction import reading, transaction
from mystery.settings import Settings
from mystery.store import dump, schema
from mystery.store.database import db
from mystery.store.disk import Disk, replaced_by
from mystery.store.models import OrgKind, OrgUnit, UserSession
from tests import databases, findings_world
from tests.bench.installed import cheap, installed
from tests.cast import someone
from tests.collect import a_photo

PG = pytest.mark.postgres
Place = Callable[..., Settings]
"""Settings of an installation by its name and the kind of its database."""


@pytest.fixture
def place(tmp_path: Path, folder: Path) -> Iterator[Place]:
    with ExitStack() as running:
        servers: list[str] = []

        def settings_of(name: str, kind: str = "sqlite") -> Settings:
            if kind == "sqlite":
                return cheap(tmp_path / name)
            if not servers:
                (folder / "servers").mkdir(exist_ok=True)
                servers.append(running.enter_context(databases.postgres_server(folder / "servers")))
            return cheap(tmp_path / name, database_url=databases.new_database(servers[0], name))

        yield settings_of


@contextmanager
def at_work(where: Settings) -> Iterator[Flask]:
    """An installation with visits, a photo, a journal, a key, and somebody who is logged in."""
    with installed(where) as app:
        findings_world.populate()
        with transaction():
            media.keep(io.BytesIO(a_photo()))
            kiel = reading().scalars(select(OrgUnit).where(OrgUnit.code == "kiel")).one()
            kiel.name = "Kiel \U0001f6a2"
            kiel.parent_id = _region("late")  # its number is higher than that of its child
        open_session(someone("Anna"), "browser", utcnow())
        settings().journal.mkdir(parents=True, exist_ok=True)
        (settings().journal / "1.frames").write_bytes(b"\x00frames")
        (settings().journal / "2.part").write_bytes(b"not yet")
        yield app
        databases.let_go()


def _region(code: str) -> int:
    client = reading().scalars(select(OrgUnit)).first()
    assert client is not None
    row = OrgUnit(client_id=client.client_id, kind=OrgKind.REGION, code=code, name=code)
    reading().add(row)
    reading().flush()
    return row.id


@contextmanager
def empty(where: Settings) -> Iterator[None]:
    with create_app(where).app_context():
        yield
        databases.let_go()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with at_work(cheap(tmp_path_factory.mktemp("old"))):
        return backups.make().path


@pytest.fixture
def backup(made: Path, tmp_path: Path) -> Path:
    """A copy of a backup, to do anything with."""
    return Path(shutil.copy(made, tmp_path / "backup.zip"))


def contents() -> dict[str, list[Any]]:
    with dump.one_moment() as connection:
        return {table.name: list(dump.rows(connection, table)) for table in dump.tables()}


def files(where: Settings) -> dict[str, bytes]:
    """What lies in an installation's folder, but for databases, backups and parts."""
    root = where.instance_folder
    found = {str(each.relative_to(root)): each for each in root.rglob("*") if each.is_file()}
    left_out = ("mystery.db", "jobs.db", "backups")
    return {
        name: each.read_bytes()
        for name, each in found.items()
        if not name.startswith(left_out) and not name.endswith(".part")
    }


def codes(act: Callable[[], object]) -> list[str]:
    with pytest.raises(Rejected) as refusal:
        act()
    return [each.code for each in refusal.value.problems]


@pytest.mark.parametrize(
    ("before", "after"),
    [("sqlite", "sqlite"), pytest.param("sqlite", "pg", marks=PG), pytest.param("pg", "sqlite", marks=PG)],
)
def test_everything_comes_back_in_a_new_place_and_everybody_logs_in_again(
    place: Place, before: str, after: str
) -> None:
    old, new = place("old", before), place("new", after)
    with at_work(old):
        made, wanted, head = backups.make(), contents(), audit.head()
        assert reading().scalar(select(func.count()).select_from(UserSession)) == 1
    with empty(new):
        assert backups.restore(made.path)[1] == []
        found = contents()
        log = found.pop("audit_entry")
        assert log[:-1] == wanted.pop("audit_entry")
        assert (log[-1]["action"], log[-1]["previous_hash"]) == ("backup.restore", head)
        assert found == wanted
        assert found["org_unit"]
        assert files(new) == files(old)
        assert reading().scalar(select(func.count()).select_from(UserSession)) == 0
        with transaction():
            assert _region("the numbers of new rows are free") > max(row["id"] for row in wanted["org_unit"])


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("pg", marks=PG)])
def test_a_backup_is_of_one_moment_whatever_is_written_meanwhile(
    place: Place, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    add = backups.Writer.add
    with at_work(place("old", kind)) as app:
        before = len(contents()["org_unit"])

        def disturbed(writer: Any, name: str, pieces: Any) -> None:
            add(writer, name, pieces)
            if name == "tables/audit_entry.jsonl":
                other = threading.Thread(target=write)
                other.start()
                other.join(20)

        def write() -> None:
            with app.app_context():
                with transaction():
                    _region("meanwhile")
                db.session.remove()

        monkeypatch.setattr(backups.Writer, "add", disturbed)
        made = backups.make()
        assert len(contents()["org_unit"]) == before + 1
        assert made.manifest.rows["org_unit"] == before


def test_a_restore_that_was_cut_off_goes_on_and_what_is_there_is_never_written_over(
    place: Place, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = dump.load

    def cut_off(connection: Any, table: Any, lines: Any) -> int:
        if table.name == "score_line":
            raise KeyboardInterrupt
        return load(connection, table, lines)

    with empty(place("new")):
        with monkeypatch.context() as cut:
            cut.setattr(dump, "load", cut_off)
            with pytest.raises(KeyboardInterrupt):
                backups.restore(backup)
        assert dump.filled_tables() == []
        assert backups.restore(backup)[1] == []
        whole = contents()
        assert codes(lambda: backups.restore(backup)) == ["RESTORE_NOT_EMPTY"]
        assert contents() == whole


def test_a_file_that_differs_from_the_backups_is_not_written_over(place: Place, backup: Path) -> None:
    where = place("new")
    own = where.journal / "1.frames"
    own.parent.mkdir(parents=True)
    own.write_bytes(b"\x00others")
    with empty(where):
        assert codes(lambda: backups.restore(backup)) == ["RESTORE_NOT_EMPTY"]
        assert own.read_bytes() == b"\x00others"
        assert schema.present_revision() is None


def test_keys_and_backups_may_be_read_by_this_account_only(place: Place, made: Path, backup: Path) -> None:
    where = place("new")
    assert made.stat().st_mode & 0o777 == 0o600
    with empty(where):
        backups.restore(backup)
    modes = {
        each.stat().st_mode & 0o777 for each in where.instance_folder.rglob("*") if each.name != "mystery.db"
    }
    assert modes <= {0o600, 0o700, 0o644}
    assert (where.instance_folder / "secret_key").stat().st_mode & 0o777 == 0o600


def test_of_a_log_that_was_altered_before_it_is_told(place: Place) -> None:
    with at_work(place("old")):
        with dump.one_write() as connection:
            triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_entry'"
            for name in connection.scalars(text(triggers)).all():
                connection.execute(text(f"DROP TRIGGER {name}"))
            connection.execute(text("UPDATE audit_entry SET action = 'nothing' WHERE id = 3"))
        path = backups.make().path
    with empty(place("new")):
        assert [each.code for each in backups.restore(path)[1]] == ["AUDIT_BROKEN"]


def _rewritten(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The backup with other members; the file itself is a sound zip."""
    with zipfile.ZipFile(path) as source:
        members = {name: source.read(name) for name in source.namelist()}
    change(members)
    target = path.with_name("changed.zip")
    with zipfile.ZipFile(target, "w") as written:
        for name, content in members.items():
            written.writestr(name, content)
    return target


def _drop_a_row(members: dict[str, bytes]) -> None:
    members["tables/assignment.jsonl"] = members["tables/assignment.jsonl"].partition(b"\n")[2]


def _lose_a_file(members: dict[str, bytes]) -> None:
    del members[next(name for name in members if name.startswith("files/media/"))]


def _smuggle(members: dict[str, bytes]) -> None:
    members["files/media/extra"] = b"x"


def _name(name: str) -> Callable[[dict[str, bytes]], None]:
    """A member of another name, and a manifest that lists it."""

    def change(members: dict[str, bytes]) -> None:
        told = json.loads(members["manifest.json"])
        members[name] = members["files/journal/1.frames"]
        told["members"][name] = told["members"]["files/journal/1.frames"]
        members["manifest.json"] = json.dumps(told).encode()

    return change


def _claim(**told: object) -> Callable[[dict[str, bytes]], None]:
    def change(members: dict[str, bytes]) -> None:
        members["manifest.json"] = json.dumps({**json.loads(members["manifest.json"]), **told}).encode()

    return change


DAMAGE: Mapping[str, tuple[Callable[[dict[str, bytes]], None], str]] = {
    "a row is missing": (_drop_a_row, "BACKUP_DAMAGED"),
    "a photo is missing": (_lose_a_file, "BACKUP_DAMAGED"),
    "a file was added": (_smuggle, "BACKUP_DAMAGED"),
    "a name leads outside": (_name("files/media/../../../outside"), "BACKUP_DAMAGED"),
    "a folder that nobody knows": (_name("files/other/1"), "BACKUP_DAMAGED"),
    "a file in the place of a folder": (_name("files/media"), "BACKUP_DAMAGED"),
    "no manifest": (lambda members: members.pop("manifest.json") and None, "BACKUP_UNREADABLE"),
    "a manifest of another kind": (_claim(members=3), "BACKUP_UNREADABLE"),
    "a newer form": (_claim(format=2), "BACKUP_TOO_NEW"),
    "another version": (_claim(revision="0001"), "BACKUP_OTHER_VERSION"),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_backup_that_is_not_whole_or_not_ours_is_refused_before_anything_is_written(
    place: Place, backup: Path, name: str
) -> None:
    change, code = DAMAGE[name]
    changed, where = _rewritten(backup, change), place("new")
    with empty(where):
        assert codes(lambda: backups.restore(changed)) == [code]
        assert schema.present_revision() is None
        assert set(files(where)) == {"secret_key"}


def test_a_flipped_bit_is_found(place: Place, backup: Path) -> None:
    with zipfile.ZipFile(backup) as source:
        info = max(source.infolist(), key=lambda each: each.file_size)
    content = bytearray(backup.read_bytes())
    content[info.header_offset + 60 + info.compress_size // 2] ^= 4
    backup.write_bytes(content)
    assert codes(lambda: backups.prove(backup)) == ["BACKUP_DAMAGED"]


def test_what_is_no_backup_is_told_from_what_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "note.zip").write_text("no zip")
    assert codes(lambda: backups.prove(tmp_path / "note.zip")) == ["BACKUP_UNREADABLE"]
    assert codes(lambda: backups.prove(tmp_path / "nothing.zip")) == ["FILE_NOT_FOUND"]


def test_no_backup_is_written_over_and_none_holds_another(place: Place, tmp_path: Path) -> None:
    with at_work(place("old")):
        first = backups.make(tmp_path / "one.zip")
        assert codes(lambda: backups.make(tmp_path / "one.zip")) == ["FILE_EXISTS"]
        inside = backups.make()
        assert inside.path.parent == settings().instance_folder.resolve() / "backups"
        assert len(backups.make(tmp_path).manifest.files) == len(first.manifest.files)
        assert not list(tmp_path.rglob("*.zip.part"))


def test_media_and_journal_on_other_disks_are_taken_and_put_where_the_new_place_has_them(
    place: Place, tmp_path: Path
) -> None:
    elsewhere = replace(place("old"), media_folder=str(tmp_path / "m"), journal_folder=str(tmp_path / "j"))
    with at_work(elsewhere):
        path = backups.make().path
    new = place("new")
    with empty(new):
        assert backups.restore(path)[1] == []
    assert (new.journal / "1.frames").read_bytes() == b"\x00frames"
    assert any(each.is_file() for each in new.media.rglob("*"))


def test_what_the_disk_refuses_is_told_and_nothing_is_left_behind(
    place: Place, backup: Path, tmp_path: Path
) -> None:
    class Full(Disk):
        def rename(self, old: Path, new: Path) -> None:
            raise OSError(errno.ENOSPC, "No space left on device", str(new))

    (tmp_path / "file").write_text("")
    with at_work(place("old")):
        assert codes(lambda: backups.make(tmp_path / "file" / "one.zip")) == ["BACKUP_NOT_WRITTEN"]
        with replaced_by(Full()):
            assert codes(lambda: backups.make(tmp_path / "two.zip")) == ["BACKUP_NOT_WRITTEN"]
    assert not list(tmp_path.glob("two.zip*"))
    with empty(place("new")):
        with replaced_by(Full()):
            assert codes(lambda: backups.restore(backup)) == ["RESTORE_NOT_WRITTEN"]
        assert backups.restore(backup)[1] == []
