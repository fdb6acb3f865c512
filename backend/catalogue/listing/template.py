"""An empty list to fill in: the headings that are read, and three rows that show how."""

from __future__ import annotations

import csv
import io
from typing import Final

from backend.catalogue.listing.columns import TITLES

_ROWS: Final = (
    {
        "code": "1.012345",
        "name": "Thủ tục ví dụ: cấp bản xác nhận",
        "agency": "Ủy ban nhân dân xã",
        "papers": "Tờ khai\nCăn cước\nGiấy xác nhận nơi ở (nếu có)",
        "days": "5",
        "fee": "Không",
        "field": "Hộ tịch",
        "keywords": "xac nhan, giay xac nhan",
    },
    {
        "code": "1.012346",
        "name": "Thủ tục ví dụ: cấp lại giấy phép",
        "agency": "Ủy ban nhân dân xã",
        "papers": "Đơn đề nghị; Giấy phép cũ",
        "days": "Trong ngày",
        "fee": "8.000",
        "field": "Công thương",
    },
    {
        "code": "1.012347",
        "name": "Thủ tục ví dụ: chưa rõ thời hạn và phí (để trống là hỏi lại)",
        "agency": "Công an xã",
        "field": "Cư trú",
    },
)
_WIDTHS: Final = {"code": 14, "name": 60, "agency": 26, "papers": 46, "days": 24, "keywords": 30}


def as_csv() -> bytes:
    """UTF-8 with its mark, so that spreadsheet programs read the diacritics."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(TITLES.values())
    writer.writerows([row.get(meaning, "") for meaning in TITLES] for row in _ROWS)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx() -> bytes:
    """One sheet whose cells are text: a code such as 1.001190 keeps its last zero."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.create_sheet("Danh mục", 0)
    del book["Sheet"]
    sheet.append(list(TITLES.values()))
    for row in _ROWS:
        sheet.append([row.get(meaning, "") for meaning in TITLES])
    for place, meaning in enumerate(TITLES, start=1):
        sheet.cell(1, place).font = Font(bold=True)
        column = get_column_letter(place)
        sheet.column_dimensions[column].width = _WIDTHS.get(meaning, 18)
        sheet.column_dimensions[column].number_format = "@"
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
