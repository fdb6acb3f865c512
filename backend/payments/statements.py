"""A bank's statement as CSV, read line by line: pure, whatever its encoding, separator and columns.

Cells are text and are never evaluated. Only money that arrived counts: debits are passed over. The
file is read once, from a stream that keeps what is large on the disk.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO

from backend.core.text import fold
from backend.payments.banking import Line, references, transfer_key

MAX_LINES = 50_000
MAX_CELL = 500
_HEADER_WITHIN = 40
"""A bank's own heading may stand above the columns' names."""

_ENCODINGS = ("utf-8-sig", "cp1258")
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "day": (
        "ngay giao dich", "ngay hach toan", "ngay hieu luc", "transaction date", "ngay", "date",
    ),
    "credit": ("ghi co", "phat sinh co", "so tien ghi co", "so tien co", "credit", "co"),
    "amount": ("so tien", "so tien giao dich", "amount"),
    "side": (
        "no/co", "ghi no/ghi co", "ghi no/co", "d/c", "c/d", "dr/cr", "cr/dr", "debit/credit",
        "loai giao dich", "loai", "type",
    ),
    "purpose": (
        "noi dung", "noi dung giao dich", "mo ta", "dien giai", "description", "remark", "details",
    ),
    "reference": (
        "so tham chieu", "ma giao dich", "so giao dich", "so but toan", "ma tham chieu",
        "reference", "ref no", "transaction id", "ft",
    ),
}  # fmt: skip
"""What banks call their columns, without diacritics, by what they mean to us."""
_OUT = frozenset({"no", "ghi no", "phat sinh no", "d", "dr", "debit", "-", "chi", "tien ra"})
"""How a column beside a sum without a sign says that the money left."""


class Unreadable(ValueError):
    """The file as a whole cannot be read; the text says why, for a person."""


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that cannot be read: its number in the file, and why."""

    number: int
    why: str


def read(stream: IO[bytes]) -> Iterator[Line | BadLine]:
    """The lines of a statement, one by one; raises Unreadable before the first."""
    text = io.TextIOWrapper(stream, encoding=_encoding(stream), errors="strict", newline="")
    try:
        yield from _lines(text)
    except UnicodeDecodeError as error:
        raise Unreadable("Tệp có chữ không đọc được. Hãy lưu lại tệp dạng CSV UTF-8.") from error
    except csv.Error as error:
        raise Unreadable("Tệp không phải là bảng CSV. Hãy tải lại sao kê từ ngân hàng.") from error
    finally:
        text.detach()


def _encoding(stream: IO[bytes]) -> str:
    """By its mark, else UTF-8 when all of it is that, else the old Vietnamese code page."""
    start = stream.read(4)
    stream.seek(0)
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    if b"\x00" in start:
        raise Unreadable("Tệp này không phải là tệp chữ. Hãy tải lại sao kê dạng CSV.")
    for encoding in _ENCODINGS:
        if _decodes(stream, encoding):
            return encoding
    raise Unreadable("Tệp có chữ không đọc được. Hãy lưu lại tệp dạng CSV UTF-8.")


def _decodes(stream: IO[bytes], encoding: str) -> bool:
    reader = io.TextIOWrapper(stream, encoding=encoding, errors="strict")
    try:
        while reader.read(64 * 1024):
            """Nothing is kept: the question is only whether it can be read."""
    except UnicodeDecodeError:
        return False
    finally:
        reader.detach()
        stream.seek(0)
    return True


def _lines(text: io.TextIOWrapper) -> Iterator[Line | BadLine]:
    sample = text.read(8 * 1024)
    text.seek(0)
    rows = enumerate(csv.reader(text, delimiter=_delimiter(sample)), start=1)
    columns = _columns(rows)
    seen: dict[bytes, int] = {}
    for number, row in rows:
        if number > MAX_LINES:
            raise Unreadable(f"Tệp dài quá {MAX_LINES} dòng. Hãy tải sao kê ngắn hơn.")
        found = _line(number, row, columns, seen)
        if found is not None:
            yield found


def _delimiter(sample: str) -> str:
    """The sign that stands most often in the fullest lines of the beginning."""
    lines = sample.splitlines()[:_HEADER_WITHIN]
    return max(",;\t|", key=lambda sign: max((line.count(sign) for line in lines), default=0))


def _columns(rows: Iterator[tuple[int, Sequence[str]]]) -> Mapping[str, int]:
    """Where day, money and purpose stand; the first line that names them all is the heading."""
    for number, row in rows:
        found = _named([fold(cell) for cell in row])
        if {"day", "purpose"} <= found.keys() and {"credit", "amount"} & found.keys():
            return found
        if number >= _HEADER_WITHIN:
            break
    raise Unreadable("Không thấy các cột ngày, số tiền và nội dung. Hãy chọn đúng tệp sao kê.")


def _named(cells: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for meaning, names in _COLUMNS.items():
        places = [cells.index(name) for name in names if name in cells]
        starts = [
            i for i, cell in enumerate(cells) for name in names if cell.startswith(f"{name} (")
        ]
        if places or starts:
            found[meaning] = (places or starts)[0]
    return found


def _line(
    number: int, row: Sequence[str], columns: Mapping[str, int], seen: dict[bytes, int]
) -> Line | BadLine | None:
    """A line of money that arrived; None for debits, sums below and empty lines."""
    cells = {
        name: row[at][:MAX_CELL].strip() if at < len(row) else "" for name, at in columns.items()
    }
    if not any(cells.values()):
        return None
    money_text = cells.get("credit") if "credit" in columns else cells["amount"]
    left = "credit" not in columns and fold(cells.get("side", "")) in _OUT
    if left or not money_text or money_text in ("0", "-"):
        return None
    amount = amount_of(money_text)
    if amount is None:
        return BadLine(number, f"Không đọc được số tiền “{money_text[:30]}”.")
    if amount <= 0:
        return None
    purpose, reference = plain(cells["purpose"]), plain(cells.get("reference", ""))[:60]
    day = day_of(cells["day"])
    if day is None:
        # A line of sums has money and no day; a transfer has a number, or names one of ours.
        is_transfer = cells["day"] or reference or references(purpose)
        why = f"Không đọc được ngày “{cells['day'][:30]}”."
        return BadLine(number, why) if is_transfer else None
    return Line(_key(reference, day, amount, purpose, seen), reference, day, amount, purpose)


def _key(reference: str, day: date, amount: int, purpose: str, seen: dict[bytes, int]) -> str:
    """By the bank's number; without one, by day, sum and purpose, the n-th alike in the file."""
    if reference:
        return transfer_key(reference, amount)
    same = hashlib.sha256(f"{day.isoformat()}|{purpose}|{amount}".encode("utf-8", "replace"))
    short = same.digest()[:8]
    seen[short] = seen.get(short, 0) + 1
    return transfer_key(f"{same.hexdigest()}|{seen[short]}", amount)


_MONEY = re.compile(
    r"[+]?\s*(\d{1,3}(?:[., ]\d{3})+|\d+)(?:[.,]0{1,2})?\s*(?:vnd|vnđ|đ|đồng)?", re.IGNORECASE
)
_DEBIT = re.compile(r"(?:-|\()\s*\d[\d., ]*\)?.*")


def amount_of(text: str) -> int | None:
    """`8.000`, `8,000.00`, `+8000 VND` as đồng; below zero for a debit, None for what is no sum."""
    found = _MONEY.fullmatch(text.strip())
    if found is None:
        return -1 if _DEBIT.fullmatch(text.strip()) else None
    digits = re.sub(r"[., ]", "", found[1])
    return int(digits) if digits.isascii() and len(digits) <= len("1000000000000") else None


_DAYS = ("%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d", "%d.%m.%Y", "%d/%m/%y")


def day_of(text: str) -> date | None:
    """The day of “21/11/2026 18:25:00”, in any of the usual forms."""
    word = text.replace("T", " ").split(" ")[0].lstrip("'")
    for form in _DAYS:
        try:
            found = datetime.strptime(word, form).date()  # noqa: DTZ007 # A day has no zone.
        except ValueError:
            continue
        return found if 2000 <= found.year < 2200 else None
    return None


def plain(text: str) -> str:
    """Without control characters: what a bank's file says is shown to people."""
    return "".join(c if c.isprintable() else " " for c in text).strip()
