"""The packaged procedures as people fill them: many ways through each form, all of them accepted.

A form whose conditions and schema disagree would refuse people who did nothing wrong.
"""

from __future__ import annotations

import random
from typing import Any

import pytest

from backend.catalogue import answers as answer_check
from backend.catalogue import derived
from backend.catalogue.conditions import asked_answers, holds
from backend.catalogue.semantics import World
from tests.support.packaged import ERRORS, PACKAGED, TODAY, Content, fills, named, sample

FORMS = [one.content for one in PACKAGED if "sections" in one.content]
NAMED = [named(one) for one in PACKAGED if "sections" in one.content]
WORLD = World(today=TODAY, is_commune=lambda province, commune: True)


def test_the_packaged_files_have_no_errors() -> None:
    assert [str(error) for error in ERRORS] == []


@pytest.mark.parametrize("content", FORMS, ids=NAMED)
def test_every_way_through_the_form_is_accepted(content: Content) -> None:
    schema = derived.schema_of(content)
    for answers in fills(content, 150):
        errors = answer_check.check(content["sections"], schema, answers, WORLD)
        assert errors == [], answers


@pytest.mark.parametrize("content", FORMS, ids=NAMED)
def test_whoever_knows_nothing_else_can_still_submit(content: Content) -> None:
    """Everything unknown but the indispensable: the fewest answers that a form takes."""
    schema = derived.schema_of(content)
    chance = random.Random(1)  # noqa: S311  # Only the same ways every time are wanted.
    answers: dict[str, Any] = {}
    for section in content["sections"]:
        for field in section["fields"]:
            kept = asked_answers(content["sections"], answers)
            if holds(section.get("when"), kept) and holds(field.get("when"), kept):
                needed = field.get("indispensable") or field["type"] == "confirm"
                answers[field["key"]] = sample(field, chance) if needed else None
    assert answer_check.check(content["sections"], schema, answers, WORLD) == []
