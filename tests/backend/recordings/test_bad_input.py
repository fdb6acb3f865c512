"""What is no recording, too long, silent, or of 100 MB; and folders that hold such things."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from click.testing import CliRunner

from backend.cli import main
from backend.recordings import folder
from backend.uploads import decoders
from backend.uploads.decoders import Decoders
from backend.uploads.service import MAX_RECORDING_BYTES
from tests.backend.recordings.conftest import LIST, Commune
from tests.support.factories import uploads as make
from tests.support.factories.places import LUAN_THANH
from tests.support.factories.sounds import tone, written

PLAYLIST = b"#EXTM3U\n#EXTINF:9,\nfile:///etc/passwd\n"
SOUND = tone(2)
NONE_OF_THEM = {
    "nothing": b"",
    "text": "Đây là chữ, không phải tiếng.".encode() * 50,
    "a picture": make.page(1),
    "a playlist that names another file": PLAYLIST,
    "a playlist that looks like MP3": b"ID3\x04\0\0\0\0\0\0" + PLAYLIST,
    "half a WebM": written("webm", SOUND)[:600],
    "half an MP4": written("m4a", SOUND)[:2000],
    "the beginning of each, then nothing of it": b"RIFF\xff\xff\xff\xffWAVE" + b"\xa5" * 5000,
    "an MP4 of rubbish": b"\0\0\0\x20ftypM4A " + b"\x5a" * 5000,
    "a Matroska of rubbish": b"\x1aE\xdf\xa3" + b"\x42" * 5000,
    "an MP3 of rubbish": b"\xff\xfb" + b"\x00" * 5000,
    "a click": tone(0.1),
}


@pytest.mark.parametrize("data", NONE_OF_THEM.values(), ids=NONE_OF_THEM.keys())
def test_what_is_no_recording_is_refused_in_words(commune: Commune, data: bytes) -> None:
    """Damaged, foreign, or leading to another file: what does not decode is refused."""
    answer = commune.send(commune.id_of("Bấm gửi."), data)
    assert answer.json is not None
    assert (answer.status_code, answer.json["code"]) == (422, "recording_unreadable")
    assert answer.json["title"].startswith("Chưa lưu gì.")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (written("webm", tone(31)), "recording_too_long"),
        (written("m4a", tone(2, loud=20)), "recording_silent"),
        (tone(40, rate=48_000, channels=2), "recording_too_large"),
    ],
    ids=["too long", "silent", "too large"],
)
def test_too_much_and_too_little(commune: Commune, data: bytes, code: str) -> None:
    answer = commune.send(commune.id_of("Bấm gửi."), data)
    assert answer.json is not None
    assert answer.json["code"] == code


class Endless(io.RawIOBase):
    """A hundred megabytes that count how much of them was taken."""

    def __init__(self) -> None:
        self.taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        self.taken += len(buffer)
        return len(buffer) if self.taken < 100_000_000 else 0


@pytest.mark.parametrize(("announced", "most"), [(True, 0), (False, MAX_RECORDING_BYTES + 70_000)])
def test_a_hundred_megabytes_are_not_read(commune: Commune, announced: bool, most: int) -> None:
    """What announces itself is not read at all. Seen failing without the look at its length."""
    body = Endless()
    answer = commune.desk.put(
        f"{LIST}/vi/{commune.id_of('Bấm gửi.')}",
        environ_overrides={
            "wsgi.input": body,
            "wsgi.input_terminated": True,
            **({"CONTENT_LENGTH": "100000000"} if announced else {}),
        },
    )
    assert answer.json is not None
    assert (answer.status_code, answer.json["code"]) == (413, "recording_too_large")
    assert body.taken <= most


def test_a_file_that_ends_its_decoder_is_refused(
    commune: Commune, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A decoder with no time left stands for one that a hostile file has crashed."""
    hurried = Decoders(most=1, seconds=0.001)
    monkeypatch.setattr(decoders, "ours", hurried)
    answer = commune.send(commune.id_of("Bấm gửi."), tone(25))
    hurried.close()
    assert answer.json is not None
    assert (answer.status_code, answer.json["code"]) == (422, "recording_unreadable")


def test_a_folder_a_language_is_taken_file_by_file(commune: Commune, tmp_path: Path) -> None:
    """What follows the id in a name does not matter; what cannot be used is named."""
    sentence = commune.id_of("Bấm gửi.")
    commune.desk.put(f"{LIST}/languages", json={"languages": ["hmn"]})
    root = tmp_path / "recordings"
    for language in ("vi", "hmn", "tyz"):
        (root / language).mkdir(parents=True)
    (root / "vi" / f"{sentence.upper()} lan 2.M4A").write_bytes(written("m4a", tone()))
    (root / "hmn" / f"{sentence}.mp3").write_bytes(written("mp3", tone()))
    (root / "tyz" / f"{sentence}.mp3").write_bytes(written("mp3", tone()))
    (root / "hmn" / "ghi-am-01.mp3").write_bytes(written("mp3", tone()))
    (root / "hmn" / f"{commune.id_of('Ai làm được?')}.mp3").write_bytes(b"no sound")
    (root / "hmn" / "22222222.wav").write_bytes(b"\0" * (MAX_RECORDING_BYTES + 1))
    (root / "hmn" / "33333333.mp3").write_bytes(written("mp3", tone()))
    told = {
        taken.path.parent.name + "/" + taken.path.stem: taken
        for taken in folder.take(LUAN_THANH, root)
    }
    kept = {name for name, taken in told.items() if taken.kept}
    assert kept == {f"vi/{sentence.upper()} lan 2", f"hmn/{sentence}"}
    assert told[f"tyz/{sentence}"].said == "Xã chưa chọn thu tiếng này."
    assert "tám chữ" in told["hmn/ghi-am-01"].said
    assert "đổi lời" in told["hmn/33333333"].said
    assert "6 MB" in told["hmn/22222222"].said
    assert sum("url" in one for one in commune.heard("hmn")["sentences"]) == 1


def test_the_command_names_an_agency_that_is_not_there(tmp_path: Path) -> None:
    environment = {"MOTCUA_DATA": str(tmp_path / "data"), "MOTCUA_MODE": "production"}
    run = CliRunner()
    assert run.invoke(main, ["migrate"], env=environment).exit_code == 0
    called = ["recordings", "import", str(tmp_path), "--agency", "H99"]
    result = run.invoke(main, called, env=environment)
    assert result.exit_code == 1
    assert "Traceback" not in result.output
