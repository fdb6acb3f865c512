"""A received workbook (XLSX) as text cells. Runs in a decoder's process, with its limits.

Each sheet is first looked through as a stream, which stops at the first thing that is refused: a
document type (entities that unfold), too many rows. Only then does openpyxl read values. Nothing is
calculated: of a formula there is the value that was saved with it, and the cell is named.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from xml.parsers import expat

from backend.core.tables import MAX_CELL, MAX_COLUMNS, MAX_ROWS, Row, Sheet, UnreadableTable
from backend.uploads.csv_sheet import clean, is_foreign

MAX_UNPACKED: Final = 64 << 20
"""Bytes of all parts together, as the archive's directory says; zipfile reads no more than that."""
MAX_PARTS: Final = 500
MAX_SHEETS: Final = 20
_LAST_ROW: Final = 10_000
"""Rows may stand far apart, but not so far that walking the gaps takes long."""
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_PIECE: Final = 64 * 1024
_OLD = b"\xd0\xcf\x11\xe0"
"""A workbook of before 2007, and any workbook that is locked with a password."""
_ZIP = b"PK\x03\x04"


@dataclass(slots=True)
class _Look:
    """What a stream through one sheet saw."""

    rows: int = 0
    last: int = 0
    merged: list[str] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)


def looks_like(data: bytes) -> bool:
    """Whether this is a workbook of any kind, rather than text."""
    return data.startswith((_ZIP, _OLD))


def read(data: bytes) -> list[Sheet]:
    """The shown sheets; raises UnreadableTable."""
    if data.startswith(_OLD):
        raise UnreadableTable("old_workbook")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            looks = _looked_through(archive)
        return _values(data, looks)
    except UnreadableTable:
        raise
    except (MemoryError, RecursionError):
        raise UnreadableTable("too_heavy") from None
    except Exception:  # openpyxl raises anything over a part that lacks what it expects.
        raise UnreadableTable("broken") from None


def _looked_through(archive: zipfile.ZipFile) -> dict[str, _Look]:
    parts = archive.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise UnreadableTable("too_heavy")
    if "xl/workbook.xml" not in archive.namelist():
        raise UnreadableTable("not_a_table")
    looks = {}
    for part in parts:
        name = part.filename
        if _SHEET.fullmatch(name):
            looks[name] = _through(archive, name, whole=True)
        elif name.endswith((".xml", ".rels")):
            _through(archive, name, whole=False)
    return looks


class _Enough(Exception):
    """The beginning of a part was seen, and that is all that was asked."""


def _through(archive: zipfile.ZipFile, name: str, *, whole: bool) -> _Look:
    """Refuse a document type; of a sheet, also count rows and note merged cells and formulas."""
    look, parser = _Look(), expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = _Walk(look) if whole else _stop
    with archive.open(name) as part:
        try:
            while piece := part.read(_PIECE):
                parser.Parse(piece)
        except _Enough:
            pass
        except expat.ExpatError:
            raise UnreadableTable("broken") from None
    return look


def _refuse(*_of: Any) -> None:
    raise UnreadableTable("unsafe")


def _stop(*_of: Any) -> None:
    raise _Enough


class _Walk:
    """Follows a sheet's elements: rows, cells with a value, formulas, merged ranges."""

    def __init__(self, look: _Look) -> None:
        self._look = look
        self._row = 0
        self._cell = ""

    def __call__(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "row":
            self._row = int(attributes.get("r") or self._row + 1)
        elif name == "c":
            self._cell = attributes.get("r", "")
        elif name in ("v", "is"):
            self._filled()
        elif name == "f":
            self._look.formulas.append(self._cell)
        elif name == "mergeCell":
            self._look.merged.append(attributes.get("ref", ""))

    def _filled(self) -> None:
        look = self._look
        if look.last != self._row:
            look.last = self._row
            look.rows += 1
        if look.rows > MAX_ROWS or self._row > _LAST_ROW:
            raise UnreadableTable("too_many_rows")


def _values(data: bytes, looks: dict[str, _Look]) -> list[Sheet]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        sheets = []
        shown: list[Any] = [one for one in book.worksheets if one.sheet_state == "visible"]
        for sheet in shown[:MAX_SHEETS]:
            look = looks.get(sheet._worksheet_path.lstrip("/"))
            if look is not None:
                sheets.append(_sheet(sheet, look))
        return sheets
    finally:
        book.close()


def _sheet(sheet: Any, look: _Look) -> Sheet:
    rows: list[Row] = []
    foreign: set[int] = set()
    cut: set[int] = set()
    sheet.reset_dimensions()  # What a file says of its own size is not always so.
    values = sheet.iter_rows(max_row=look.last, max_col=MAX_COLUMNS, values_only=True)
    for number, found in enumerate(values if look.last else (), start=1):
        cells = [clean(_text(value)) for value in found]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        if is_foreign(" ".join(cells)):
            foreign.add(number)
        if any(len(cell) > MAX_CELL for cell in cells):
            cut.add(number)
        rows.append(Row(number, tuple(cell[:MAX_CELL] for cell in cells)))
    return Sheet(
        name=clean(sheet.title),
        rows=tuple(rows),
        merged=tuple(look.merged[:MAX_ROWS]),
        formulas=tuple(look.formulas[: MAX_ROWS * MAX_COLUMNS]),
        foreign=frozenset(foreign),
        cut=frozenset(cut),
    )


def _text(value: Any) -> str:
    """A cell as a person reads it: whole numbers without ".0", days as days."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, (datetime, date)):
        return value.strftime("%d/%m/%Y")
    return str(value)
