"""Invented papers as photographs, and an invented result as PDF: drawn here, sent as phones do."""

from __future__ import annotations

import hashlib
import io
import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from backend import letters
from backend.demo import cast
from backend.demo.cast import Cast, Citizen, Officer
from backend.uploads import service as uploads

_SIZE = (794, 1123)
"""An A4 sheet at 96 dots an inch."""
_FONT = Path(letters.__file__).parent / "fonts" / "LiberationSerif-Regular.ttf"
_NOTHING_REAL = "GIẤY MẪU – KHÔNG CÓ GIÁ TRỊ"
_TABLE = (122, 102, 84)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A paper to draw; a blurred one is what an officer sends back."""

    title: str
    lines: Sequence[str]
    blurred: bool = False


BIRTH_PROOF = Drawing(
    "Giấy chứng sinh",
    ("Họ và tên mẹ: Lò Thị Mẫu", "Sinh con lúc: 07 giờ 30 phút", "Giới tính của con: nam"),
)
SECOND_BIRTH_PROOF = Drawing(
    "Giấy chứng sinh (con thứ hai)",
    ("Họ và tên mẹ: Vì Thị Mẫu", "Sinh con lúc: 05 giờ 10 phút", "Giới tính của con: nữ"),
)
OLD_RECORD = Drawing(
    "Giấy khai sinh (bản cũ)",
    ("Họ và tên: Lò Thị Mẫu", "Nơi sinh: Thôn Mẫu", "Quyển số: 00 – Số: 000"),
)
DEATH_NOTICE = Drawing(
    "Giấy báo tử",
    ("Họ và tên: Lò Văn Thử", "Mất tại: Thôn Mẫu", "Người báo: Lò Thị Mẫu"),
    blurred=True,
)
_DISABILITY_LINES = ("Họ và tên: Giàng Thị Ví Dụ", "Dạng khuyết tật: vận động", "Mức độ: nặng")
DISABILITY_BLURRED = Drawing("Giấy xác nhận khuyết tật", _DISABILITY_LINES, blurred=True)
DISABILITY = Drawing("Giấy xác nhận khuyết tật", _DISABILITY_LINES)
HOUSE = Drawing(
    "Giấy tờ về chỗ ở",
    ("Chủ nhà: Giàng A Thử", "Địa chỉ: Bản Thử, xã Luận Thành", "Diện tích: 000 m²"),
)
LAND = Drawing(
    "Giấy chuyển nhượng viết tay",
    ("Bên chuyển: Giàng A Ví Dụ", "Bên nhận: Giàng A Thử", "Thửa số: 000"),
)
TO_SIGN = Drawing(
    "Giấy cam kết", ("Tôi tên là: Giàng A Thử", "Cam kết điều ví dụ này", "Người viết: (chưa ký)")
)
COPY = Drawing("Bằng tốt nghiệp", ("Họ và tên: Quàng Văn Mẫu", "Năm: 0000", "Trường: Trường Ví Dụ"))


@dataclass(frozen=True, slots=True)
class Page:
    """A drawn page as a phone has it."""

    data: bytes
    sha256: str

    def line(self, paper: str, page: int = 1) -> dict[str, Any]:
        """Its line in a manifest."""
        return {
            "paper": paper,
            "page": page,
            "sha256": self.sha256,
            "bytes": len(self.data),
            "media_type": "image/jpeg",
        }


@dataclass(frozen=True, slots=True)
class Sent:
    """What lies on the server before the first dossier is told: pages, and the result's upload."""

    pages: Mapping[str, Page]
    results: Sequence[uuid.UUID]

    def line(self, drawing: Drawing, paper: str) -> dict[str, Any]:
        """A manifest's line for a drawn paper."""
        return self.pages[_key(drawing)].line(paper)


_SENDERS: Sequence[tuple[Citizen | Officer, Sequence[Drawing]]] = (
    (cast.MAU, (BIRTH_PROOF, OLD_RECORD, DEATH_NOTICE)),
    (cast.THU, (LAND, TO_SIGN)),
    (cast.ME_THU, (DISABILITY_BLURRED, DISABILITY)),
    (cast.QUANG, (SECOND_BIRTH_PROOF,)),
    (cast.CAN_BO, (COPY,)),
)
"""Who photographs what. HOUSE is never sent: its dossier waits for it."""
_RESULTS = 2


def send_all(people: Cast) -> Sent:
    """Draw the papers and send each for its sender; in transactions of its own."""
    drawings = {drawing for _, mine in _SENDERS for drawing in mine} | {HOUSE}
    pages = {_key(drawing): _page(drawing) for drawing in drawings}
    for sender, mine in _SENDERS:
        for drawing in mine:
            data = pages[_key(drawing)].data
            uploads.keep(people.id_of(sender), data, "image/jpeg", "page")
    results = [
        uploads.keep(people.id_of(cast.CAN_BO), _result_pdf(number), "application/pdf", "result")
        for number in range(1, _RESULTS + 1)
    ]
    return Sent(pages, results)


def _key(drawing: Drawing) -> str:
    return f"{drawing.title}:{drawing.blurred}"


def _page(drawing: Drawing) -> Page:
    data = _photograph(drawing)
    return Page(data, hashlib.sha256(data).hexdigest())


def _photograph(drawing: Drawing) -> bytes:
    """A sheet on a table, a little askew, as a phone sees it."""
    sheet = _sheet(drawing)
    photo = Image.new("RGB", (sheet.width + 110, sheet.height + 130), _TABLE)
    turned = sheet.rotate(1.5, Image.Resampling.BICUBIC, expand=True, fillcolor=_TABLE)
    photo.paste(turned, ((photo.width - turned.width) // 2, (photo.height - turned.height) // 2))
    if drawing.blurred:
        photo = photo.filter(ImageFilter.GaussianBlur(7))
    out = io.BytesIO()
    photo.save(out, "JPEG", quality=70)
    return out.getvalue()


def _result_pdf(number: int) -> bytes:
    """A result as the desk would scan it; its number makes each file another one."""
    lines = ("Họ và tên: Lò Thị Mẫu", "Nơi sinh: Thôn Mẫu", f"Bản sao thứ {number}")
    drawn_at = time.gmtime(0)  # Drawn again after an interruption, it is the same file.
    out = io.BytesIO()
    _sheet(Drawing("Bản sao giấy khai sinh", lines)).save(
        out, "PDF", resolution=96, creationDate=drawn_at, modDate=drawn_at
    )
    return out.getvalue()


def _sheet(drawing: Drawing) -> Image.Image:
    sheet = Image.new("RGB", _SIZE, (250, 248, 242))
    draw = ImageDraw.Draw(sheet)
    draw.text((60, 60), _NOTHING_REAL, font=_font(36), fill=(176, 32, 32))
    draw.text((60, 190), drawing.title.upper(), font=_font(42), fill=(24, 24, 36))
    for number, text in enumerate(drawing.lines):
        y = 330 + number * 110
        draw.text((60, y), text, font=_font(34), fill=(24, 24, 36))
        draw.line((60, y + 56, sheet.width - 60, y + 56), fill=(190, 186, 178), width=2)
    draw.text((60, sheet.height - 130), "Người bịa, giấy bịa", font=_font(30), fill=(90, 90, 96))
    return sheet


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FONT, size)
