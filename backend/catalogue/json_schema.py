"""One JSON Schema (2020-12) from a procedure's sections: phone and server check with the same one.

Every answer may be null ("Tôi chưa có / không biết") unless its field is indispensable or a
consent. A question under a condition becomes if/then/else: asked, it is required where it should
be; not asked, it is forbidden. What is not a question of the form is refused.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from backend.catalogue.answer_types import DEFINITIONS, MAX_ROWS

Schema = dict[str, Any]

FORBIDDEN: Schema = {"not": {}}
"""Nothing matches it. The schema `false` would say the same, but without the place of the error."""


def derive(sections: list[dict[str, Any]]) -> Schema:
    """The schema of the answers to these sections (2020-12; not named inside: bytes are dear)."""
    types = {f["key"]: f["type"] for section in sections for f in section["fields"]}
    properties: dict[str, Schema] = {}
    required: list[str] = []
    conditional: dict[str, tuple[Schema, list[Mapping[str, Any]]]] = {}
    for section in sections:
        for field in section["fields"]:
            properties[field["key"]] = _answer(field)
            condition = _both(section.get("when"), field.get("when"))
            if condition is None:
                required += [field["key"]] if _is_required(field) else []
                continue
            test = condition_schema(condition, types)
            key = json.dumps(test, sort_keys=True)
            conditional.setdefault(key, (test, []))[1].append(field)
    schema: Schema = {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }
    if conditional:
        schema["allOf"] = [_asked_or_absent(test, asked) for test, asked in conditional.values()]
    return {**schema, "$defs": _used_definitions(schema)}


def _is_required(field: Mapping[str, Any]) -> bool:
    return bool(field.get("required")) and field["type"] != "computed"


def _both(section: Mapping[str, Any] | None, field: Mapping[str, Any] | None) -> Any:
    """A field is asked when its section is and it is."""
    if section is not None and field is not None:
        return {"all": [section, field]}
    return section if section is not None else field


def _asked_or_absent(test: Schema, fields: list[Mapping[str, Any]]) -> Schema:
    rule: Schema = {"if": test}
    required = [f["key"] for f in fields if _is_required(f)]
    if required:
        rule["then"] = {"required": required}
    rule["else"] = {"properties": {f["key"]: FORBIDDEN for f in fields}}
    return rule


def condition_schema(condition: Mapping[str, Any], types: Mapping[str, str]) -> Schema:
    """A condition as a schema that the answers match exactly when it holds."""
    for word, keyword in (("all", "allOf"), ("any", "anyOf")):
        if word in condition:
            return {keyword: [condition_schema(part, types) for part in condition[word]]}
    if "not" in condition:
        return {"not": condition_schema(condition["not"], types)}
    key = condition["field"]
    return {"required": [key], "properties": {key: _value_test(condition, types[key])}}


def _value_test(condition: Mapping[str, Any], kind: str) -> Schema:
    if "known" in condition:
        return {"not": {"enum": [None, "", []]}}
    if "at_least" in condition:
        return {"type": "number", "minimum": condition["at_least"]}
    wanted: Schema
    wanted = {"const": condition["is"]} if "is" in condition else {"enum": list(condition["in"])}
    return {"type": "array", "contains": wanted} if kind == "multi" else wanted


def _answer(field: Mapping[str, Any]) -> Schema:
    """The schema of one answer, null included where "không biết" is one."""
    kind = field["type"]
    unknown_allowed = not field.get("indispensable")
    if kind == "confirm":
        return {"const": True} if field.get("required") else {"type": "boolean"}
    if kind == "select":
        values: list[Any] = [option[0] for option in field["options"]]
        return {"enum": [*values, None] if unknown_allowed else values}
    if kind in ("multi", "table"):
        items = _choices(field) if kind == "multi" else _rows(field)
        return {"type": ["array", "null"] if unknown_allowed else "array", **items}
    schema = {"$ref": f"#/$defs/{kind}", **_bounds(field)}
    return schema if unknown_allowed else {**schema, "not": {"const": None}}


def _choices(field: Mapping[str, Any]) -> Schema:
    schema: Schema = {
        "items": {"enum": [option[0] for option in field["options"]]},
        "uniqueItems": True,
        "maxItems": len(field["options"]),
    }
    return {**schema, "minItems": 1} if field.get("required") else schema


def _rows(field: Mapping[str, Any]) -> Schema:
    columns = field["columns"]
    row = {
        "type": "object",
        "properties": {column["key"]: _answer(column) for column in columns},
        "required": [column["key"] for column in columns if column.get("required")],
        "additionalProperties": False,
    }
    low = field.get("min", 1 if field.get("required") else 0)
    return {"items": row, "minItems": low, "maxItems": field.get("max", MAX_ROWS)}


def _bounds(field: Mapping[str, Any]) -> Schema:
    """Bounds beside the type's own; those of dates need a calendar and stand in `semantics.py`."""
    names = {
        "number": ("minimum", "maximum"),
        "money": ("minimum", "maximum"),
        "text": ("minLength", "maxLength"),
        "textarea": ("minLength", "maxLength"),
    }.get(field["type"])
    if names is None:
        return {}
    bounds = zip(names, ("min", "max"), strict=True)
    return {keyword: field[bound] for keyword, bound in bounds if bound in field}


def _used_definitions(schema: Schema) -> Schema:
    text = json.dumps(schema)
    return {name: part for name, part in DEFINITIONS.items() if f'"#/$defs/{name}"' in text}
