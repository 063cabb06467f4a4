"""The product's own writer of files with a recorder behind it, and writers that forget to sync."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mystery.store.disk import Disk, replaced_by
from tests.faults.crash_disk import Recorder


class RecordingDisk(Disk):
    """Does what the real one does and writes it down."""

    def __init__(self, recorder: Recorder) -> None:
        self.recorder = recorder
        self.open: dict[int, Path] = {}

    def make_folder(self, folder: Path) -> None:
        if not folder.is_dir():
            self.recorder.note("make-folder", folder)
        super().make_folder(folder)

    def create(self, path: Path) -> int:
        file = super().create(path)
        self.recorder.note("create", path)
        self.open[file] = path
        return file

    def open_append(self, path: Path) -> int:
        file = super().open_append(path)
        self.open[file] = path
        return file

    def open_write(self, path: Path) -> int:
        file = super().open_write(path)
        self.open[file] = path
        return file

    def write(self, file: int, data: bytes) -> None:
        super().write(file, data)
        end = os.lseek(file, 0, os.SEEK_CUR)
        self.recorder.note("write", self.open[file], offset=end - len(data), data=bytes(data))

    def write_at(self, file: int, data: bytes, offset: int) -> None:
        super().write_at(file, data, offset)
        self.recorder.note("write", self.open[file], offset=offset, data=bytes(data))

    def truncate(self, file: int, size: int) -> None:
        super().truncate(file, size)
        self.recorder.note("truncate", self.open[file], offset=size)

    def fsync(self, file: int) -> None:
        super().fsync(file)
        self.recorder.note("sync", self.open[file])

    def close(self, file: int) -> None:
        self.open.pop(file, None)
        super().close(file)

    def rename(self, old: Path, new: Path) -> None:
        super().rename(old, new)
        self.recorder.note("rename", old, to=self.recorder.name_of(new) or "")

    def unlink(self, path: Path) -> None:
        was_there = path.exists()
        super().unlink(path)
        if was_there:
            self.recorder.note("delete", path)

    def fsync_folder(self, folder: Path) -> None:
        super().fsync_folder(folder)
        self.recorder.note("sync-folder", folder)


class ForgetsFiles(RecordingDisk):
    """Believes a file written when the system has it in memory."""

    def fsync(self, file: int) -> None:
        pass


class ForgetsFolders(RecordingDisk):
    """Believes a name safe when its file is."""

    def fsync_folder(self, folder: Path) -> None:
        pass


@contextmanager
def recorded_files(recorder: Recorder, kind: type[RecordingDisk] = RecordingDisk) -> Iterator[None]:
    """Inside, every durable write of a file is recorded."""
    with replaced_by(kind(recorder)):
        yield
