"""What a cell of a list means: days, money, papers, words. Nothing is guessed: what is not plain
is None, which people read as "hỏi lại", and the finding says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from backend.core.text import fold

MAX_DAYS: Final = 365
MIN_FEE: Final = 500
"""No fee is less; "8.000" typed where the stop means a fraction comes as the number 8."""
MAX_FEE: Final = 1_000_000_000
MAX_PAPERS: Final = 30
MAX_PAPER: Final = 300

_UNKNOWN: Final = frozenset(
    {"", "-", "khong ro", "chua ro", "chua biet", "hoi lai", "khong quy dinh", "?", "n/a"}
)
_SAME_DAY = re.compile(r"(?:giai quyet |tra |xong )?(?:ngay )?trong (?:ngay|buoi)(?: lam viec)?")
_DAYS = re.compile(
    r"(?:toi da |khong qua )?0*(\d{1,4})(?: \([^)]*\))?(?: ngay lam viec| ngay l v)?"
    r"(?: ke tu (?:ngay|khi) (?:tiep )?nhan (?:du )?ho so(?: hop le)?)?"
)
_FREE: Final = frozenset(
    {"khong", "mien phi", "0", "khong thu", "khong thu phi", "khong mat phi", "mien", "0 dong",
     "khong co", "khong phai nop", "0d", "0 d"}
)  # fmt: skip
_MONEY = re.compile(
    r"(?:le phi |phi )?:? ?(\d{1,3}(?:[., ]\d{3})+|\d+)(?:[.,]0{1,2})? ?(?:dong|vnd|vnd|d)?"
)
_BULLET = re.compile(r"^(?:[-–—•*+·]+|\(?(?:\d{1,2}|[a-zđ])[.)])\s*")
_OPTIONAL = re.compile(r"neu co\b|^truong hop|^doi voi truong hop")
_SHORT_FORMS: Final = (
    (r"/(?:NĐ|TT|TTLT|QĐ|NQ)(?:-[A-ZĐ]+)*\b", ""),
    (r"\bUBND\b", "Ủy ban nhân dân"),
    (r"\bHĐND\b", "Hội đồng nhân dân"),
    (r"\bCCCD/CMND\b|\bCMND/CCCD\b", "căn cước hoặc chứng minh nhân dân"),
    (r"\bCCCD\b", "căn cước"),
    (r"\bCMND\b", "chứng minh nhân dân"),
    (r"\bTTHC\b", "thủ tục hành chính"),
    (r"\bCSDLQG\b", "cơ sở dữ liệu quốc gia"),
    (r"\bCSDL\b", "cơ sở dữ liệu"),
    (r"\bBTXH\b", "bảo trợ xã hội"),
    (r"\bNKT\b", "người khuyết tật"),
    (r"\bMST\b", "mã số thuế"),
    (r"\bDVCQG\b", "dịch vụ công quốc gia"),
    (r"\bDVC\b", "dịch vụ công"),
    (r"\bNĐ\b", "Nghị định"),
    (r"\bTT\b", "Thông tư"),
    (r"\bQĐ\b", "Quyết định"),
    (r"\bNQ\b", "Nghị quyết"),
)
"""What officials shorten and citizens are not shown (`shapes._ABBREVIATION`)."""


@dataclass(frozen=True, slots=True)
class Read:
    """A number that a cell says, or None; `said` where it says more than a plain number."""

    value: int | None
    said: str = ""


def days(cell: str) -> Read:
    """Working days, 0 within the day. Calendar days are something else, and never taken for it."""
    text = fold(cell).strip(" .")
    if text in _UNKNOWN:
        return Read(None)
    if _SAME_DAY.fullmatch(text) or text == "ngay":
        return Read(0)
    found = _DAYS.fullmatch(text)
    number = int(found[1]) if found else MAX_DAYS + 1
    return Read(number) if number <= MAX_DAYS else Read(None, one_line(cell))


def fee(cell: str) -> Read:
    """Đồng, 0 where it is free. "8.000 đồng/bản" depends on what is asked: None, as it is said.

    A sum below `MIN_FEE` is asked for: an English spreadsheet makes 8 of "8.000".
    """
    text = fold(cell).strip(" .")
    if text in _UNKNOWN:
        return Read(None)
    if text in _FREE:
        return Read(0)
    found = _MONEY.fullmatch(text)
    number = int(re.sub(r"\D", "", found[1])) if found else MAX_FEE + 1
    plausible = number == 0 or MIN_FEE <= number <= MAX_FEE
    return Read(number) if plausible else Read(None, one_line(cell))


def papers(cell: str) -> list[tuple[str, bool]]:
    """Names of papers in their order, and whether each is needed in every case."""
    parts = cell.split("\n") if "\n" in cell else cell.split(";")
    names = [_BULLET.sub("", part.strip()).strip(" ;.,") for part in parts]
    found = [plain(name) for name in names if fold(name) not in ("", "khong", "khong co")]
    return [(_capital(name), not _OPTIONAL.search(fold(name))) for name in dict.fromkeys(found)]


def plain(text: str) -> str:
    """As citizens read it: no abbreviations, one line."""
    for short, long in _SHORT_FORMS:
        text = re.sub(short, long, text)
    return one_line(text)


def one_line(text: str) -> str:
    """Without breaks, single spaces."""
    return " ".join(text.split())


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
