"""The code of a procedure as lists write it: with its province, as a number, or no longer in use.

`1.001612` is the code; older lists say `1.001612.000.00.00.H56`, newer ones `1.001612.H56`, where
H56 is the province. Spreadsheet programs take codes for numbers and drop their last zeros, or
print their point as a comma.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

_HERE: Final = Path(__file__).parent
_WHOLE = re.compile(r"(\d)[.,](\d{6})(?:(?:\.000\.00\.00)?\.([GH]\d{2}))?", re.ASCII)
_SHORT = re.compile(r"(\d)[.,](\d{2,5})", re.ASCII)
_NUMBER = re.compile(r"[1-9]\d{6}", re.ASCII)
_SERVICE = re.compile(r"(\d\.\d{6})\.\d{2}", re.ASCII)

EXAMPLE: Final = "Viết mã như 1.001193 hoặc 1.001193.H56."


class WrongCode(ValueError):
    """No code can be read; the text says what to write."""


@dataclass(frozen=True, slots=True)
class Code:
    """`province` where the list names one (H56); `note` where the cell did not say just this."""

    code: str
    province: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Retired:
    """Why a code is not used; `since` is None for one that never was right."""

    since: date | None
    replaced_by: str | None
    why: str


def read(cell: str) -> Code:
    """The code in a cell; raises WrongCode."""
    text = "".join(cell.split()).upper()
    if found := _WHOLE.fullmatch(text):
        return Code(f"{found[1]}.{found[2]}", found[3])
    if found := _SERVICE.fullmatch(text):
        raise WrongCode(f"Đây là mã dịch vụ công. Mã thủ tục là {found[1]}.")
    if _NUMBER.fullmatch(text):
        code = f"{text[0]}.{text[1:]}"
        return Code(code, note=f"Ô ghi số {text}; đã đọc là {code}.")
    if found := _SHORT.fullmatch(text):
        code = f"{found[1]}.{found[2]:0<6}"
        return Code(code, note=f"Ô ghi {text}, bảng tính đã bỏ số 0 ở cuối; đã đọc là {code}.")
    raise WrongCode(f"Không đọc được mã '{cell[:40]}'. {EXAMPLE}")


def is_one(cell: str) -> bool:
    """Whether a code can be read in a cell."""
    try:
        read(cell)
    except WrongCode:
        return False
    return True


def of_another_province(code: Code, ours: str | None) -> str | None:
    """What to say where the list names a province that is not ours."""
    if code.province is None or ours is None or code.province == ours:
        return None
    if code.province.startswith("G"):
        return f"Mã của bộ, ngành ({code.province}), không phải mã dùng ở xã."
    return f"Mã của {_named(code.province)}, không phải của {_named(ours)}."


def retired(code: str, day: date) -> str | None:
    """What to say of a code that is not in use on a day."""
    found = _retired().get(code)
    if found is None or (found.since is not None and found.since > day):
        return None
    instead = f" Hãy dùng mã {found.replaced_by}." if found.replaced_by else ""
    since = f"Mã đã thôi dùng từ {found.since:%d/%m/%Y}. " if found.since else ""
    return f"{since}{found.why}{instead}"


def seen_for_another(code: str) -> str | None:
    """What to say of a code that is seen elsewhere for a procedure which has another one here.

    Nobody knows yet which of them is the one; the row may tell the same procedure a second time.
    """
    found = _others().get(code)
    if found is None:
        return None
    ours, seen = found
    return f"Có thể trùng với {ours} đang có mẫu khai. Mã {code} thấy ở {seen}. Hãy tra lại."


def _named(province: str) -> str:
    name = _provinces().get(province)
    return f"tỉnh {name} ({province})" if name else f"tỉnh có mã {province}"


@cache
def _provinces() -> Mapping[str, str]:
    found: dict[str, str] = yaml.safe_load((_HERE / "provinces.yaml").read_text(encoding="utf-8"))
    return found


@cache
def _retired() -> Mapping[str, Retired]:
    rows: list[dict[str, Any]] = yaml.safe_load(
        (_HERE / "retired_codes.yaml").read_text(encoding="utf-8")
    )
    return {row["code"]: Retired(row["since"], row["replaced_by"], row["why"]) for row in rows}


@cache
def _others() -> Mapping[str, tuple[str, str]]:
    rows: list[dict[str, str]] = yaml.safe_load(
        (_HERE / "other_codes.yaml").read_text(encoding="utf-8")
    )
    return {row["code"]: (row["same_as"], row["seen"]) for row in rows}
