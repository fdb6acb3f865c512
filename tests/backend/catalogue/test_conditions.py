"""Conditions hold as the shared vectors say, and as their JSON Schema says."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from backend.catalogue.conditions import asked_answers, holds
from backend.catalogue.json_schema import condition_schema
from tests.support.factories.catalogue import VECTORS

DATA = json.loads((VECTORS / "conditions.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", DATA["cases"], ids=lambda case: case["name"])
def test_shared_vectors(case: dict[str, Any]) -> None:
    assert holds(case["condition"], case["answers"]) is case["holds"]


@pytest.mark.parametrize("case", DATA["asked"], ids=lambda case: case["name"])
def test_answers_of_questions_not_asked_count_for_nothing(case: dict[str, Any]) -> None:
    assert list(asked_answers(case["sections"], case["answers"])) == case["asked"]


def test_no_condition_holds() -> None:
    assert holds(None, {})


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 10**400])
def test_numbers_that_no_form_sends(value: Any) -> None:
    assert holds({"field": "a", "at_least": 1}, {"a": value}) is isinstance(value, int)


TYPES = {"word": "select", "several": "multi", "number": "number", "yes": "bool"}
words = st.sampled_from(["a", "b", "c"])
leaves = st.one_of(
    st.builds(lambda v: {"field": "word", "is": v}, words),
    st.builds(lambda v: {"field": "word", "in": v}, st.lists(words, min_size=1, unique=True)),
    st.builds(lambda v: {"field": "several", "is": v}, words),
    st.builds(lambda v: {"field": "several", "in": v}, st.lists(words, min_size=1, unique=True)),
    st.builds(lambda v: {"field": "number", "at_least": v}, st.integers(0, 3)),
    st.builds(lambda v: {"field": "number", "is": v}, st.integers(0, 3)),
    st.builds(lambda v: {"field": "yes", "is": v}, st.booleans()),
    st.builds(lambda k: {"field": k, "known": True}, st.sampled_from(sorted(TYPES))),
)
conditions = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda part: {"not": part}, inner),
    ),
    max_leaves=6,
)
answers = st.fixed_dictionaries(
    {},
    optional={
        "word": st.none() | words,
        "several": st.none() | st.lists(words, unique=True),
        "number": st.none() | st.integers(0, 4),
        "yes": st.none() | st.booleans(),
    },
)


@given(conditions, answers)
def test_the_schema_of_a_condition_is_met_exactly_when_it_holds(
    condition: dict[str, Any], given_answers: dict[str, Any]
) -> None:
    schema = condition_schema(condition, TYPES)
    assert Draft202012Validator(schema).is_valid(given_answers) is holds(condition, given_answers)
