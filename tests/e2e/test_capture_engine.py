"""The capture worker as it was built, in a real browser: what it makes, refuses and holds."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator

import numpy as np
import pytest
from PIL import ExifTags, Image, ImageDraw
from playwright.sync_api import Browser, Playwright

from tests.bench import phone
from tests.bench.capture import samples, scene
from tests.bench.capture.bench import corners_of, distance, inks
from tests.bench.capture.lab import NO_WEBP, Lab, Refused, lab
from tests.e2e.papers import png_head

_WHOLE = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], float)

_COUNT = """{
  let alive = 0;
  const tell = (change) => {
    alive += change;
    self.most = Math.max(self.most ?? 0, alive);
  };
  const large = (thing) => thing.width * thing.height > 8e6;
  const make = self.createImageBitmap.bind(self);
  self.createImageBitmap = async (...asked) => {
    const bitmap = await make(...asked), { resizeWidth, resizeQuality } = asked[1];
    if (resizeWidth) self.resized = resizeQuality;
    self.largest = Math.max(self.largest ?? 0, bitmap.width * bitmap.height);
    if (large(bitmap)) tell(1);
    return bitmap;
  };
  const close = ImageBitmap.prototype.close;
  ImageBitmap.prototype.close = function () {
    if (large(this)) tell(-1);
    close.call(this);
  };
  const Canvas = self.OffscreenCanvas;
  self.OffscreenCanvas = class extends Canvas {
    constructor(width, height) {
      super(width, height);
      if (width * height > 8e6) tell(1);
    }
  };
  self.addEventListener('message', ({ data }) => {
    const { most = 0, largest = 0, resized } = self;
    if (data.most) self.postMessage({ id: data.id, most: [most, largest, resized] });
  });
}"""

_ONLY_ONCE = """{
  const make = self.createImageBitmap.bind(self);
  let gone = false;
  self.createImageBitmap = (...asked) => {
    if (gone) return Promise.reject(new DOMException('gone', 'InvalidStateError'));
    gone = true;
    return make(...asked);
  };
}"""
"""A file that cannot be read a second time."""


@pytest.fixture(scope="module")
def browser(tools: Playwright) -> Iterator[Browser]:
    browser = phone.launch(tools)
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def worker(browser: Browser) -> Iterator[Lab]:
    with lab(browser) as one:
        yield one


def _page(number: int = 3) -> scene.Photo:
    return samples.dense(20, number, (1500, 2000))


def test_a_photographed_page_is_found_and_becomes_a_small_file(worker: Lab) -> None:
    photo = _page()
    looked = worker.look(samples.jpeg(photo))
    away = distance(looked.quad * photo.image.size, photo.quad) / max(photo.image.size)
    assert away < 0.02
    first = worker.make(looked.handle, looked.quad)
    again = worker.make(looked.handle, looked.quad)
    worker.forget(looked.handle)
    assert first.kind == "page"
    assert first.data == again.data
    assert len(first.data) < 70_000
    colours = {colour for _, colour in first.image.getcolors(maxcolors=256) or []}
    # Three greys; those of a square may be tinted red or blue.
    assert len(colours) <= 9
    assert inks(first.image) == (True, True)


def test_a_browser_that_writes_no_webp_gets_the_same_page(browser: Browser) -> None:
    photo = samples.jpeg(_page())
    with lab(browser, prelude=NO_WEBP) as old:
        looked = old.look(photo)
        assert old.make(looked.handle, looked.quad, kind="page").media_type == "image/webp"
        assert old.make(looked.handle, looked.quad, kind="photo").media_type == "image/jpeg"


_AS_SHOWN = """async (text) => {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/webp' }));
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  canvas.drawImage(bitmap, 0, 0);
  const { data } = canvas.getImageData(0, 0, bitmap.width, bitmap.height);
  let shown = '';
  for (let i = 0; i < data.length; i += 32768)
    shown += String.fromCharCode(...data.subarray(i, i + 32768));
  return btoa(shown);
}"""


def test_stamps_are_red_and_pens_blue_where_they_stand(worker: Lab) -> None:
    """And only there; Chromium shows the file's tints (decision 0130) just as Pillow does.

    Seen failing with the tints of red and of blue exchanged.
    """
    page = Image.new("RGB", (1200, 1600), (250, 248, 240))
    draw = ImageDraw.Draw(page)
    for line in range(100, 1500, 30):
        for letter in range(100, 1100, 24):
            draw.rectangle((letter, line, letter + 9, line + 12), (30, 30, 30))
    draw.rectangle((600, 1000, 1150, 1550), (250, 248, 240))
    draw.ellipse((700, 1100, 900, 1300), outline=(205, 40, 45), width=9)
    draw.line((940, 1400, 1120, 1360), (40, 60, 170), width=7)
    file = io.BytesIO()
    page.save(file, "JPEG", quality=90)
    looked = worker.look(file.getvalue())
    made = worker.make(looked.handle, _WHOLE, kind="page")
    worker.forget(looked.handle)
    assert made.media_type == "image/webp"
    pixels = np.asarray(made.image, np.int16)
    ink = pixels.min(axis=2) < 200
    red = ink & (pixels[..., 0] - pixels[..., 2] > 60)
    blue = ink & (pixels[..., 2] - pixels[..., 0] > 60)
    for colour, (left, top, right, bottom) in (
        (red, (690, 1090, 910, 1310)),
        (blue, (930, 1350, 1130, 1410)),
    ):
        parts = np.array([left / 1200, top / 1600, right / 1200, bottom / 1600])
        x0, y0, x1, y1 = (parts * (*made.size, *made.size)).astype(int)
        assert colour[y0:y1, x0:x1].sum() > 0.9 * ink[y0:y1, x0:x1].sum() > 0
        assert colour[y0:y1, x0:x1].sum() == colour.sum()
    shown = worker.page.evaluate(_AS_SHOWN, base64.b64encode(made.data).decode())
    in_browser = np.frombuffer(base64.b64decode(shown), np.uint8).reshape(*pixels.shape[:2], 4)
    assert (in_browser[..., :3] == pixels).all()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_exif_turn_is_applied(worker: Lab, orientation: int) -> None:
    """A red top left corner must come out top left."""
    upright = Image.new("RGB", (3000, 2600), (200, 200, 200))
    upright.paste((220, 20, 20), (0, 0, 1500, 1300))
    back = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    stored = upright.transpose(back[orientation]) if orientation > 1 else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    file = io.BytesIO()
    stored.save(file, "JPEG", exif=exif)
    looked = worker.look(file.getvalue())
    made = worker.make(looked.handle, _WHOLE, kind="photo")
    worker.forget(looked.handle)
    assert looked.size[0] > looked.size[1]
    assert max(looked.size) <= 2400
    red, green, _ = made.image.getpixel((made.size[0] // 4, made.size[1] // 4))
    assert red > 150 > green
    assert made.image.getpixel((made.size[0] - 9, made.size[1] - 9))[1] > 150


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "empty"),
        (b"\x00\x00\x00\x18ftypmp42" + bytes(5000), "not_a_page"),
        (b"\xff\xd8\xff\xe0 broken", "not_a_page"),
        (png_head(12_000, 9_000), "too_large"),
    ],
)
def test_what_is_no_picture_is_refused_and_the_worker_goes_on(
    worker: Lab, data: bytes, fault: str
) -> None:
    kept = worker.look(samples.jpeg(_page()))
    with pytest.raises(Refused, match=fault):
        worker.look(data)
    assert worker.make(kept.handle, kept.quad, kind="page").data
    worker.forget(kept.handle)
    with pytest.raises(Refused, match="no_memory"):
        worker.make(kept.handle, kept.quad)


def _most(counted: Lab) -> tuple[int, int, str | None]:
    """Bitmaps and canvases above eight megapixels alive at once; the largest bitmap's pixels; how
    well a smaller one was to be made, where one was asked for."""
    most, largest, resized = counted.page.evaluate(
        """() => new Promise((done) => {
          window.worker.onmessage = ({ data }) => data.most !== undefined && done(data.most);
          window.worker.postMessage({ id: 99, forget: 0, most: true });
        })"""
    )
    return most, largest, resized


def _jpeg(picture: Image.Image, orientation: int = 1) -> bytes:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=92, exif=exif)
    return file.getvalue()


def _small(page: Image.Image, size: tuple[int, int]) -> np.ndarray:
    """An eighth of this size: where print is, and not how it is drawn."""
    grey = page.convert("L").resize((size[0] // 8, size[1] // 8), Image.Resampling.BOX)
    return np.asarray(grey, float)


@pytest.mark.parametrize("turned", [False, True])
def test_small_print_of_thin_strokes_is_read_again_from_nearer(
    browser: Browser, turned: bool
) -> None:
    """It is drawn with more pixels than the kept picture has, out of the file's own.

    Seen failing with one size for all, and with the kept picture alone: of seventy such pages
    thirteen, and seven, had more than 0.55 % of their letters misread; where the part was drawn
    beside its place; and with a turned file enlarged to 21 megapixels.
    """
    photo = samples.dense(9317, 9, (3024, 4032))
    stored = photo.image.rotate(90, expand=True) if turned else photo.image
    file = _jpeg(stored, 6 if turned else 1)
    with lab(browser, prelude=_COUNT) as counted:
        looked = counted.look(file)
        corners = corners_of(looked, photo.quad / photo.image.size)
        nearer = counted.make(looked.handle, corners)
        most, largest, _ = _most(counted)
    assert most == 1, "the file is decoded whole, and nothing else is as large"
    assert largest <= 3024 * 4032
    with lab(browser, prelude=_ONLY_ONCE) as once:
        looked = once.look(file)
        kept = once.make(looked.handle, corners)
    assert max(nearer.size) > 1.02 * max(kept.size), "no more than there is where the file is gone"
    there = np.abs(_small(nearer.image, kept.size) - _small(kept.image, kept.size))
    assert there.mean() < 4, "the same print in the same place"


@pytest.mark.parametrize(
    ("stored", "orientation", "kept", "most"),
    [
        ((4000, 3000), 1, (1600, 1200), 1600 * 1200),
        ((3000, 4000), 1, (1200, 1600), 1200 * 1600),
        ((4000, 3000), 6, (1200, 1600), 1600 * 2134),
        ((1000, 9000), 1, (178, 1600), 178 * 1602),
        ((1200, 900), 6, (900, 1200), 1200 * 900),
        ((900, 1200), 6, (1200, 900), 1200 * 900),
    ],
)
def test_where_memory_ran_out_a_picture_is_asked_for_smaller_and_never_larger(
    browser: Browser,
    stored: tuple[int, int],
    orientation: int,
    kept: tuple[int, int],
    most: int,
) -> None:
    """Seen failing with the file's width asked for whatever its turn (one was enlarged to 1200 by
    1600, another lost a quarter of its pixels), and with the quality named by the build, which no
    browser understands."""
    picture = Image.effect_noise(stored, 40).convert("RGB")
    with lab(browser, prelude=_COUNT) as counted:
        looked = counted.look(_jpeg(picture, orientation), small=True)
        _, largest, resized = _most(counted)
    assert looked.size == kept
    assert largest <= most
    assert resized == ("high" if max(stored) > max(kept) else None)


def test_never_more_than_two_full_bitmaps_of_twelve_megapixels_live(browser: Browser) -> None:
    """They are counted as they are made and closed, over two pictures. Seen failing with a bitmap
    that is not closed."""
    file = _jpeg(Image.effect_noise((3000, 4000), 40).convert("RGB"))
    with lab(browser, prelude=_COUNT) as counted:
        for _ in range(3):
            looked = counted.look(file)
            counted.make(looked.handle, _WHOLE, kind="page")
        most, *_ = _most(counted)
    assert 1 <= most <= 2
