"""Papers that never were, of the sorts that people hand in: what is printed on them is known."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from tests.bench.capture import paper, texts
from tests.bench.capture.pen import MM, Pen, Sheet


def _paper(rng: np.random.Generator, yellow: bool = False) -> tuple[int, ...]:
    tint = rng.uniform(0.94, 1, 3)
    if yellow:
        tint = np.array([0.95, 0.9, 0.76])
    return tuple(int(250 * v / max(tint)) for v in tint)


def _a4(rng: np.random.Generator) -> Pen:
    pen = Pen(rng, (int(210 * MM), int(297 * MM)), _paper(rng, rng.random() < 0.12))
    pen.leading = rng.uniform(1.2, 1.5)
    return pen


def _sentences(rng: np.random.Generator) -> list[str]:
    return [texts.sentence(rng) for _ in range(18)]


def dense(rng: np.random.Generator) -> Sheet:
    """A page full of small print."""
    pen = _a4(rng)
    points = rng.uniform(9.5, 13)
    pen.heading(points)
    limit = pen.h - pen.margin - int(45 * MM)
    for sentence in _sentences(rng) + _sentences(rng):
        pen.paragraph(sentence, pen.font(points), limit)
    pen.stamp()
    return pen.sheet("dense")


def letter(rng: np.random.Generator) -> Sheet:
    """A page that is half empty."""
    pen = _a4(rng)
    points = rng.uniform(11, 14)
    pen.heading(points)
    for sentence in _sentences(rng)[: rng.integers(3, 8)]:
        pen.paragraph(sentence, pen.font(points), pen.h)
    if rng.random() < 0.6:
        pen.stamp()
    return pen.sheet("letter")


def form(rng: np.random.Generator) -> Sheet:
    """Printed labels, filled in by hand."""
    pen = _a4(rng)
    points = rng.uniform(11, 13.5)
    pen.heading(points)
    font = pen.font(points)
    labels = [
        "Họ và tên người yêu cầu:",
        "Ngày, tháng, năm sinh:",
        "Nơi thường trú:",
        "Số giấy tờ tùy thân:",
        "Quan hệ với người được khai sinh:",
        "Đề nghị cơ quan giải quyết việc:",
        "Họ và tên mẹ:",
        "Quê quán:",
        "Nơi cấp và ngày cấp:",
        "Dân tộc và quốc tịch:",
        "Số điện thoại liên hệ:",
    ]
    for i in rng.permutation(len(labels))[: rng.integers(7, 11)]:
        top = pen.y
        pen.line(labels[i], font)
        left = pen.margin + pen.draw.textlength(labels[i], font) + 20
        pen.scribble(
            left + 20,
            top + font.size,
            rng.uniform(0.3, 0.8) * (pen.w - pen.margin - left - 40),
            font.size * 0.9,
        )
        pen.y = top + int(font.size * 1.9)
    for sentence in _sentences(rng)[:3]:
        pen.paragraph(sentence, font, pen.h)
    pen.stamp()
    return pen.sheet("form", in_one_block=True)


def table(rng: np.random.Generator) -> Sheet:
    """Ruled rows of names, numbers and places."""
    pen = _a4(rng)
    points = rng.uniform(10.5, 12.5)
    pen.heading(points)
    font = pen.font(points)
    names = [
        "Lò Thị Hoa",
        "Sùng A Tủa",
        "Vàng Thị Mỷ",
        "Hà Văn Định",
        "Cầm Bá Thước",
        "Giàng Mí Sính",
    ]
    places = ["Bản Chiềng", "Bản Kẻo Lếch", "Xã Mường Típ", "Thôn Nậm Cang", "Bản Pa Cheo"]
    step, x0, x1 = int(font.size * 1.9), pen.margin, pen.w - pen.margin
    columns = [
        x0,
        x0 + int(0.12 * (x1 - x0)),
        x0 + int(0.5 * (x1 - x0)),
        x0 + int(0.75 * (x1 - x0)),
        x1,
    ]
    rows = int(rng.integers(10, 24))
    for row in range(rows):
        cells = [
            str(row + 1),
            names[rng.integers(6)],
            str(rng.integers(1950, 2020)),
            places[rng.integers(5)],
        ]
        top = pen.y + font.size * 0.3
        boxes = [pen.put(x + 14, top, cell, font) for x, cell in zip(columns, cells, strict=False)]
        pen.lines.append(" ".join(cells[1:]))  # Numbers standing alone are often not seen at all.
        pen.places.append(boxes[1:])
        pen.draw.line((x0, pen.y, x1, pen.y), fill=pen.ink, width=2)
        pen.y += step
    pen.draw.line((x0, pen.y, x1, pen.y), fill=pen.ink, width=2)
    for x in columns:
        pen.draw.line((x, pen.y - rows * step, x, pen.y), fill=pen.ink, width=2)
        pen.set_aside((x, pen.y - rows * step, x, pen.y), pad=5)
    for row in range(rows + 1):
        pen.set_aside((x0, pen.y - row * step, x1, pen.y - row * step), pad=5)
    pen.y += step
    if rng.random() < 0.5:
        pen.stamp()
    return pen.sheet("table", in_one_block=True)


def certificate(rng: np.random.Generator) -> Sheet:
    """A few large lines in a frame, like a birth certificate."""
    pen = _a4(rng)
    edge = int(10 * MM)
    for inset in (0, 14):
        pen.draw.rectangle(
            (edge + inset, edge + inset, pen.w - edge - inset, pen.h - edge - inset),
            outline=(170, 60, 60),
            width=3,
        )
    pen.leading = 1.6
    pen.heading(13)
    pen.line("GIẤY KHAI SINH", pen.font(22, True), centred=True)
    for sentence in _sentences(rng)[: rng.integers(3, 6)]:
        pen.paragraph(sentence, pen.font(rng.uniform(13, 16)), pen.h)
    pen.stamp()
    return pen.sheet("certificate")


def blank(rng: np.random.Generator) -> Sheet:
    """Nothing but paper: folds, a little show-through, a few specks."""
    pen = _a4(rng)
    soft = paper.smooth(rng, pen.h, pen.w, 300)[..., None]
    sheet = np.asarray(pen.picture, np.float32) * (0.96 + 0.04 * soft)
    if rng.random() < 0.4:
        behind = np.asarray(
            dense(rng).picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT).convert("L"), np.float32
        )[..., None]
        sheet *= 1 - rng.uniform(0.01, 0.035) * (1 - behind / 255)
    for _ in range(rng.integers(0, 3)):
        row = int(rng.uniform(0.2, 0.8) * pen.h)
        sheet[row - 2 : row + 2] *= rng.uniform(0.85, 0.97)
    return Sheet("blank", Image.fromarray(np.clip(sheet, 0, 255).astype(np.uint8)))


def scenery(rng: np.random.Generator) -> Sheet:
    """A photograph that is not text: land, a house, a face."""
    w, h = int(rng.uniform(150, 200) * MM * 0.8), int(150 * MM * 0.8)
    y = np.linspace(0, 1, h)[:, None]
    sky = np.array([150, 185, 225]) * (1 - y[..., None]) + np.array([225, 230, 235]) * y[..., None]
    out = np.broadcast_to(sky, (h, w, 3)).copy()
    for layer in range(4):
        ridge = 0.3 + 0.15 * layer + 0.15 * (paper.smooth(rng, 2, w, w / (3 + 2 * layer))[0] - 0.5)
        colour = (
            np.array([60, 95, 55])
            * rng.uniform(0.5, 1.5)
            * (0.6 + 0.7 * paper.smooth(rng, h, w, 3 + 20 * rng.random()))[..., None]
        )
        land = y > ridge[None, :]
        out[land] = colour[land]
    picture = Image.fromarray(np.clip(out, 0, 255).astype(np.uint8))
    draw = ImageDraw.Draw(picture)
    if rng.random() < 0.5:
        x, base, size = (
            rng.uniform(0.2, 0.6) * w,
            rng.uniform(0.6, 0.9) * h,
            rng.uniform(0.15, 0.35) * w,
        )
        draw.rectangle((x, base - size * 0.6, x + size, base), fill=(150, 110, 70))
        draw.polygon(
            [
                (x - 20, base - size * 0.6),
                (x + size / 2, base - size),
                (x + size + 20, base - size * 0.6),
            ],
            fill=(110, 60, 50),
        )
        draw.rectangle(
            (x + size * 0.4, base - size * 0.35, x + size * 0.6, base), fill=(60, 40, 30)
        )
    if rng.random() < 0.5:
        face(
            draw,
            rng,
            rng.uniform(0.25, 0.7) * w,
            rng.uniform(0.35, 0.6) * h,
            rng.uniform(0.1, 0.3) * h,
        )
    return Sheet("scenery", picture)


def face(draw: ImageDraw.ImageDraw, rng: np.random.Generator, x: float, y: float, r: float) -> None:
    """A head and shoulders."""
    skin = tuple(int(v * rng.uniform(0.85, 1.1)) for v in (200, 155, 125))
    draw.ellipse(
        (x - r * 1.6, y + r * 0.8, x + r * 1.6, y + r * 3.4),
        fill=tuple(int(v) for v in rng.integers(20, 200, 3)),
    )
    draw.ellipse((x - r * 0.85, y - r * 1.25, x + r * 0.85, y + r * 0.6), fill=(25, 20, 20))
    draw.ellipse((x - r * 0.7, y - r, x + r * 0.7, y + r), fill=skin)
    for side in (-1, 1):
        draw.ellipse(
            (x + side * r * 0.3 - r * 0.1, y - r * 0.2, x + side * r * 0.3 + r * 0.1, y - r * 0.05),
            fill=(30, 25, 25),
        )
    draw.arc(
        (x - r * 0.25, y + r * 0.3, x + r * 0.25, y + r * 0.6), 10, 170, fill=(140, 60, 60), width=3
    )


SHEETS = {
    "dense": dense,
    "letter": letter,
    "form": form,
    "table": table,
    "certificate": certificate,
}
