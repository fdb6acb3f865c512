"""Part files: the size is the offset, the newest lease alone writes."""

from __future__ import annotations

import os
import uuid
from pathlib import Path

import pytest

from backend.uploads.parts import Fenced, PartFolder

FILE = uuid.UUID("018f0000-0000-7000-8000-000000000001")


@pytest.fixture
def folder(tmp_path: Path) -> PartFolder:
    return PartFolder(tmp_path / "parts")


def test_the_size_of_the_file_is_the_offset(folder: PartFolder) -> None:
    assert folder.size(FILE) == 0
    with folder.open(FILE, 1) as part:
        part.append(b"abc")
        part.sync()
    assert folder.size(FILE) == 3
    with folder.open(FILE, 2) as part:
        assert part.offset == 3
        part.append(b"de")
        assert part.read() == b"abcde"


def test_the_newest_lease_fences_the_older_streams(folder: PartFolder) -> None:
    """Seen failing without the look at the lease before each write: nobody was fenced."""
    with folder.open(FILE, 1) as half_open:
        half_open.append(b"ab")
        with folder.open(FILE, 2) as newest:
            with pytest.raises(Fenced):
                half_open.append(b"x")
            with pytest.raises(Fenced):
                half_open.reset()
            newest.append(b"cd")
            assert newest.read() == b"abcd"


def test_a_request_that_comes_late_with_an_older_lease_does_not_get_in(folder: PartFolder) -> None:
    with folder.open(FILE, 2):
        pass
    with pytest.raises(Fenced):
        folder.open(FILE, 1)


def test_a_removed_upload_fences_its_streams(folder: PartFolder) -> None:
    with folder.open(FILE, 1) as part:
        folder.remove(FILE)
        with pytest.raises(Fenced):
            part.append(b"x")
    assert folder.ids() == set()
    assert folder.size(FILE) == 0


def test_reset_starts_again_from_nothing(folder: PartFolder) -> None:
    with folder.open(FILE, 1) as part:
        part.append(b"wrong")
        part.reset()
        assert part.offset == 0
        part.append(b"right")
        assert part.read() == b"right"


def test_a_full_disk_keeps_what_fitted(folder: PartFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """`pwrite` may write less than it was given; the offset counts only what was written."""
    real = os.pwrite
    with folder.open(FILE, 1) as part:
        monkeypatch.setattr(os, "pwrite", lambda file, data, at: real(file, data[:2], at))
        part.append(b"abcde")
        assert (part.offset, part.read()) == (5, b"abcde")


def test_what_is_put_aside_has_no_name(folder: PartFolder) -> None:
    with folder.aside() as file:
        file.write(b"abc")
        file.flush()
        assert list(folder.folder.iterdir()) == []


def test_no_descriptor_is_left_open(folder: PartFolder) -> None:
    before = len(os.listdir("/dev/fd"))
    with folder.open(FILE, 5):
        pass
    for lease in range(5):
        with pytest.raises(Fenced):
            folder.open(FILE, lease)
    assert len(os.listdir("/dev/fd")) == before
