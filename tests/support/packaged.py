"""The packaged procedures as people fill them: seeded ways through each form, for every judge.

`python -m tests.support.packaged` prints them as JSON, for the phone's tests.
"""

from __future__ import annotations

import json
import random
import sys
from datetime import date
from typing import Any

from backend.catalogue import authoring, derived
from backend.catalogue.authoring import Authored
from backend.catalogue.conditions import asked_answers, holds
from backend.catalogue.procedure import ProcedureVersion, papers_of

Content = dict[str, Any]
Answers = dict[str, Any]

PACKAGED, ERRORS = authoring.read_folder(authoring.PROCEDURES_FOLDER)
TODAY = date(2026, 11, 21)
SEED = 20261121

SAMPLES: Answers = {
    "text": "Vi", "textarea": "Ví dụ", "person_name": "Lò Thị Mẫu", "bool": True,
    "confirm": True, "money": 540000, "date": "2001-03-15", "date_or_year": "1956",
    "time": "07:30", "datetime": "2026-11-20T07:30", "cccd": "038301000123",
    "phone": "+84912345678", "email": "mau@vidu.vn", "mst": "0123456789", "agency": "Xã",
    "ethnic": "Thái", "nationality": "Việt Nam",
    "address": {"province": "38", "commune": "15634", "detail": "Bản Chiềng"},
    "address2": {"province": "38", "commune": "15634"},
    "bank_account": {"bank": "Ngân hàng", "number": "350120", "holder": "LO THI MAU"},
    "computed": "x",
}  # fmt: skip


def named(one: Authored) -> str:
    """What a test calls a version."""
    return f"{one.code} v{one.version}"


def version_of(one: Authored) -> ProcedureVersion:
    """The version as the catalogue would give it, without a database."""
    content = one.content
    schema = derived.schema_of(content)
    return ProcedureVersion(
        code=one.code,
        version=one.version,
        name=content["name"],
        short_name=content["short_name"],
        mode="form",
        days=derived.shown_days(content),
        cutoff=content["days"].get("cutoff"),
        effective_from=date.fromisoformat(content["effective_from"]),
        effective_to=None,
        content_hash="",
        papers=papers_of(content),
        result_name=content["result"]["name"],
        result_ways=tuple(content["result"]["ways"]),
        detail=derived.detail_of(content, schema),
        content=content,
        schema=schema,
    )


def sample(field: dict[str, Any], chance: random.Random) -> Any:
    """A right answer to one question."""
    kind = field["type"]
    if kind in ("select", "multi"):
        value = chance.choice(field["options"])[0]
        return value if kind == "select" else [value]
    if kind == "bool":
        return chance.choice([True, False])
    if kind == "number":
        return max(field.get("min", 1), 1)
    if kind == "table":
        row = {column["key"]: sample(column, chance) for column in field["columns"]}
        return [row] * max(field.get("min", 1), 1)
    if field.get("min") == "today":
        return "2026-12-01"
    return SAMPLES[kind]


def fill(content: Content, chance: random.Random, *, knows: float = 0.8) -> Answers:
    """One way through the form: some answers are "không biết", some optional ones left out."""
    answers: Answers = {}
    for section in content["sections"]:
        for field in section["fields"]:
            kept = asked_answers(content["sections"], answers)
            if not holds(section.get("when"), kept) or not holds(field.get("when"), kept):
                continue
            needed = field.get("indispensable") or field["type"] == "confirm"
            if not field.get("required") and chance.random() < 0.3:
                continue
            unknown = not needed and chance.random() >= knows
            answers[field["key"]] = None if unknown else sample(field, chance)
    return answers


def fills(content: Content, count: int) -> list[Answers]:
    """The same ways through a form every time: some people know all, some next to nothing."""
    chance = random.Random(f"{SEED} {content['code']}")  # noqa: S311  # Only repeatable.
    return [fill(content, chance, knows=(1.0, 0.8, 0.0)[n % 3]) for n in range(count)]


def main() -> None:
    """Every version with a form: what phones get of it, and right answers to it."""
    found = [
        {"named": named(one), "detail": version_of(one).detail, "fills": fills(one.content, 12)}
        for one in PACKAGED
        if "sections" in one.content
    ]
    json.dump(found, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
