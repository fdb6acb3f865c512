"""The bytes of unfinished uploads: one growing file each, in a local folder.

The size of the file is the upload's offset; no counter beside it could ever disagree with it.

Several requests may hold the same upload open at once, because a half-open connection lives on
until its socket dies. The newest must win and none may wait for another's body. So each request
opens the file with its lease number, and writes that number into a file beside it. Before a chunk
is written, under a lock of the file that lasts only for this write, the number is read again: an
older stream finds a newer number and stops (`Fenced`) without writing a byte. The lock holds
between threads and between the server's processes, and the kernel drops it when a process dies.
"""

from __future__ import annotations

import fcntl
import os
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO

_LEASE_DIGITS = 20


class Fenced(Exception):
    """A newer request took this upload over, or it was removed: write nothing more."""


class PartFolder:
    """The folder of all unfinished uploads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def size(self, upload_id: uuid.UUID) -> int:
        """The upload's offset in bytes; 0 before the first chunk."""
        try:
            return self._bytes(upload_id).stat().st_size
        except FileNotFoundError:
            return 0

    def open(self, upload_id: uuid.UUID, lease: int) -> Part:
        """Take the upload over from every request with a smaller lease number."""
        return Part(self._bytes(upload_id), self._lease(upload_id), lease)

    def aside(self) -> IO[bytes]:
        """A file without a name for bytes that may still be thrown away; gone with its process."""
        return tempfile.TemporaryFile(dir=self.folder)

    def remove(self, upload_id: uuid.UUID) -> None:
        """Forget the bytes; a stream that still holds them open finds itself fenced."""
        self._bytes(upload_id).unlink(missing_ok=True)
        self._lease(upload_id).unlink(missing_ok=True)

    def ids(self) -> set[uuid.UUID]:
        """The uploads that have a file here."""
        return {
            uuid.UUID(path.stem)
            for path in self.folder.iterdir()
            if path.suffix in (".part", ".lease")
        }

    def _bytes(self, upload_id: uuid.UUID) -> Path:
        return self.folder / f"{upload_id}.part"

    def _lease(self, upload_id: uuid.UUID) -> Path:
        return self.folder / f"{upload_id}.lease"


class Part:
    """One request's hold on one upload. `offset` is where its next byte goes."""

    def __init__(self, path: Path, lease_path: Path, lease: int) -> None:
        self.path = path
        self._lease = lease
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
        self._file = os.open(path, flags, 0o600)
        try:
            self._lease_file = os.open(lease_path, flags, 0o600)
        except OSError:
            os.close(self._file)
            raise
        try:
            with self._locked():
                if self._newest() > lease:
                    raise Fenced
                os.pwrite(self._lease_file, f"{lease:0{_LEASE_DIGITS}}".encode(), 0)
                self.offset = os.fstat(self._file).st_size
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Part:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def append(self, chunk: bytes) -> None:
        """Write the whole chunk, or raise Fenced, or the disk's OSError with what fitted kept."""
        with self._owned():
            rest = memoryview(chunk)
            while rest:
                written = os.pwrite(self._file, rest, self.offset)
                self.offset += written
                rest = rest[written:]

    def sync(self) -> None:
        """What has arrived is on the disk when this returns, and so is the file's name."""
        os.fsync(self._file)
        sync_folder(self.path.parent)

    def reset(self) -> None:
        """Throw the bytes away: they are not the file that was promised."""
        with self._owned():
            os.ftruncate(self._file, 0)
            self.offset = 0
        os.fsync(self._file)

    def read(self) -> bytes:
        """Everything so far; an upload is small enough for memory (`max_page_bytes`)."""
        return os.pread(self._file, self.offset, 0)

    def close(self) -> None:
        """Let go; the lease stays until somebody takes a newer one."""
        os.close(self._lease_file)
        os.close(self._file)

    @contextmanager
    def _owned(self) -> Iterator[None]:
        with self._locked():
            if self._newest() != self._lease or os.fstat(self._file).st_nlink == 0:
                raise Fenced
            yield

    @contextmanager
    def _locked(self) -> Iterator[None]:
        fcntl.flock(self._file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(self._file, fcntl.LOCK_UN)

    def _newest(self) -> int:
        return int(os.pread(self._lease_file, _LEASE_DIGITS, 0) or b"0")


def sync_folder(folder: Path) -> None:
    """Names of files are data of their folder: they need an fsync of their own."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
