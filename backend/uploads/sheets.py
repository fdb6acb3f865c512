"""The decoder's side of received tables: any file of bytes to its sheets as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Final

from backend.core.tables import UnreadableTable
from backend.uploads import csv_sheet, xlsx_sheets
from backend.uploads.images import Unusable

REFUSED: Final = "table_"
"""Stands before the reason in the code of what is refused."""


def opened(data: bytes) -> bytes:
    """The sheets as JSON, or Unusable with the reason in its code."""
    try:
        sheets = xlsx_sheets.read(data) if xlsx_sheets.looks_like(data) else [csv_sheet.read(data)]
    except UnreadableTable as fault:
        raise Unusable(REFUSED + fault.reason) from None
    plain = [
        {**asdict(one), "foreign": sorted(one.foreign), "cut": sorted(one.cut)} for one in sheets
    ]
    return json.dumps(plain).encode()
