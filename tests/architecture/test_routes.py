"""Every route says who may call it and how it writes; nothing is reachable by accident."""

from __future__ import annotations

from flask import Flask

from backend import blueprints
from backend.core import transaction

UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}


def test_every_api_route_belongs_to_the_table(app: Flask) -> None:
    """A route outside the table would have no guard: deny by default means it may not exist."""
    named = {place.blueprint.name for place in blueprints.table()}
    strangers = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api")
        and rule.endpoint.partition(".")[0] not in named
        and rule.endpoint != "api-docs.openapi_json"
    ]
    assert strangers == []


def test_every_place_has_its_guard(app: Flask) -> None:
    for place in blueprints.table():
        guards = app.before_request_funcs.get(place.blueprint.name, [])
        assert guards, f"{place.blueprint.name} has no guard"


def test_every_changing_route_declares_its_transaction(app: Flask) -> None:
    """`@writes`, `@streams` or `@changes_nothing`: nobody forgets how a change is committed."""
    missing = []
    for rule in app.url_map.iter_rules():
        if not (rule.methods or set()) & UNSAFE:
            continue
        view = app.view_functions[rule.endpoint]
        if not _declares(view):
            missing.append(f"{sorted((rule.methods or set()) & UNSAFE)} {rule.rule}")
    assert missing == []


def _declares(view: object) -> bool:
    """Look through the decorators (functools.wraps leaves a trail) for the mark."""
    seen: object | None = view
    while seen is not None:
        if getattr(seen, transaction.KIND, None):
            return True
        seen = getattr(seen, "__wrapped__", None)
    return False
