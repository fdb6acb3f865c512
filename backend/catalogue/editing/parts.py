"""The parts of a procedure that a commune may change itself, taken out of a content and put back.

Texts, days, amounts and papers belong to the commune's desk. The legal basis, the questions of the
form with their official wording and their conditions, the way results come and who must be present
are national: they come with the package and are no part of an edit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from backend.catalogue import derived

Parts = dict[str, Any]

TEXTS = ("short_name", "summary", "outcome", "note", "contact")
"""Texts of the procedure itself; `note` and `contact` may be absent."""
TOLD = ("who_may_file", "presence", "result")
"""Facts that are national, with a sentence about each that is not."""
RULE = ("key", "kind", "name")
RATES = ("amount", "online", "then", "cap")
PAPER = (
    "key", "name", "kind", "required", "indispensable", "own_form", "copies", "when", "note",
    "picture",
)  # fmt: skip
FIELD_TEXTS = ("label", "help", "example")


def parts_of(content: Mapping[str, Any]) -> Parts:
    """What may be edited, whole; absent texts are None, so that they can be filled in."""
    return {
        **{key: content.get(key) for key in TEXTS},
        **{key: content[key].get("text") for key in TOLD},
        "keywords": list(content["keywords"]),
        "days": {"value": derived.shown_days(content), "text": content["days"].get("text")},
        "fee": {
            "text": content["fee"]["text"],
            "rules": [_chosen(rule, (*RULE, *RATES)) for rule in content["fee"]["rules"]],
        },
        "papers": [deepcopy(_chosen(paper, PAPER)) for paper in content["papers"]],
        "eligibility": [
            {"key": rule["key"], "ask": rule.get("ask"), "text": rule.get("text")}
            for rule in content.get("eligibility", [])
        ],
        "sections": [
            {
                "key": section["key"],
                "title": section["title"],
                "help": section.get("help"),
                "fields": [
                    {"key": field["key"], **{name: field.get(name) for name in FIELD_TEXTS}}
                    for field in section["fields"]
                ],
            }
            for section in content.get("sections", [])
        ],
    }


def with_parts(content: Mapping[str, Any], parts: Parts) -> dict[str, Any]:
    """The content with these parts instead of its own; what is not edited stays as it is."""
    made = deepcopy(dict(content))
    for key in TEXTS:
        _put(made, key, parts.get(key))
    for key in TOLD:
        _put(made[key], "text", parts.get(key))
    made["keywords"] = list(parts["keywords"])
    _days(made, parts["days"])
    _fee(made, parts["fee"])
    made["papers"] = [
        {key: value for key, value in paper.items() if value is not None}
        for paper in deepcopy(parts["papers"])
    ]
    _forget_papers(made)
    for rule in made.get("eligibility", []):
        _texts(rule, _by_key(parts["eligibility"]), ("ask", "text"))
    sections = _by_key(parts["sections"])
    for section in made.get("sections", []):
        _texts(section, sections, ("title", "help"))
        fields = _by_key(sections.get(section["key"], {}).get("fields", []))
        for field in section["fields"]:
            _texts(field, fields, FIELD_TEXTS)
    return made


def _forget_papers(made: dict[str, Any]) -> None:
    """No question says any more that its answer stands on a paper which is not asked for."""
    asked_for = {paper["key"] for paper in made["papers"]}
    for section in made.get("sections", []):
        for field in section["fields"]:
            if field.get("paper") not in asked_for:
                field.pop("paper", None)


def _days(made: dict[str, Any], wanted: Mapping[str, Any]) -> None:
    """A number that the commune vouches for is certain; "until 15:00" is said of same-day only."""
    days = made["days"]
    if wanted["value"] != derived.shown_days(made):
        days["value"] = wanted["value"]
        _mark(made, "days", certain=wanted["value"] is not None)
    if days["value"] != 0:
        days.pop("cutoff", None)
    _put(days, "text", wanted.get("text"))


def _fee(made: dict[str, Any], wanted: Mapping[str, Any]) -> None:
    """A cleared amount makes the whole fee uncertain, the last open one that is filled in makes
    it certain. A list of another length is left alone: which rules there are is national."""
    fee = made["fee"]
    fee["text"] = wanted["text"]
    if len(wanted["rules"]) != len(fee["rules"]):
        return
    opened = []
    for rule, rates in zip(fee["rules"], wanted["rules"], strict=True):
        was_open = rule["kind"] == "unknown"
        changed = {
            key: rates.get(key) for key in RATES if key in rates and rates[key] != rule.get(key)
        }
        if rates["kind"] == "unknown" and rule.get("amount") is not None:
            # As an edit that was kept says it: an open rule has no amount.
            changed.setdefault("amount", rates.get("amount"))
        if changed:
            _rates(rule, changed)
            if rule["kind"] == "unknown" and not was_open:
                opened.append(rule)
            open_ones = any(rule["kind"] == "unknown" for rule in fee["rules"])
            if not open_ones or rule["kind"] == "unknown":
                _mark(made, "fee", certain=not open_ones)

    _name_apart(fee["rules"], opened)


def _name_apart(rules: Sequence[dict[str, Any]], opened: Sequence[dict[str, Any]]) -> None:
    """The commune's fee table tells open rules apart by their keys. One needs none, and what was
    open before keeps its name there: those that this edit has opened beside it get keys."""
    nameless = [rule for rule in rules if rule["kind"] == "unknown" and "key" not in rule]
    taken = {rule.get("key") for rule in rules}
    for rule in opened:
        if len(nameless) < 2 or rule not in nameless:
            continue
        rule["key"] = next(name for n in range(1, 99) if (name := f"muc_{n}") not in taken)
        taken.add(rule["key"])
        nameless.remove(rule)


def _rates(rule: dict[str, Any], changed: Mapping[str, Any]) -> None:
    """An open rule that gets an amount is a fixed one, or free with 0; one that loses its amount
    is open, and counts nothing any more."""
    amount = changed.get("amount")
    if "amount" in changed and amount is None:
        kept: dict[str, Any] = {key: rule[key] for key in ("key", "name", "when") if key in rule}
        rule.clear()
        rule.update(kept, kind="unknown")
        return
    if rule["kind"] == "unknown" and amount == 0 and not changed.get("online"):
        rule["kind"] = "free"
    elif rule["kind"] in ("unknown", "free") and amount:
        rule["kind"] = "fixed"
        rule.pop("online", None)
    for key, value in changed.items():
        _put(rule, key, value)


def _mark(made: dict[str, Any], name: str, *, certain: bool) -> None:
    others = [each for each in made["uncertain"] if each != name]
    made["uncertain"] = others if certain else [*others, name]
    made[name]["confidence"] = "high" if certain else "low"


def _texts(
    part: dict[str, Any], given: Mapping[str, Mapping[str, Any]], names: Sequence[str]
) -> None:
    wanted = given.get(part["key"])
    for name in names:
        if wanted is not None and name in wanted:
            _put(part, name, wanted[name])


def _by_key(parts: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return {part["key"]: part for part in parts}


def _put(part: dict[str, Any], key: str, value: Any) -> None:
    if value is None:
        part.pop(key, None)
    else:
        part[key] = value


def _chosen(part: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: part[name] for name in names if name in part}
