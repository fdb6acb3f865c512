"""The packaged procedures as people fill them: many ways through each form, all of them accepted.

A form whose conditions and schema disagree would refuse people who did nothing wrong.
"""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest

from backend.catalogue import answers as answer_check
from backend.catalogue import authoring, derived
from backend.catalogue.conditions import asked_answers, holds
from backend.catalogue.semantics import World

PACKAGED, ERRORS = authoring.read_folder(authoring.PROCEDURES_FOLDER)
FORMS = [one.content for one in PACKAGED if "sections" in one.content]
NAMED = [f"{one['code']} v{one['version']}" for one in FORMS]
WORLD = World(today=date(2026, 11, 21), is_commune=lambda province, commune: True)

SAMPLES: dict[str, Any] = {
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


def test_the_packaged_files_have_no_errors() -> None:
    assert [str(error) for error in ERRORS] == []


def _sample(field: dict[str, Any], chance: random.Random) -> Any:
    kind = field["type"]
    if kind in ("select", "multi"):
        value = chance.choice(field["options"])[0]
        return value if kind == "select" else [value]
    if kind == "bool":
        return chance.choice([True, False])
    if kind == "number":
        return max(field.get("min", 1), 1)
    if kind == "table":
        row = {column["key"]: _sample(column, chance) for column in field["columns"]}
        return [row] * max(field.get("min", 1), 1)
    if field.get("min") == "today":
        return "2026-12-01"
    return SAMPLES[kind]


def _fill(content: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """One way through the form: some answers are "không biết", some optional ones left out."""
    answers: dict[str, Any] = {}
    for section in content["sections"]:
        for field in section["fields"]:
            kept = asked_answers(content["sections"], answers)
            if not holds(section.get("when"), kept) or not holds(field.get("when"), kept):
                continue
            needed = field.get("indispensable") or field["type"] == "confirm"
            if not field.get("required") and chance.random() < 0.3:
                continue
            unknown = not needed and chance.random() < 0.2
            answers[field["key"]] = None if unknown else _sample(field, chance)
    return answers


@pytest.mark.parametrize("content", FORMS, ids=NAMED)
def test_every_way_through_the_form_is_accepted(content: dict[str, Any]) -> None:
    schema = derived.schema_of(content)
    chance = random.Random(20261121)  # noqa: S311  # Only the same ways every time are wanted.
    for _ in range(150):
        answers = _fill(content, chance)
        errors = answer_check.check(content["sections"], schema, answers, WORLD)
        assert errors == [], answers


@pytest.mark.parametrize("content", FORMS, ids=NAMED)
def test_whoever_knows_nothing_else_can_still_submit(content: dict[str, Any]) -> None:
    """Everything unknown but the indispensable: the fewest answers that a form takes."""
    schema = derived.schema_of(content)
    chance = random.Random(1)  # noqa: S311  # Only the same ways every time are wanted.
    answers: dict[str, Any] = {}
    for section in content["sections"]:
        for field in section["fields"]:
            kept = asked_answers(content["sections"], answers)
            if holds(section.get("when"), kept) and holds(field.get("when"), kept):
                needed = field.get("indispensable") or field["type"] == "confirm"
                answers[field["key"]] = _sample(field, chance) if needed else None
    assert answer_check.check(content["sections"], schema, answers, WORLD) == []
