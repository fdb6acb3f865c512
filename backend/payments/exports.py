"""A day's entries as a spreadsheet or CSV, for the officer's own books.

A cell that begins like a formula would be run by the program that opens it: such text gets an
apostrophe in front, in both kinds of files.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from backend.core import clock
from backend.payments import desk_queries
from backend.payments.confirming import WAYS

HEADER = ("Số", "Thời điểm", "Loại", "Cách trả", "Số tiền (đồng)", "Mã thanh toán", "Số giao dịch")
KINDS = {
    "charge": "Phải thu",
    "payment": "Đã thu",
    "refund": "Đã hoàn",
    "correction": "Điều chỉnh",
}
_BATCH = 1000
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def guarded(value: Any) -> Any:
    """Text that no program takes for a formula; numbers stay numbers."""
    if isinstance(value, str) and value.lstrip().startswith(_FORMULA):
        return f"'{value}"
    return value


def rows(agency_code: str, day: date) -> Iterator[Sequence[Any]]:
    """The entries of a day, read in portions."""
    after = 0
    while True:
        found = desk_queries.day_entries(agency_code, day, after, _BATCH)
        for entry, attempt in found:
            yield [
                entry.id,
                clock.local(entry.at).strftime("%d/%m/%Y %H:%M:%S"),
                KINDS[entry.kind],
                WAYS.get(entry.provider or "", ""),
                entry.amount,
                guarded(attempt.reference if attempt else ""),
                guarded(attempt.transaction_no if attempt else ""),
            ]
        if len(found) < _BATCH:
            return
        after = found[-1][0].id


def as_csv(agency_code: str, day: date) -> bytes:
    """UTF-8 with its mark, so that spreadsheet programs read the diacritics."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADER)
    writer.writerows(rows(agency_code, day))
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(agency_code: str, day: date) -> bytes:
    """One sheet, written row by row."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(f"{day:%d-%m-%Y}")
    sheet.append(HEADER)
    for row in rows(agency_code, day):
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
