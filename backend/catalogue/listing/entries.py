"""From the rows of a list to its entries: each checked alone, and all of them together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from backend.catalogue import shapes
from backend.catalogue.listing import cells, codes
from backend.catalogue.listing.columns import Heading, heading_of
from backend.catalogue.listing.findings import Finding, Level
from backend.core.tables import Row, Table
from backend.core.text import fold

MAX_NAME: Final = 500
_LENGTHS: Final = {"name": MAX_NAME, "agency": 200, "field": 60, "short_name": 90, "result": 300}
_ENDED: Final = frozenset(
    {"bai bo", "da bai bo", "het hieu luc", "bi thay the", "ngung", "thoi dung", "da het hieu luc"}
)
_KNOWN_STATUS: Final = frozenset(
    {"", "con hieu luc", "dang hieu luc", "moi", "moi ban hanh", "sua doi", "sua doi bo sung",
     "duoc sua doi bo sung", "cong bo moi", "hieu luc"}
)  # fmt: skip
_GROUP = re.compile(r"(?:[IVXL]+[.)]? |[A-Z][.)] )?\s*lĩnh vực:? ", re.IGNORECASE)
_GROUP_NUMBER = re.compile(r"(?:[IVXL]+|[A-Z])[.)]?")
_TITLE_UNDER: Final = frozenset({None, "code", "name", "field"})
"""Columns under which a group's title stands, whatever the file has there; None: one not read."""
_COORDINATES = re.compile(r"([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?")


@dataclass(frozen=True, slots=True)
class Entry:
    """A procedure as the list has it. `days` None and `fee` None are "hỏi lại"."""

    row: int
    code: str
    name: str
    agency: str = ""
    papers: tuple[tuple[str, bool], ...] = ()
    days: int | None = None
    fee: int | None = None
    field: str = ""
    short_name: str = ""
    keywords: tuple[str, ...] = ()
    result: str = ""
    basis: tuple[str, ...] = ()
    ended: bool = False


@dataclass(slots=True)
class Listed:
    """All entries of a file, and everything that is to be said of it.

    `named` are the codes of all rows that name one, those that are not taken included: what a list
    names at all does not lack in it.
    """

    entries: list[Entry] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    named: set[str] = field(default_factory=set)


def read(table: Table, *, province: str | None, day: date) -> Listed:
    """The entries of a received table; raises WrongList where there is no list in it.

    `province` is ours (H56), None where it is not known; `day` is when the list begins.
    """
    heading, findings = heading_of(table)
    listed = Listed(findings=findings)
    spoilt = _spoilt(heading)
    group = ""
    for row in heading.below:
        if title := _group(heading, row):
            group = title
        elif not any(heading.cell(row, meaning) for meaning in ("code", "name")):
            listed.findings += _stray(heading, row)
        else:
            reading = _Reading(heading, row, listed, spoilt.get(row.number, []))
            reading.read(province, day, group)
    _once(listed, heading.title("code"))
    listed.findings.sort(key=lambda finding: finding.row)
    return listed


def _group(heading: Heading, row: Row) -> str:
    """The field of law that a row above a group of procedures names ("I. LĨNH VỰC HỘ TỊCH", its
    number perhaps in a column of its own). What is left of a procedure's row names none."""
    known = {place: meaning for meaning, place in heading.places.items()}
    filled = [
        (known.get(place), cells.one_line(cell))
        for place, cell in enumerate(row.cells)
        if cell and not (place not in known and _GROUP_NUMBER.fullmatch(cell))
    ]
    if len(filled) != 1 or filled[0][0] not in _TITLE_UNDER:
        return ""
    title = filled[0][1]
    if not (title.isupper() or _GROUP.match(title)) or codes.is_one(title):
        return ""
    words = cells.plain(_GROUP.sub("", title))
    return f"{words[:1].upper()}{words[1:].lower()}"[: _LENGTHS["field"]]


def _stray(heading: Heading, row: Row) -> Iterator[Finding]:
    """A row without code and name, and yet with something: half of one was lost."""
    filled = [meaning for meaning in heading.places if heading.cell(row, meaning)]
    if filled:
        message = "Hàng này có chữ nhưng thiếu mã và tên."
        yield Finding(Level.ERROR, row.number, heading.title("code"), message)


def _spoilt(heading: Heading) -> dict[int, list[Finding]]:
    """What is wrong with cells whatever they mean: merged, calculated, badly encoded, too long."""
    found: dict[int, list[Finding]] = {}

    def say(level: Level, row: int, column: str, message: str) -> None:
        if row > heading.row:
            found.setdefault(row, []).append(Finding(level, row, column, message))

    sheet = heading.sheet
    for ref in sheet.merged:
        for row in _rows_of(ref):
            message = f"Ô gộp {ref}. Hãy bỏ gộp ô, ghi đủ chữ ở từng hàng."
            say(Level.ERROR, row, "", message)
    for ref in sheet.formulas:
        rows = _rows_of(ref)
        for row in rows:
            message = f"Ô {ref} là công thức; đã lấy kết quả tính sẵn trong tệp."
            say(Level.NOTE, row, "", message)
    for row in sheet.foreign:
        message = "Chữ sai bảng mã (lẫn bảng mã, TCVN3 hoặc VNI). Hãy ghi lại bằng Unicode."
        say(Level.ERROR, row, "", message)
    for row in sheet.cut:
        say(Level.ERROR, row, "", "Có ô dài quá 4.000 ký tự.")
    return found


def _rows_of(ref: str) -> range:
    found = _COORDINATES.fullmatch(ref)
    if found is None:
        return range(0)
    first = int(found[2])
    last = int(found[4] or first)
    return range(first, min(last, first + 5_000) + 1)


class _Reading:
    """One row being read: collects what is wrong with it, then becomes an entry or nothing."""

    def __init__(self, heading: Heading, row: Row, listed: Listed, spoilt: list[Finding]) -> None:
        self._heading, self._row, self._listed = heading, row, listed
        self._findings: list[Finding] = list(spoilt)
        self._code = ""

    def read(self, province: str | None, day: date, group: str) -> None:
        """Add the row's entry to the list, or its findings only; `group` is its field of law
        where the row names none."""
        taken = self._read_code(province, day)
        entry = self._entry()
        entry = replace(entry, field=entry.field or group)
        ended = self._ended()
        wrong = any(finding.level is Level.ERROR for finding in self._findings)
        if taken and not wrong:
            self._listed.entries.append(replace(entry, ended=ended))
        self._listed.findings += [
            replace(finding, code=finding.code or self._code) for finding in self._findings
        ]

    def _say(self, level: Level, meaning: str, message: str) -> None:
        title = self._heading.title(meaning)
        self._findings.append(Finding(level, self._row.number, title, message))

    def _read_code(self, province: str | None, day: date) -> bool:
        cell = self._heading.cell(self._row, "code")
        try:
            code = codes.read(cell)
        except codes.WrongCode as wrong:
            self._say(Level.ERROR, "code", str(wrong) if cell else f"Thiếu mã. {codes.EXAMPLE}")
            return False
        self._code = code.code
        reason = codes.of_another_province(code, province)
        if reason:
            self._say(Level.LEFT_OUT, "code", reason)
            return False
        self._listed.named.add(code.code)
        if reason := codes.retired(code.code, day):
            self._say(Level.LEFT_OUT, "code", reason)
            return False
        for note in (code.note, codes.seen_for_another(code.code)):
            if note:
                self._say(Level.NOTE, "code", note)
        return True

    def _entry(self) -> Entry:
        name = self._text("name")
        if not self._heading.cell(self._row, "name"):
            self._say(Level.ERROR, "name", "Thiếu tên thủ tục.")
        return Entry(
            row=self._row.number,
            code=self._code,
            name=name,
            agency=cells.plain(self._text("agency")),
            papers=self._papers(),
            days=self._number("days"),
            fee=self._number("fee"),
            field=cells.plain(self._text("field")),
            short_name=cells.plain(self._text("short_name")),
            keywords=self._keywords(),
            result=cells.plain(self._text("result")),
            basis=tuple(_lines(self._checked("basis")))[:20],
        )

    def _checked(self, meaning: str) -> str:
        """The cell, if it holds words and nothing but words."""
        cell = self._heading.cell(self._row, meaning)
        markup = shapes.markup_in(cell)
        if markup is not None:
            message = f"Chỉ viết chữ thường, không viết mã như '{markup[:30]}'."
            self._say(Level.ERROR, meaning, message)
            return ""
        if cell.startswith("=") or any(not c.isprintable() and c != "\n" for c in cell):
            self._say(Level.ERROR, meaning, "Ô có công thức hoặc ký tự không đọc được.")
            return ""
        return cell

    def _text(self, meaning: str) -> str:
        text = cells.one_line(self._checked(meaning))
        limit = _LENGTHS[meaning]
        if len(text) > limit:
            self._say(Level.ERROR, meaning, f"Dài quá {limit} ký tự.")
            return text[:limit]
        return text

    def _number(self, meaning: str) -> int | None:
        read = (cells.days if meaning == "days" else cells.fee)(self._checked(meaning))
        if read.said:
            message = f"Không phải một con số rõ ràng ('{read.said[:60]}'); sẽ ghi là hỏi lại."
            self._say(Level.NOTE, meaning, message)
        return read.value

    def _papers(self) -> tuple[tuple[str, bool], ...]:
        found = cells.papers(self._checked("papers"))
        if len(found) > cells.MAX_PAPERS:
            self._say(Level.ERROR, "papers", f"Quá {cells.MAX_PAPERS} giấy tờ.")
        for name, _ in found:
            if len(name) > cells.MAX_PAPER:
                message = f"Tên giấy dài quá {cells.MAX_PAPER} ký tự: '{name[:40]}…'."
                self._say(Level.ERROR, "papers", message)
        return tuple(found)

    def _keywords(self) -> tuple[str, ...]:
        words = [fold(part) for part in re.split(r"[,;\n]", self._checked("keywords"))]
        return tuple(dict.fromkeys(word[:40] for word in words if word))[:8]

    def _ended(self) -> bool:
        said = cells.one_line(self._checked("status"))
        plain = fold(said).replace(",", "").strip(" .")
        if plain in _ENDED:
            return True
        if plain not in _KNOWN_STATUS:
            message = f"Không hiểu '{said[:40]}'. Để trống, hoặc ghi 'bãi bỏ'."
            self._say(Level.ERROR, "status", message)
        return False


def _lines(cell: str) -> Iterator[str]:
    for part in re.split(r"[\n;]", cell):
        if text := cells.one_line(part):
            yield text[:400]


def _once(listed: Listed, title: str) -> None:
    """A procedure stands in the list once. The very same again is passed over; another row under
    the same code is for a person to decide."""
    first: dict[str, Entry] = {}
    for entry in listed.entries:
        before = first.setdefault(entry.code, entry)
        if before is entry:
            continue
        if replace(entry, row=before.row) == before:
            level, message = Level.LEFT_OUT, f"Lặp lại hàng {before.row}."
        else:
            level, message = Level.ERROR, f"Mã này đã có ở hàng {before.row} với nội dung khác."
        listed.findings.append(Finding(level, entry.row, title, message, entry.code))
    listed.entries = list(first.values())
