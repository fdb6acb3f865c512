"""Each field type takes and refuses what the shared vectors say; both validators read them."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from backend.catalogue import answers, json_schema
from backend.catalogue.semantics import World
from backend.catalogue.vocabulary import FIELD_TYPES
from backend.places import service as places
from tests.support.factories.catalogue import VECTORS

DATA = json.loads((VECTORS / "answers.json").read_text(encoding="utf-8"))
GROUPS = DATA["groups"]


def _is_commune(province: str, commune: str) -> bool:
    found = places.commune(commune)
    return found is not None and found.province_code == province


WORLD = World(today=date.fromisoformat(DATA["today"]), is_commune=_is_commune)


def _sections(group: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"key": "s", "title": "s", "about": "other", "fields": [group["field"]]}]


def _each(part: str) -> list[Any]:
    return [
        pytest.param(group, value, id=f"{group['name']}-{number}")
        for group in GROUPS
        for number, value in enumerate(group[part])
    ]


def test_every_type_has_vectors() -> None:
    assert {group["field"]["type"] for group in GROUPS} == set(FIELD_TYPES)


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group["name"])
def test_the_schema_in_the_vectors_is_the_derived_one(group: dict[str, Any]) -> None:
    """The phone's tests read the schema there; a change here must be copied there."""
    derived = json_schema.derive(_sections(group))
    assert derived == group["schema"]
    Draft202012Validator.check_schema(derived)


@pytest.mark.parametrize(("group", "value"), _each("valid"))
def test_taken(group: dict[str, Any], value: Any) -> None:
    assert _check(group, value) == []


@pytest.mark.parametrize(("group", "value"), _each("invalid"))
def test_refused(group: dict[str, Any], value: Any) -> None:
    assert not Draft202012Validator(group["schema"]).is_valid({"x": value})
    errors = _check(group, value)
    assert errors
    assert all(error.path.split(".")[0] in ("x", "") for error in errors)
    assert all(error.message.endswith(".") for error in errors)


@pytest.mark.parametrize(("group", "value"), _each("beyond_schema"))
def test_refused_by_calendar_or_map(group: dict[str, Any], value: Any) -> None:
    assert Draft202012Validator(group["schema"]).is_valid({"x": value})
    codes = {error.code for error in _check(group, value)}
    assert codes
    assert codes <= {"no_such_day", "in_future", "out_of_range", "no_such_place"}


def _check(group: dict[str, Any], value: Any) -> list[Any]:
    return answers.check(_sections(group), group["schema"], {"x": value}, WORLD)
