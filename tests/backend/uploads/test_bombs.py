"""Files made to do harm, sent to the real server: each is refused by name, and nothing else stops.

Measured at the server and every process under it, as the kernel counts their memory.
"""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from threading import Event, Thread

import pytest
from PIL import Image

from backend.core.transaction import end_reading
from backend.uploads import decoder, decoders, images, service
from backend.uploads.decoders import Decoders
from backend.uploads.images import Unusable
from tests.backend.uploads.conftest import CHUNK
from tests.support.factories import bombs, sounds
from tests.support.factories import uploads as make
from tests.support.factories.accounts import SignedIn
from tests.support.server import Server

MEGABYTE = 1 << 20
SERVER_MOST = 400 * MEGABYTE
"""The server's own processes together: no file is opened there."""
ALL_MOST = SERVER_MOST + decoders.MOST * decoder.MEMORY
REFUSED_AS = frozenset(
    {
        *("upload_too_many_pixels", "upload_too_heavy", "upload_unreadable"),
        *("upload_heic", "upload_wrong_type", "upload_too_many_pages"),
    }
)
HARMFUL: dict[str, tuple[str, Callable[[], bytes]]] = {
    "100 megapixels": ("image/png", lambda: bombs.png(12_000, 9_000, whole=True)),
    "a PNG that claims gigabytes": ("image/png", lambda: bombs.png(60_000, 60_000)),
    "a WebP of 100 megapixels": ("image/webp", lambda: bombs.webp(10_000, 10_000)),
    "a TIFF of 400 megapixels": ("image/tiff", lambda: bombs.tiff(20_000, 20_000)),
    "a HEIC that lies": ("image/heic", lambda: bombs.heic(30_000, 30_000)),
    "a PDF that draws for ever": ("application/pdf", bombs.nested_pdf),
    "a PDF of 300 MB of orders": ("application/pdf", bombs.content_pdf),
    "a PDF with a gigabyte of objects": ("application/pdf", bombs.object_stream_pdf),
    "a PDF page as large as a field": ("application/pdf", lambda: bombs.large_page_pdf(2_000_000)),
    "a PDF of 201 pages": ("application/pdf", lambda: make.pdf(201)),
}
ODD: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a PDF with 3.6 gigapixels": ("application/pdf", bombs.image_pdf),
    "a PDF of deep arrays": ("application/pdf", bombs.deep_pdf),
}
"""Opened or refused, as the library likes: within the same bounds."""


class Scale:
    """The most memory that the server, and that it and its decoders took together."""

    def __init__(self, server: Server) -> None:
        self.server = self.all = 0
        self._root, self._over = server.process.pid, Event()
        self._thread = Thread(target=self._weigh)

    def __enter__(self) -> Scale:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _weigh(self) -> None:
        while not self._over.wait(0.02):
            weights = [(is_decoder(pid), resident(pid)) for pid in family(self._root)]
            self.server = max(self.server, sum(size for decodes, size in weights if not decodes))
            self.all = max(self.all, sum(size for _, size in weights))


def family(pid: int) -> list[int]:
    try:
        tasks = Path(f"/proc/{pid}/task").iterdir()
        children = [int(word) for task in tasks for word in (task / "children").read_text().split()]
    except OSError:  # It has just ended.
        return []
    return [pid, *(found for child in children for found in family(child))]


def resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096
    except (OSError, IndexError):
        return 0


def is_decoder(pid: int) -> bool:
    try:
        return b"backend.uploads.decoder" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def begun(signed: SignedIn, data: bytes, media_type: str) -> uuid.UUID:
    made = make.open_upload(signed.actor.person_id, data, media_type=media_type)
    end_reading()
    return made


def sent(server: Server, signed: SignedIn, upload: uuid.UUID, data: bytes) -> tuple[int, str]:
    """Status and code of the answer to a PATCH with the whole file."""
    headers = {
        "Authorization": f"Bearer {signed.send_token}",
        "Tus-Resumable": "1.0.0",
        "Content-Type": CHUNK,
        "Upload-Offset": "0",
    }
    with closing(HTTPConnection("127.0.0.1", server.port, timeout=300)) as connection:
        connection.request("PATCH", f"/api/uploads/{upload}", body=data, headers=headers)
        answer = connection.getresponse()
        told = answer.read()
    return answer.status, json.loads(told)["code"] if answer.status >= 400 else ""


def test_harmful_files_are_refused_and_the_server_lives_on(
    server: Server, signed_in: SignedIn
) -> None:
    """All at once, an honest page in their midst. Opened in the server itself, one of them took
    1.9 GB and another never came to an end (decision 0090)."""
    files = {name: (kind, make_it()) for name, (kind, make_it) in {**HARMFUL, **ODD}.items()}
    waiting = {name: begun(signed_in, data, kind) for name, (kind, data) in files.items()}
    honest = make.page(77)
    waiting["honest"], files["honest"] = (
        begun(signed_in, honest, "image/jpeg"),
        ("image/jpeg", honest),
    )

    def send(name: str) -> tuple[str, int, str]:
        status, told = sent(server, signed_in, waiting[name], files[name][1])
        return name, status, told

    with Scale(server) as scale, ThreadPoolExecutor(4) as pool:
        told = {name: (status, code) for name, status, code in pool.map(send, files)}
    assert told.pop("honest")[0] in (200, 204)
    for name in ODD:
        assert told.pop(name)[0] in (200, 204, 422)
    assert {name for name, (status, _) in told.items() if status not in (415, 422)} == set()
    assert {code for _, code in told.values()} <= REFUSED_AS
    assert told["a PDF that draws for ever"][1] == "upload_too_heavy"
    assert told["100 megapixels"][1] == "upload_too_many_pixels"
    print(f"server {scale.server // MEGABYTE} MB, with decoders {scale.all // MEGABYTE} MB")
    assert scale.server < SERVER_MOST
    assert scale.all < ALL_MOST
    assert server.process.poll() is None
    end_reading()
    assert service.blob(make.sha256(honest), signed_in.actor.person_id) is not None


def test_a_decoder_that_does_not_come_to_an_end_is_ended() -> None:
    """By the kernel, and the next file gets a new one. Seen failing without the timer: it hung."""
    small = Decoders(most=1, seconds=0.5)
    heavy = bombs.nested_pdf(depth=5, pages=150)
    began = time.process_time()
    with pytest.raises(Unusable, match="upload_too_heavy"):
        small.inspect(heavy)
    assert time.process_time() - began < 5, "The server itself only waits."
    assert small.inspect(make.page(1)).media_type == "image/jpeg"
    small.close()


def test_a_decoder_that_dies_while_it_rests_is_not_missed() -> None:
    """Seen failing without the look whether it still runs."""
    small = Decoders(most=1)
    small.inspect(make.page(1))
    [resting] = small._idle
    resting.kill()
    resting.wait()
    assert small.inspect(make.page(2)).page_count == 1
    small.close()


def test_many_threads_share_two_decoders() -> None:
    """Each gets its own answer. Seen failing with one decoder for two threads at a time."""
    both = Decoders(most=2)
    pages = {seed: make.page(seed, size=(100 + seed, 50)) for seed in range(24)}
    with ThreadPoolExecutor(8) as pool:
        widths = dict(pool.map(lambda item: (item[0], both.inspect(item[1]).width), pages.items()))
    assert widths == {seed: 100 + seed for seed in pages}
    assert len(both._idle) <= 2
    both.close()


def test_a_decoder_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen failing with the server's own environment handed on."""
    monkeypatch.setenv("MOTCUA_SECRET_KEY", "only-the-server-knows")
    small = Decoders(most=1)
    small.inspect(make.page(1))
    environment = Path(f"/proc/{small._idle[0].pid}/environ").read_bytes()
    small.close()
    assert b"only-the-server-knows" not in environment


def test_the_largest_pictures_that_are_taken_fit() -> None:
    """36 million pixels, on their way through every step: within the decoder's memory, whatever
    the same process opened before. Seen failing with a decoder that goes on whatever it holds.
    """
    side = 6000
    assert side * side == images.MAX_PIXELS
    plain = Image.new("RGB", (side, side), "white")
    see_through = plain.convert("RGBA")
    see_through.putalpha(128)
    largest = (
        make.tiff(see_through),
        make.encoded(plain, "WEBP"),
        make.encoded(plain, "JPEG", orientation=5),
        make.encoded(see_through, "PNG", orientation=6),
    )
    with closing(Decoders(most=1)) as one:
        assert one.voice(sounds.written("m4a", sounds.tone()))
        assert one.draw(make.pdf(), "page", 1)
        assert one.inspect(make.heic(Image.new("RGB", (2000, 1500), "red")))
        for data in (*largest, *largest):
            assert one.inspect(data).width == side
            assert one.draw(data, "page", 1)
            assert one.paper(1, iter([data])).startswith(b"%PDF-")


def test_a_decoder_that_holds_much_is_not_asked_again() -> None:
    """The libraries of sound stay in a process; the next file gets a new one."""
    with closing(Decoders(most=1)) as one:
        one.inspect(make.page(1))
        [resting] = one._idle
        one.inspect(make.page(2))
        assert one._idle == [resting]
        assert one.voice(sounds.written("m4a", sounds.tone()))
        assert not one._idle
        assert resting.poll() == 0
        assert one.inspect(make.page(3)).width == 240
