"""Which column of a list is what: by its heading, in any order, with marks or without."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from backend.catalogue.listing.findings import Finding, Level, WrongList
from backend.core.tables import Row, Sheet, Table
from backend.core.text import fold

TITLES: Final[Mapping[str, str]] = {
    "code": "Mã thủ tục",
    "name": "Tên thủ tục",
    "agency": "Cơ quan thực hiện",
    "papers": "Giấy tờ",
    "days": "Thời hạn (ngày làm việc)",
    "fee": "Phí (đồng)",
    "field": "Lĩnh vực",
    "short_name": "Tên ngắn",
    "keywords": "Từ khóa",
    "result": "Kết quả",
    "basis": "Căn cứ pháp lý",
    "status": "Tình trạng",
}
"""Our columns by what they mean, as the template heads them."""
NEEDED: Final = ("code", "name", "agency", "papers", "days", "fee")
"""These must stand in the file; a cell may be empty where that means "hỏi lại"."""

_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "code": (
        "ma thu tuc", "ma thu tuc hanh chinh", "ma tthc", "ma so tthc", "ma so thu tuc", "ma so",
        "ma", "code",
    ),
    "name": (
        "ten thu tuc", "ten thu tuc hanh chinh", "ten tthc", "thu tuc hanh chinh", "thu tuc",
        "ten", "name",
    ),
    "agency": (
        "co quan thuc hien", "co quan giai quyet", "co quan co tham quyen", "don vi thuc hien",
        "don vi giai quyet", "noi thuc hien", "co quan", "don vi", "agency",
    ),
    "papers": (
        "giay to", "thanh phan ho so", "ho so", "giay to phai nop", "ho so gom", "papers",
    ),
    "days": (
        "thoi han", "thoi han giai quyet", "thoi gian giai quyet", "so ngay", "so ngay lam viec",
        "ngay lam viec", "days",
    ),
    "fee": ("phi", "phi le phi", "le phi", "muc phi", "muc thu", "tien phi", "fee"),
    "field": ("linh vuc", "ten linh vuc", "nganh linh vuc", "field"),
    "short_name": ("ten ngan", "ten thuong goi", "ten thuong ngay", "ten rut gon"),
    "keywords": ("tu khoa", "tu tim kiem", "tu hay goi"),
    "result": ("ket qua", "ket qua thuc hien", "ket qua giai quyet"),
    "basis": ("can cu phap ly", "can cu", "van ban quy dinh"),
    "status": ("tinh trang", "trang thai", "tinh trang hieu luc"),
}  # fmt: skip
_PASSED_OVER: Final = frozenset({"", "stt", "tt", "so tt", "so thu tu", "ghi chu", "no"})
_HEADING_WITHIN: Final = 30
"""The commune's name and the title of its list may stand above the headings."""
_IN_BRACKETS = re.compile(r"\([^)]*\)")
_NOT_A_LETTER = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Heading:
    """Where each known column stands, and the titles that the file itself has for them."""

    sheet: Sheet
    row: int
    places: Mapping[str, int]
    titles: Mapping[str, str]

    def cell(self, row: Row, meaning: str) -> str:
        """What a row says under one of our columns; empty where the file has no such column."""
        at = self.places.get(meaning)
        return row.cells[at] if at is not None and at < len(row.cells) else ""

    def title(self, meaning: str) -> str:
        """The column's name as the file writes it."""
        return self.titles.get(meaning, TITLES[meaning])

    @property
    def below(self) -> list[Row]:
        """The rows of the list itself."""
        return [row for row in self.sheet.rows if row.number > self.row]


def heading_of(table: Table) -> tuple[Heading, list[Finding]]:
    """The heading of the first sheet that has one, and what to say of it; raises WrongList."""
    best: Heading | None = None
    for sheet in table.sheets:
        for row in sheet.rows[:_HEADING_WITHIN]:
            found = _read(sheet, row)
            if best is None or len(found.places) > len(best.places):
                best = found
    if best is None:
        raise WrongList([Finding(Level.ERROR, 0, "", "Tệp không có hàng nào.")])
    missing = [TITLES[meaning] for meaning in NEEDED if meaning not in best.places]
    twice = _twice(best)
    if missing or twice:
        raise WrongList([*_missing(best, missing, table), *twice])
    return best, _unknown(best)


def _read(sheet: Sheet, row: Row) -> Heading:
    places: dict[str, int] = {}
    titles: dict[str, str] = {}
    for at, cell in enumerate(row.cells):
        meaning = _meaning(cell)
        if meaning is not None and meaning not in places:
            places[meaning], titles[meaning] = at, " ".join(cell.split())
    return Heading(sheet, row.number, places, titles)


def _meaning(cell: str) -> str | None:
    plain = _plain(cell)
    return next((meaning for meaning, names in _NAMES.items() if plain in names), None)


def _plain(cell: str) -> str:
    """A heading without marks, signs and what it says in brackets."""
    return _NOT_A_LETTER.sub(" ", _IN_BRACKETS.sub(" ", fold(cell))).strip()


def _heading_cells(heading: Heading) -> Sequence[str]:
    return next(row.cells for row in heading.sheet.rows if row.number == heading.row)


def _missing(heading: Heading, missing: list[str], table: Table) -> list[Finding]:
    if not missing:
        return []
    expected = "; ".join(TITLES[meaning] for meaning in NEEDED)
    if len(heading.places) <= 1:
        first = next((row.cells for sheet in table.sheets for row in sheet.rows), ())
        seen = "; ".join(cell[:40] for cell in first if cell) or "không có chữ"
        message = f"Không thấy hàng tên cột. Cần các cột: {expected}. Hàng đầu đang ghi: {seen}."
        return [Finding(Level.ERROR, 0, "", message)]
    message = f"Thiếu cột. Cần đủ: {expected}."
    return [Finding(Level.ERROR, heading.row, title, message) for title in missing]


def _twice(heading: Heading) -> list[Finding]:
    seen: dict[str, str] = {}
    found = []
    for cell in _heading_cells(heading):
        meaning = _meaning(cell)
        if meaning in seen:
            message = f"Hai cột cùng nghĩa: '{seen[meaning]}' và '{cell}'. Hãy bỏ một cột."
            found.append(Finding(Level.ERROR, heading.row, cell, message))
        elif meaning is not None:
            seen[meaning] = cell
    return found


def _unknown(heading: Heading) -> list[Finding]:
    return [
        Finding(Level.NOTE, heading.row, " ".join(cell.split()), "Cột này không được dùng.")
        for cell in _heading_cells(heading)
        if _meaning(cell) is None and _plain(cell) not in _PASSED_OVER
    ]
