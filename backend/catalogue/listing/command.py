"""The list from a file beside the server: `motcua import-list`, for the operator."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from backend.catalogue.listing import taking
from backend.catalogue.listing.comparing import Kind, Plan
from backend.catalogue.listing.findings import Level
from backend.core.problems import Problem
from backend.places import service as places

_WORDS = {
    Kind.NEW: "thêm",
    Kind.CHANGED: "đổi",
    Kind.UNCHANGED: "giữ nguyên",
    Kind.RETIRED: "ngừng",
}


def run(file: Path, *, agency: str | None, day: date, whole: bool, publish: bool) -> Iterator[str]:
    """Look at a file, and publish it when asked to; lines to print.

    Raises ValueError with a sentence when it cannot be taken over.
    """
    if file.stat().st_size > taking.MAX_BYTES:
        raise ValueError(f"Tệp nặng quá {taking.MAX_BYTES >> 20} MB.")
    data = file.read_bytes()
    try:
        wish = taking.Wish(_province(agency), day, whole)
        plan = taking.look(data, wish)
        yield from _told(plan)
        if plan.count(Level.ERROR):
            raise ValueError(f"Chưa đổi gì: {plan.count(Level.ERROR)} chỗ phải sửa trong tệp.")
        if publish:
            taking.publish(data, wish, looked_at=plan.name, by=None)
            yield f"Đã công bố, có hiệu lực từ {day:%d/%m/%Y}."
    except Problem as problem:
        said = [line for lines in (problem.errors or {}).values() for line in lines]
        raise ValueError(" ".join([problem.type.vi, *said])) from problem


def _province(agency: str | None) -> str | None:
    """Of the agency that is named; without one, of all of them where that is the same."""
    codes = [places.agency(agency).code] if agency else [each.code for each in places.agencies()]
    found = {taking.province_of(code) for code in codes}
    if len(found) > 1:
        raise ValueError("Máy phục vụ nhiều tỉnh: hãy ghi --agency, ví dụ --agency H56.126.")
    return found.pop() if found else None


def _told(plan: Plan) -> Iterator[str]:
    for finding in plan.findings:
        yield taking.sentence(finding)
    for line in (*plan.of(Kind.CHANGED), *plan.of(Kind.RETIRED)):
        changes = "; ".join(f"{c.part}: {c.before} → {c.after}" for c in line.changes)
        yield f"{_WORDS[line.kind]} {line.code} {line.name}{': ' if changes else ''}{changes}"
    counts = ", ".join(f"{word} {len(plan.of(kind))}" for kind, word in _WORDS.items())
    yield f"Từ {plan.day:%d/%m/%Y}: {counts}; không nhận {plan.count(Level.LEFT_OUT)} hàng."
