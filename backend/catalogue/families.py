"""Families of procedures: what one event in a house brings with it, opened together.

A birth asks for a registration and for a place in the household's book; the second knows already
what the first was told. `families.yaml` says which answers (`reuse`), known values and photographed
papers go from one member to a later one; nothing goes over without the person's consent, which is
asked on the phone. The state's own joint procedure, where there is one, is offered first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from backend.catalogue import json_schema
from backend.catalogue.procedure_shape import code_shape, key_shape
from backend.catalogue.shapes import AuthoringError, Report, Shape, items, record, text
from backend.catalogue.yaml_lines import LocatedYaml, read
from backend.catalogue.yaml_lines import Path as Where

FILE = Path(__file__).parent / "families.yaml"

Content = Mapping[str, Any]
Member = Mapping[str, Any]
Fields = Mapping[str, Mapping[str, Any]]

_WIDER = {("date", "date_or_year"), ("person_name", "text"), ("cccd", "text")}
"""Types whose answers another type takes as they are."""


def _any(value: Any, path: Where, report: Report) -> None:
    """A value; whether it fits is asked of its field."""


def _named(shape: Shape) -> Shape:
    """A mapping from keys to something of one shape."""

    def check(value: Any, path: Where, report: Report) -> None:
        if not isinstance(value, dict) or not value:
            report.fail(path, "Viết như {ten_o: gia_tri}.")
            return
        for key, part in value.items():
            key_shape(key, (*path, key), report)
            shape(part, (*path, key), report)

    return check


def _one_or_several(shape: Shape) -> Shape:
    """One value, or a list of some."""
    several = items(shape, low=2, high=4)

    def check(value: Any, path: Where, report: Report) -> None:
        (several if isinstance(value, list) else shape)(value, path, report)

    return check


_shape = items(
    record(
        {
            "key": key_shape,
            "name": text(max_length=60, plain=True),
            "members": items(
                record(
                    {"code": code_shape},
                    {
                        "title": text(max_length=60, plain=True),
                        "choice": key_shape,
                        "from": _one_or_several(code_shape),
                        "reuse": _named(key_shape),
                        "values": _named(_any),
                        "papers": _named(key_shape),
                    },
                ),
                low=2,
                high=8,
            ),
        },
        {"joint": code_shape, "note": text(max_length=200, plain=True, short_sentences=True)},
    ),
    low=1,
    high=20,
)


def check(
    source: str, file: str, procedures: Mapping[str, Content]
) -> tuple[list[Any], list[AuthoringError]]:
    """The families of a file, and what is wrong in it; `procedures` are contents by code."""
    document = read(source)
    report = Report(file, document)
    _shape(document.value, (), report)
    if not report.errors:
        _agree(document, procedures, report)
    return document.value, report.errors


def _agree(document: LocatedYaml, procedures: Mapping[str, Content], report: Report) -> None:
    seen: set[str] = set()
    for number, family in enumerate(document.value):
        path: Where = (number,)
        if family["key"] in seen:
            report.fail((*path, "key"), f"Tên '{family['key']}' đã dùng ở trên.")
        seen.add(family["key"])
        codes = [family["joint"]] if "joint" in family else []
        for code in [*codes, *(member["code"] for member in family["members"])]:
            if code not in procedures:
                report.fail(path, f"Không có thủ tục {code}.")
        before: set[str] = set()
        for index, member in enumerate(family["members"]):
            if {member["code"], *sources(member)} <= set(procedures):
                _member(member, before, procedures, (*path, "members", index), report)
            before.add(member["code"])


def sources(member: Member) -> tuple[str, ...]:
    """The procedures whose answers and papers a member may use; the first that was begun gives."""
    found: str | list[str] = member.get("from", [])
    return (found,) if isinstance(found, str) else tuple(found)


def _member(
    member: Member,
    before: Collection[str],
    procedures: Mapping[str, Content],
    path: Where,
    report: Report,
) -> None:
    own = _fields(procedures[member["code"]])
    for key, value in member.get("values", {}).items():
        if key not in own or not _fits(own[key], value):
            report.fail((*path, "values", key), f"Ô '{key}' không nhận giá trị '{value}'.")
    given = sources(member)
    if ("reuse" in member or "papers" in member) and not (given and set(given) <= set(before)):
        report.fail((*path, "from"), "Phải là thủ tục đứng trước trong cùng việc.")
        return
    for code in given:
        _taken(member, procedures[member["code"]], procedures[code], path, report)


def _taken(member: Member, content: Content, source: Content, path: Where, report: Report) -> None:
    """What a member takes over must be there and fit, whichever of its sources gives it."""
    own, given = _fields(content), _fields(source)
    for key, other in member.get("reuse", {}).items():
        where = (*path, "reuse", key)
        if key not in own or other not in given:
            report.fail(where, f"Không có ô '{key if key not in own else other}'.")
        elif not _takes(own[key], given[other]):
            report.fail(where, f"Ô '{key}' không nhận được câu trả lời của ô '{other}'.")
    for key, other in member.get("papers", {}).items():
        if key not in _papers(content) or other not in _papers(source):
            report.fail((*path, "papers", key), f"Không có giấy nộp '{key}' hoặc '{other}'.")


def _takes(field: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether every answer to `other` is one to `field`."""
    if field["type"] == other["type"] == "select":
        return {value for value, _ in other["options"]} <= {value for value, _ in field["options"]}
    kinds = (other["type"], field["type"])
    return kinds in _WIDER or (kinds[0] == kinds[1] and kinds[0] not in ("table", "confirm"))


def _fits(field: Mapping[str, Any], value: Any) -> bool:
    """Whether a known value is an answer; nobody's consent is known beforehand."""
    if field["type"] == "confirm":
        return False
    plain = {key: part for key, part in field.items() if key not in ("when", "suggest")}
    schema = json_schema.derive([{"fields": [plain]}])
    return Draft202012Validator(schema).is_valid({field["key"]: value})


def _fields(content: Content) -> Fields:
    return {f["key"]: f for section in content.get("sections", []) for f in section["fields"]}


def _papers(content: Content) -> set[str]:
    return {
        paper["key"]
        for paper in content.get("papers", [])
        if paper["kind"] == "nop" and not paper.get("own_form")
    }


@cache
def packaged() -> list[dict[str, Any]]:
    """The families that ship with the house; read once, never changed."""
    families: list[dict[str, Any]] = read(FILE.read_text(encoding="utf-8")).value
    return families


def of(code: str) -> list[list[str]]:
    """Key and name of each family that this procedure belongs to, also as the joint one."""
    return [
        [family["key"], family["name"]]
        for family in packaged()
        if code in {family.get("joint"), *(member["code"] for member in family["members"])}
    ]


def by_event(rows: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    """The codes of index rows by what happens in a person's life."""
    found: dict[str, list[str]] = {}
    for row in rows:
        for event in row.get("events", []):
            found.setdefault(event, []).append(row["code"])
    return found


def in_force(codes: Collection[str]) -> list[dict[str, Any]]:
    """The families with those members that are in force; a family of one is none."""
    found = []
    for family in packaged():
        members = [member for member in family["members"] if member["code"] in codes]
        kept = {key: part for key, part in family.items() if key != "joint" or part in codes}
        if len({member["code"] for member in members}) > 1:
            found.append({**kept, "members": members})
    return found
