"""Identity cards that never were: a face in front, a chip and lines for machines on the back."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from tests.bench.capture.pen import Box, Shape, Sheet, fractions, shape_of
from tests.bench.capture.sheets import face

DPI = 420
W, H = int(85.6 / 25.4 * DPI), int(54 / 25.4 * DPI)
_SANS = "/usr/share/fonts/truetype/dejavu/DejaVuSansCondensed.ttf"
_MONO = "/usr/share/fonts/truetype/liberation/LiberationMono-Bold.ttf"


def _font(millimetres: float, path: str = _SANS) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, round(millimetres / 25.4 * DPI))


def _ground(rng: np.random.Generator) -> Image.Image:
    one, two = rng.integers(170, 250, 3), rng.integers(170, 250, 3)
    across = np.linspace(0, 1, W)[None, :, None]
    colour = (one * (1 - across) + two * across) * np.ones((H, 1, 1))
    y, x = np.mgrid[0:H, 0:W]
    wave = np.sin((x + 30 * np.sin(y / 40)) / rng.uniform(4, 8)) * rng.uniform(2, 7)
    colour += wave[..., None]
    return Image.fromarray(np.clip(colour, 0, 255).astype(np.uint8))


def _code(
    draw: ImageDraw.ImageDraw, rng: np.random.Generator, x: int, y: int, size: int
) -> tuple[int, int, int, int]:
    cells = 45
    step = size / cells
    draw.rectangle((x, y, x + size, y + size), fill=(245, 245, 245))
    dark = rng.random((cells, cells)) < 0.5
    for r in range(cells):
        for c in range(cells):
            if dark[r, c]:
                draw.rectangle(
                    (x + c * step, y + r * step, x + (c + 1) * step - 1, y + (r + 1) * step - 1),
                    fill=(20, 20, 20),
                )
    for cx, cy in ((0, 0), (cells - 7, 0), (0, cells - 7)):
        for inset, ink in ((0, 20), (1, 245), (2, 20)):
            draw.rectangle(
                (
                    x + (cx + inset) * step,
                    y + (cy + inset) * step,
                    x + (cx + 7 - inset) * step,
                    y + (cy + 7 - inset) * step,
                ),
                fill=(ink,) * 3,
            )
    return x, y, x + size, y + size


Ink = tuple[int, int, int]
_NAMES = ["LÒ THỊ HOA", "SÙNG A TỦA", "VÀNG THỊ MỶ", "HÀ VĂN ĐỊNH"]


class _Card:
    """A card that is being printed on; places are fractions of it."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng, self.picture = rng, _ground(rng)
        self.draw = ImageDraw.Draw(self.picture)
        self.lines: list[str] = []
        self.places: list[list[Shape]] = []
        self.aside: list[Shape] = []

    def put(self, text: str, x: float, y: float, size: float, ink: Ink = (40, 20, 20)) -> None:
        """A line of print, `size` millimetres high."""
        font, at = _font(size), (x * W, y * H)
        self.draw.text(at, text, font=font, fill=ink)
        self.lines.append(text)
        self.places.append([fractions(self.draw.textbbox(at, text, font), (W, H))])

    def away(self, box: Box) -> None:
        """This is no print."""
        left, top, right, bottom = box
        near = 0.01
        wider = left / W - near, top / H - near, right / W + near, bottom / H + near
        self.aside.append(shape_of(wider))


def card(rng: np.random.Generator, side: str, new: bool) -> Sheet:
    """One side of an identity card; `new` is the card of July 2024, whose code is on the back."""
    printed = _Card(rng)
    if side == "front":
        _front(printed, new)
    else:
        _back(printed, new)
        _machine_lines(printed)
    text = "\n".join(printed.lines)
    return Sheet(f"card_{side}", printed.picture, text, printed.aside, True, printed.places)


def _front(card: _Card, new: bool) -> None:
    rng, draw, put = card.rng, card.draw, card.put
    put("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 0.22, 0.05, 2.4)
    put("Độc lập - Tự do - Hạnh phúc", 0.3, 0.12, 2.2)
    put("CĂN CƯỚC" if new else "CĂN CƯỚC CÔNG DÂN", 0.3, 0.22, 4, (190, 30, 40))
    emblem = (0.06 * W, 0.06 * H, 0.16 * W, 0.22 * H)
    draw.ellipse(emblem, fill=(200, 50, 40), outline=(220, 180, 60), width=5)
    card.away(emblem)
    portrait = (0.05 * W, 0.36 * H, 0.28 * W, 0.86 * H)
    draw.rectangle(portrait, fill=(200, 215, 230))
    face(draw, rng, 0.165 * W, 0.58 * H, 0.16 * H)
    card.away(portrait)
    if not new:
        card.away(_code(draw, rng, int(0.83 * W), int(0.05 * H), int(0.14 * W)))
    put(f"Số / No.: {rng.integers(10**10, 9 * 10**10):012d}", 0.32, 0.4, 4)
    put("Họ và tên / Full name:", 0.32, 0.51, 2.1)
    put(_NAMES[rng.integers(4)], 0.32, 0.57, 3.4)
    day, month, year = rng.integers(1, 28), rng.integers(1, 12), rng.integers(1950, 2010)
    put(f"Ngày sinh / Date of birth: {day:02d}/{month:02d}/{year}", 0.32, 0.67, 2.5)
    put("Giới tính / Sex: Nữ   Quốc tịch / Nationality: Việt Nam", 0.32, 0.75, 2.2)
    if not new:
        put("Nơi thường trú / Place of residence: Bản Chiềng", 0.32, 0.83, 2.2)


def _back(card: _Card, new: bool) -> None:
    rng, draw, put = card.rng, card.draw, card.put
    old_head = "Đặc điểm nhận dạng / Personal identification:"
    put("Nơi cư trú / Place of residence:" if new else old_head, 0.06, 0.06, 2.2)
    old_line = "Nốt ruồi cách đuôi mắt phải"
    put("Bản Chiềng, Luận Thành, Thanh Hóa" if new else old_line, 0.06, 0.13, 2.5)
    day, month = rng.integers(1, 28), rng.integers(1, 12)
    put(f"Ngày, tháng, năm / Date: {day:02d}/{month:02d}/2022", 0.3, 0.22, 2.2)
    put("BỘ CÔNG AN" if new else "CỤC TRƯỞNG CỤC CẢNH SÁT", 0.27, 0.3, 2.2)
    gold = (120, 95, 40)
    chip = (0.08 * W, 0.3 * H, 0.21 * W, 0.5 * H)
    draw.rounded_rectangle(chip, 20, fill=(205, 175, 95), outline=gold, width=3)
    for k in range(1, 4):
        y = (0.3 + 0.05 * k) * H
        draw.line((chip[0], y, chip[2], y), fill=gold, width=3)
    card.away(chip)
    if new:
        card.away(_code(draw, rng, int(0.76 * W), int(0.2 * H), int(0.2 * W)))
        return
    for k in range(2):  # fingerprints
        box = ((0.62 + 0.18 * k) * W, 0.38 * H, (0.77 + 0.18 * k) * W, 0.6 * H)
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        for ring in range(2, 14):
            r = ring * W * 0.005
            draw.ellipse((x - r, y - r * 1.2, x + r, y + r * 1.2), outline=(110, 60, 60), width=3)
        card.away(box)


def _machine_lines(card: _Card) -> None:
    rng, letters = card.rng, "ABCDEFGHIKLMNOPQRSTUVXY"
    name = ["".join(letters[i] for i in rng.integers(0, 23, n)) for n in (12, 6)]
    born, ends = rng.integers(10**6, 10**7, 2)
    rows = (
        f"IDVNM{rng.integers(10**9, 10**10)}{rng.integers(10**11, 10**12)}<<{rng.integers(10)}",
        f"{born}F{ends}VNM<<<<<<<<<<<{rng.integers(10)}",
        "<<".join(name) + "<" * 10,
    )
    font = _font(4.2, _MONO)
    for k, row in enumerate(rows):
        card.draw.text((0.05 * W, (0.65 + 0.1 * k) * H), row[:30], font=font, fill=(25, 25, 25))
    card.away((0.03 * W, 0.64 * H, 0.98 * W, 0.96 * H))
