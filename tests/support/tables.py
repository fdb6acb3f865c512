"""Tables as people send them: workbooks, and CSV in encodings that Python writes only half."""

from __future__ import annotations

import csv
import io
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook


def csv_of(rows: Iterable[Sequence[Any]], separator: str = ",") -> str:
    """The text of a CSV file."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\n").writerows(rows)
    return out.getvalue()


def cp1258(text: str) -> bytes:
    """As old Windows programs write Vietnamese: letters, then the marks of tone by themselves."""
    return b"".join(_one(letter) for letter in unicodedata.normalize("NFC", text))


def _one(letter: str) -> bytes:
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        base, *marks = unicodedata.normalize("NFD", letter)
        tone = next(mark for mark in marks if mark in "\u0300\u0309\u0303\u0301\u0323")
        kept = unicodedata.normalize("NFC", base + "".join(m for m in marks if m != tone))
        return kept.encode("cp1258") + tone.encode("cp1258")


def workbook(rows: Iterable[Sequence[Any]], merged: Sequence[str] = ()) -> bytes:
    """An XLSX file of one sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for each in merged:
        sheet.merge_cells(each)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The workbook's bytes."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def replaced(data: bytes, part: str, content: bytes) -> bytes:
    """The same archive with another content of one of its parts."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return out.getvalue()


def added(data: bytes, part: str, content: bytes) -> bytes:
    """The same archive with one part more."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(part, content)
    return out.getvalue()
