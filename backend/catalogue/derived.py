"""What is made of an authored file at import: the phone's detail, the index line, the hash.

The phone gets the citizen's words only. The official wording, the legal basis and empty parts stay
on the server: a detail is at most 4 kB on the wire.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from itertools import permutations
from typing import Any

import brotli

from backend.catalogue import assistance_form, families, json_schema, practice
from backend.catalogue.fees import shown_amount

MAX_DETAIL_BYTES = 4_000
MAX_INDEX_BYTES = 6_000
"""On the wire, compressed."""

FREQUENT = (
    "1.001193", "2.000635", "2.000815", "1.000894", "2.000884", "1.004873", "1.014027", "1.004194",
)  # fmt: skip
"""What is asked for most at a commune's desk, in the order of the tiles on the first screen."""

_NOT_FOR_PHONES = (
    "legal_basis", "effective_from", "effective_to", "keywords", "life_events", "service_level",
    "made_form", "contact",
)  # fmt: skip
"""The index has the keywords already; the rest is for officers and for the import."""
_NOT_BINDING = ("effective_to", "keywords", "life_events", "made_form")
_MOVABLE = ("fee", "papers", "sections", "schema")
"""The parts of a detail that weigh most."""
_RATELESS = ("free", "unknown")
"""Kinds of fee rules that say by themselves what stands as their rate."""


def content_hash(content: Mapping[str, Any]) -> str:
    """SHA-256 of everything but the end of its validity, which a later version may set."""
    kept = {key: value for key, value in content.items() if key != "effective_to"}
    return hashlib.sha256(compact(kept, sort=True)).hexdigest()


def binding_hash(content: Mapping[str, Any]) -> str:
    """The same of what a dossier is made under: what is asked, brought, owed and promised.

    How a procedure is found, which first values are suggested and how its form is printed may
    become better under the same number.
    """
    kept = {key: value for key, value in content.items() if key not in _NOT_BINDING}
    sections = [
        {
            **section,
            "fields": [_except(field, "suggest") for field in section["fields"]],
        }
        for section in content.get("sections", [])
    ]
    return content_hash({**kept, "sections": sections})


def _except(part: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in part.items() if key != name}


def schema_of(content: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON Schema of a version's answers."""
    if mode_of(content) == "assistance":
        return assistance_form.SCHEMA
    return json_schema.derive(content["sections"])


def mode_of(content: Mapping[str, Any]) -> str:
    mode: str = content.get("mode", "form")
    return mode


def detail_of(content: Mapping[str, Any], schema: Mapping[str, Any]) -> dict[str, Any]:
    """The citizen's side of a version; `schema` rides along, so that a form works offline."""
    detail = {key: part for key, part in content.items() if key not in _NOT_FOR_PHONES}
    detail["mode"] = mode_of(content)
    detail["sections"] = [_section(section) for section in content.get("sections", [])]
    detail["papers"] = [_without(paper, "required", False) for paper in content.get("papers", [])]
    detail["days"] = _doubted({**content["days"], "value": shown_days(content)})
    detail["fee"] = _fee(content)
    detail["note"] = _note(content)
    detail["together"] = families.of(content["code"])
    return {**_without_nothing(detail), "schema": schema}


def _note(content: Mapping[str, Any]) -> str | None:
    """What else people should know, and whom to ask: one text, no screen can lose half of it."""
    asked = f"Hỏi thêm: {content['contact']}" if content.get("contact") else None
    return "\n".join(part for part in (content.get("note"), asked) if part) or None


def _fee(content: Mapping[str, Any]) -> dict[str, Any]:
    """The fee with the papers that prove an exemption (`groups`), and whether it is paid last.

    What follows from the rest is left out: any confidence but a low one, the rates of rules that
    have none, the wordings that stand in the groups.
    """
    fee = _doubted({key: part for key, part in content["fee"].items() if key != "exempt"})
    fee["rules"] = [_rule(rule) for rule in fee["rules"]]
    wordings = content["fee"].get("exempt", [])
    groups = practice.groups(wordings)
    if groups:
        fee["groups"] = groups
    elif wordings:
        fee["exempt"] = wordings
    if practice.collected_after(content["code"], date.fromisoformat(content["effective_from"])):
        fee["collect"] = "after"
    return fee


def _rule(rule: Mapping[str, Any]) -> dict[str, Any]:
    without = ("amount", "online") if rule["kind"] in _RATELESS else ()
    return {key: part for key, part in rule.items() if key not in without}


def _doubted(fact: Mapping[str, Any]) -> dict[str, Any]:
    """With its confidence only where that is low: nothing else changes what is shown."""
    return {k: v for k, v in fact.items() if k != "confidence" or v == "low"}


def _without(part: Mapping[str, Any], key: str, usual: object) -> dict[str, Any]:
    """Without a member that says what its absence says too."""
    return {name: value for name, value in part.items() if name != key or value != usual}


def _section(section: Mapping[str, Any]) -> dict[str, Any]:
    fields = [
        {key: part for key, part in field.items() if key not in ("official", "same_as", "paper")}
        for field in section["fields"]
    ]
    for field in fields:
        if "columns" in field:
            field["columns"] = [
                {key: part for key, part in column.items() if key != "official"}
                for column in field["columns"]
            ]
    return {**section, "fields": fields}


def _without_nothing(detail: dict[str, Any]) -> dict[str, Any]:
    """Leave out empty optional parts; the two lists that every screen walks stay."""
    return {
        key: part
        for key, part in detail.items()
        if key in ("papers", "sections") or part not in (None, [], {})
    }


def shown_days(content: Mapping[str, Any]) -> int | None:
    """Working days, or None where nobody is sure enough to promise them."""
    days: Mapping[str, Any] = content["days"]
    value: int | None = days["value"]
    return None if days["confidence"] == "low" else value


def _unsure(content: Mapping[str, Any]) -> int:
    """Which values of a line nobody vouches for: 1 the days, 2 the fee. One that is not shown
    at all says by itself that it must be asked."""
    days, fee = content["days"], content["fee"]
    shown = shown_amount(fee["rules"], fee["confidence"])
    days_unsure = days["confidence"] != "high" and shown_days(content) is not None
    return days_unsure + 2 * (fee["confidence"] != "high" and shown != "?")


def index_row(content: Mapping[str, Any]) -> dict[str, Any]:
    """A version's line of the index, with its field of law by name (numbered when served).

    The life events are not served with it: only who is asked three questions needs them."""
    return {
        "code": content["code"],
        "version": content["version"],
        "short_name": content["short_name"],
        "field": content["field"],
        "days": shown_days(content),
        "cutoff": int(bool(content["days"].get("cutoff"))),
        "unsure": _unsure(content),
        "fee": shown_amount(content["fee"]["rules"], content["fee"]["confidence"]),
        "has_form": int(mode_of(content) == "form"),
        "keywords": ", ".join(content["keywords"]),
        "events": content.get("life_events", []),
    }


def index_of(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """All lines as short rows (`IndexSchema` says what stands where); `v` names the content."""
    fields = sorted({row["field"] for row in rows})
    procedures = [
        [
            row["code"],
            row["short_name"],
            fields.index(row["field"]),
            row["days"],
            # Lines that were kept before there were marks have none.
            row["cutoff"] + 2 * row.get("unsure", 0),
            row["fee"],
            row["has_form"],
            row["keywords"],
            row["version"],
        ]
        for row in rows
    ]
    here = {row["code"] for row in rows}
    frequent = [code for code in FREQUENT if code in here]
    index = {"procedures": procedures, "fields": fields, "frequent": frequent}
    return {"v": hashlib.sha256(compact(index)).hexdigest()[:16], **index}


def packed_detail(detail: Mapping[str, Any]) -> bytes:
    """A detail as it travels: at most MAX_DETAIL_BYTES wherever that can be done.

    How much brotli finds that stands there already depends on the order of the parts, which means
    nothing to a phone: where the usual one is too heavy, others are tried, then the same without
    the examples in the form. The first that fits is taken, else the lightest.
    """
    tried = squeeze(compact(detail))
    for plain in (detail, _without_examples(detail)):
        for parts in permutations(_MOVABLE):
            if len(tried) <= MAX_DETAIL_BYTES:
                return tried
            ordered = {key: part for key, part in plain.items() if key not in _MOVABLE}
            ordered |= {key: plain[key] for key in parts if key in plain}
            tried = min(tried, squeeze(compact(ordered)), key=len)
    return tried


def _without_examples(detail: Mapping[str, Any]) -> dict[str, Any]:
    sections = [
        {**section, "fields": [_except(field, "example") for field in section["fields"]]}
        for section in detail["sections"]
    ]
    return {**detail, "sections": sections}


def compact(value: Any, *, sort: bool = False) -> bytes:
    """JSON with no byte to spare."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=sort).encode()


def squeeze(data: bytes) -> bytes:
    """Brotli at its slowest: done once, carried by every phone."""
    packed: bytes = brotli.compress(data, mode=brotli.MODE_TEXT, quality=11)
    return packed
