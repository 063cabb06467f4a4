"""Every durable write goes through here: few acts, which a test can record and cut off anywhere."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4


class Disk:
    """The file system's acts that durability hangs on. Files are descriptors of the operating system.

    An error of `fsync` is final for that file: what it should have saved may be gone already, and asking
    again may falsely succeed. Callers go on in another file.
    """

    def make_folder(self, folder: Path) -> None:
        """A folder whose name, and those of the folders made for it, are on the disk."""
        if not folder.is_dir():
            self.make_folder(folder.parent)
            folder.mkdir(mode=0o700, exist_ok=True)
            self.fsync_folder(folder.parent)

    def create(self, path: Path) -> int:
        """A new file, open for writing. Raises `FileExistsError` if the name is taken."""
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)

    def open_append(self, path: Path) -> int:
        """A file that is there; every write goes to its end."""
        return os.open(path, os.O_RDWR | os.O_APPEND)

    def open_write(self, path: Path) -> int:
        """A file that is there, to be written at a place of one's choice with `write_at`."""
        return os.open(path, os.O_RDWR)

    def write(self, file: int, data: bytes) -> None:
        """All of `data`, however many calls the system needs."""
        view = memoryview(data)
        while view:
            view = view[os.write(file, view) :]

    def write_at(self, file: int, data: bytes, offset: int) -> None:
        view = memoryview(data)
        while view:
            written = os.pwrite(file, view, offset)
            view, offset = view[written:], offset + written

    def truncate(self, file: int, size: int) -> None:
        os.ftruncate(file, size)

    def fsync(self, file: int) -> None:
        """Returns when the file's bytes are on the disk."""
        os.fsync(file)

    def close(self, file: int) -> None:
        os.close(file)

    def rename(self, old: Path, new: Path) -> None:
        """The new name holds either what it held before or all of the file, never a part."""
        old.replace(new)

    def link(self, old: Path, new: Path) -> None:
        """A second name for a file. Raises `FileExistsError` if it is taken."""
        os.link(old, new)

    def unlink(self, path: Path) -> None:
        path.unlink(missing_ok=True)

    def fsync_folder(self, folder: Path) -> None:
        """A new name is safe only when the folder that holds it is written too."""
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


_in_use: list[Disk] = [Disk()]


def disk() -> Disk:
    """The disk that is written to."""
    return _in_use[-1]


@contextmanager
def replaced_by(other: Disk) -> Iterator[Disk]:
    """Lets another disk take the acts, in every thread; what fault tests and recorders are put in with."""
    _in_use.append(other)
    try:
        yield other
    finally:
        _in_use.remove(other)


def write_once(path: Path, content: bytes) -> None:
    """Writes a file that only this account may read. Of two writers the first one wins, whole."""
    disk().make_folder(path.parent)
    part = path.with_name(f"{uuid4().hex}.part")
    file = disk().create(part)
    try:
        try:
            disk().write(file, content)
            disk().fsync(file)
        finally:
            disk().close(file)
        try:
            disk().link(part, path)
        except FileExistsError:
            return
        disk().fsync_folder(path.parent)
    finally:
        disk().unlink(part)
