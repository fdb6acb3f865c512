"""Taking a commune's list over: looked at first, changing nothing, then published as looked at.

The file is opened away from this process and outside any transaction. Publishing is one
transaction; what was looked at is worked out again under its lock, and nothing else is published.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import IO, Final

from backend.catalogue import authoring, hooks
from backend.catalogue.editing import publishing
from backend.catalogue.editing.publishing import Publication, PublishRefused, Ready
from backend.catalogue.listing import entries, list_queries
from backend.catalogue.listing.comparing import Kind, Plan, compare
from backend.catalogue.listing.entries import Listed
from backend.catalogue.listing.findings import Finding, Level, WrongList
from backend.core import audit, clock
from backend.core.problems import Problem
from backend.core.tables import UnreadableTable
from backend.core.transaction import end_reading, writing

MAX_BYTES: Final = 8 << 20
MAX_AHEAD: Final = timedelta(days=731)
REASON: Final = "Nhập danh mục của xã"
_PIECE: Final = 64 * 1024

_UNREADABLE: Final = {
    "not_a_table": "Tệp này không phải bảng tính hay tệp CSV. Hãy chọn tệp .xlsx hoặc .csv.",
    "old_workbook": "Tệp .xls đời cũ hoặc có mật khẩu. Hãy lưu lại thành .xlsx, không mật khẩu.",
    "broken": "Tệp hỏng hoặc bị cắt. Hãy mở lại rồi lưu thành tệp mới.",
    "unsafe": "Tệp có đoạn mã lạ nên không mở. Hãy chép bảng sang tệp mới rồi lưu lại.",
    "too_many_rows": "Tệp quá 2.000 hàng. Danh mục của xã chỉ vài trăm hàng; hãy xóa hàng thừa.",
    "too_heavy": "Tệp quá nặng để mở. Hãy chép riêng bảng danh mục sang tệp mới.",
}


@dataclass(frozen=True, slots=True)
class Wish:
    """How a list is to be taken: whose province it is (H56), from which day, and whether it names
    everything that the commune does."""

    province: str | None
    day: date
    whole: bool


def received(stream: IO[bytes]) -> bytes:
    """The whole file; `too_large` above MAX_BYTES."""
    pieces: list[bytes] = []
    size = 0
    while piece := stream.read(_PIECE):
        size += len(piece)
        if size > MAX_BYTES:
            raise Problem("too_large")
        pieces.append(piece)
    return b"".join(pieces)


def province_of(agency_code: str) -> str | None:
    """H56 of H56.126; a ministry's agency (G…) belongs to no province."""
    first = agency_code.partition(".")[0]
    return first if first.startswith("H") else None


def look(data: bytes, wish: Wish) -> Plan:
    """What publishing this file would do; changes nothing. `list_unreadable` for what is none."""
    _refuse_day(wish.day)
    return _checked(_plan(_listed(data, wish), wish))


def publish(data: bytes, wish: Wish, *, looked_at: str, by: uuid.UUID | None) -> Plan:
    """Publish the plan named `looked_at`, as the same file, day and catalogue make it again.

    `list_has_faults` while something must be put right, `list_changed` when it is another plan now.
    """
    _refuse_day(wish.day)
    listed = _listed(data, wish)
    plan = _same(_plan(listed, wish), looked_at)
    if plan.count(Level.ERROR):
        raise _faulty(plan)
    ready = _prepared(plan)
    end_reading()
    with writing():
        _same(_plan(listed, wish), looked_at)
        publishing.publish(ready, by=by)
        publishing.retire(
            {line.code for line in plan.of(Kind.RETIRED)}, wish.day - timedelta(days=1), by=by
        )
        audit.record(
            "list_published",
            "catalogue:list",
            actor_id=by,
            sha256=hashlib.sha256(data).hexdigest(),
            effective_from=wish.day.isoformat(),
            **{kind.value: len(plan.of(kind)) for kind in Kind},
        )
    return plan


def _listed(data: bytes, wish: Wish) -> Listed:
    end_reading()  # Nothing is held while the file is opened.
    try:
        table = hooks.read_table(data)
    except UnreadableTable as fault:
        why = _UNREADABLE[fault.reason]
        raise Problem("list_unreadable", errors={"file": [why]}) from None
    try:
        return entries.read(table, province=wish.province, day=wish.day)
    except WrongList as wrong:
        return Listed(findings=wrong.findings)


def _plan(listed: Listed, wish: Wish) -> Plan:
    if not listed.entries and any(each.level is Level.ERROR for each in listed.findings):
        return Plan(wish.day, findings=list(listed.findings))
    return compare(listed, list_queries.standing(), wish.day, whole=wish.whole)


def _checked(plan: Plan) -> Plan:
    """Also by the rules that every procedure must keep, before anybody agrees to anything."""
    rows = _rows(plan)
    for content in plan.contents:
        full = {
            **content,
            "version": publishing.FIRST_NUMBER,
            "effective_from": plan.day.isoformat(),
            "effective_to": None,
        }
        for error in authoring.check_content(full, content["code"]):
            message = f"{error.field}: {error.message}"
            code = content["code"]
            plan.findings.append(Finding(Level.ERROR, rows[code], "", message, code))
    return plan


def _prepared(plan: Plan) -> Sequence[Ready]:
    """What is derived of each version, made before the lock; a refusal names the rows."""
    wanted = [Publication(content, plan.day, "list", REASON) for content in plan.contents]
    try:
        return publishing.prepare(wanted)
    except PublishRefused as refused:
        rows = _rows(plan)
        plan.findings += [
            Finding(Level.ERROR, rows[error.code], "", error.message, error.code)
            for error in refused.errors
        ]
        raise _faulty(plan) from None


def _rows(plan: Plan) -> dict[str, int]:
    return {line.code: line.row for line in plan.lines}


def _same(plan: Plan, looked_at: str) -> Plan:
    if plan.name != looked_at:
        raise Problem("list_changed")
    return plan


def _faulty(plan: Plan) -> Problem:
    said = [sentence(each) for each in plan.findings if each.level is Level.ERROR]
    return Problem("list_has_faults", errors={"file": said[:20]})


def sentence(finding: Finding) -> str:
    """A finding in one line: "Hàng 7, cột Phí: …"."""
    where = f"Hàng {finding.row}" if finding.row else "Cả tệp"
    column = f", cột {finding.column}" if finding.column else ""
    return f"{where}{column}: {finding.message}"


def _refuse_day(day: date) -> None:
    today = clock.local(clock.now()).date()
    if not today <= day <= today + MAX_AHEAD:
        message = "Ngày bắt đầu phải từ hôm nay, không quá hai năm tới."
        raise Problem("invalid", errors={"from": [message]})
