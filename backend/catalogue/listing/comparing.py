"""A list beside the catalogue: what is new, other, the same, over, and what stays. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from backend.catalogue import derived
from backend.catalogue.authoring import Content
from backend.catalogue.listing.contents import content_of
from backend.catalogue.listing.entries import Entry, Listed
from backend.catalogue.listing.findings import Finding, Level
from backend.catalogue.listing.list_queries import Standing
from backend.core.text import fold

_VALIDITY = ("version", "effective_from", "effective_to")


class Kind(StrEnum):
    """What publishing the list does to a procedure."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Change:
    """One part that is another, as people read it."""

    part: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Line:
    """What becomes of one procedure; `row` is 0 for one that the file does not name."""

    kind: Kind
    code: str
    name: str
    row: int
    changes: tuple[Change, ...] = ()


@dataclass(slots=True)
class Plan:
    """What publishing a list from a day on would do, and all that is to be said of its file."""

    day: date
    lines: list[Line] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    contents: list[Content] = field(default_factory=list)
    """Of what is new or changed, in the order of those lines."""

    def of(self, kind: Kind) -> list[Line]:
        return [line for line in self.lines if line.kind is kind]

    def count(self, level: Level) -> int:
        return sum(finding.level is level for finding in self.findings)

    @property
    def name(self) -> str:
        """The same for the same plan: who publishes says which one was looked at."""
        told = [(line.kind, line.code) for line in self.lines]
        whole = {"day": self.day.isoformat(), "lines": told, "contents": self.contents}
        return hashlib.sha256(derived.compact(whole, sort=True)).hexdigest()[:32]


def compare(listed: Listed, standing: Sequence[Standing], day: date, *, whole: bool) -> Plan:
    """What publishing `listed` from `day` on does. A `whole` list names everything that the commune
    does: what an earlier list brought and this one does not name is over."""
    plan = Plan(day, findings=list(listed.findings))
    by_code: dict[str, list[Standing]] = {}
    for version in standing:
        by_code.setdefault(version.code, []).append(version)
    names = {fold(versions[-1].content["name"]): code for code, versions in by_code.items()}
    for entry in listed.entries:
        namesake = names.get(fold(entry.name))
        if namesake not in (None, entry.code):
            message = f"Tên này trùng với thủ tục {namesake}."
            plan.findings.append(Finding(Level.NOTE, entry.row, "", message, entry.code))
        _Beside(plan, entry, by_code.get(entry.code, [])).decide()
    if whole:
        plan.lines += _absent(listed, by_code, day)
    plan.findings.sort(key=lambda finding: finding.row)
    return plan


def _absent(listed: Listed, by_code: Mapping[str, Sequence[Standing]], day: date) -> list[Line]:
    return [
        Line(Kind.RETIRED, code, present.content["name"], 0)
        for code, versions in sorted(by_code.items())
        if code not in listed.named
        and any(one.origin == "list" for one in versions)
        and (present := _on(versions, day)) is not None
        and not _has_form(present)
    ]


class _Beside:
    """One entry beside the versions that its procedure has."""

    def __init__(self, plan: Plan, entry: Entry, versions: Sequence[Standing]) -> None:
        self._plan, self._entry, self._versions = plan, entry, versions
        self._present = _on(versions, plan.day)

    def decide(self) -> None:
        """Add the entry's line to the plan, or say why it has none."""
        present, entry = self._present, self._entry
        if any(_has_form(version) for version in self._versions):
            self._stays()
        elif entry.ended and present is None:
            self._say(Level.LEFT_OUT, "Ghi là bãi bỏ; máy không có thủ tục này.")
        elif entry.ended:
            self._plan.lines.append(Line(Kind.RETIRED, entry.code, entry.name, entry.row))
        elif present is None:
            if self._versions:
                self._say(Level.NOTE, "Thủ tục đã ngừng trong máy; sẽ dùng lại.")
            self._take(Kind.NEW)
        else:
            self._renew(present)

    def _renew(self, present: Standing) -> None:
        fresh = content_of(self._entry)
        listed = [one for one in self._versions if one.origin == "list"]
        if _plain(present.content) == fresh:
            self._line(Kind.UNCHANGED)
        elif present.origin == "desk" and listed and _plain(listed[-1].content) == fresh:
            self._say(Level.NOTE, "Xã đã sửa riêng thủ tục này; giữ bản xã sửa.")
            self._line(Kind.UNCHANGED)
        else:
            if present.origin == "desk":
                self._say(Level.NOTE, "Xã đã sửa riêng thủ tục này; danh mục sẽ thay bản đó.")
            later = [
                one
                for one in self._versions
                if one.effective_from > self._plan.day and not one.withdrawn
            ]
            if later:
                start = later[0].effective_from
                message = f"Đã có bản bắt đầu ngày {start:%d/%m/%Y}; bản này dừng trước ngày đó."
                self._say(Level.NOTE, message)
            self._take(Kind.CHANGED, _changes(present.content, fresh))

    def _take(self, kind: Kind, changes: tuple[Change, ...] = ()) -> None:
        self._plan.contents.append(content_of(self._entry))
        self._line(kind, changes)

    def _line(self, kind: Kind, changes: tuple[Change, ...] = ()) -> None:
        entry = self._entry
        self._plan.lines.append(Line(kind, entry.code, entry.name, entry.row, changes))

    def _stays(self) -> None:
        """A procedure with a form was authored with care: a line of a list never replaces it."""
        ours = (self._present or self._versions[-1]).content
        theirs = content_of(self._entry)
        said = "Đã có mẫu khai trong máy; giữ nguyên."
        if self._entry.ended:
            said = "Ghi là bãi bỏ, nhưng máy đang có mẫu khai. Hãy ngừng ở mục sửa thủ tục."
        others = [
            f"{part}: danh mục ghi {after}, máy ghi {before}."
            for part, before, after in (
                ("Thời hạn", _days(ours), _days(theirs)),
                ("Phí", _fee(ours), _fee(theirs)),
            )
            if before != after and ASK not in (before, after)
        ]
        self._say(Level.LEFT_OUT, " ".join([said, *others]))

    def _say(self, level: Level, message: str) -> None:
        self._plan.findings.append(Finding(level, self._entry.row, "", message, self._entry.code))


ASK = "hỏi lại"


def _changes(before: Content, after: Content) -> tuple[Change, ...]:
    was, now = _read(before), _read(after)
    found = tuple(Change(part, was[part], now[part]) for part in now if was[part] != now[part])
    return found or (Change("Cách ghi", "bản cũ", "bản mới"),)


def _read(content: Content) -> dict[str, str]:
    """A content's parts as a person reads them, by the names of the list's columns."""
    return {
        "Tên thủ tục": content["name"],
        "Tên ngắn": content["short_name"],
        "Cơ quan thực hiện": content.get("note", ""),
        "Lĩnh vực": content["field"],
        "Giấy tờ": "; ".join(paper["name"] for paper in content["papers"]),
        "Thời hạn": _days(content),
        "Phí": _fee(content),
        "Kết quả": content["result"]["name"],
        "Từ khóa": ", ".join(content["keywords"]),
        "Căn cứ pháp lý": "; ".join(content["legal_basis"]),
    }


def _days(content: Content) -> str:
    days = derived.shown_days(content)
    if days is None:
        return ASK
    return "trong ngày" if days == 0 else f"{days} ngày làm việc"


def _fee(content: Content) -> str:
    amount = derived.index_row({**content, "version": 0})["fee"]
    if not isinstance(amount, int):
        return ASK
    return "miễn phí" if amount == 0 else f"{amount:,} đồng".replace(",", ".")


def _plain(content: Content) -> dict[str, Any]:
    return {key: part for key, part in content.items() if key not in _VALIDITY}


def _has_form(version: Standing) -> bool:
    return derived.mode_of(version.content) == "form"


def _on(versions: Sequence[Standing], day: date) -> Standing | None:
    return next(
        (
            one
            for one in versions
            if not one.withdrawn
            and one.effective_from <= day
            and (one.effective_to is None or one.effective_to >= day)
        ),
        None,
    )
