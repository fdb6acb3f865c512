"""The index and the families of the packaged procedures on a fixed day, for the phone's tests.

`python -m tests.support.search_index` writes it anew; a test says when that was forgotten.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from backend.catalogue import authoring, derived, families

DAY = date(2026, 12, 1)
FILE = Path(__file__).parents[2] / "pwa/test/search/index.json"
FAMILIES = FILE.with_name("families.json")


def made() -> dict[str, Any]:
    """What `GET /api/catalogue/index` gives on DAY from the packaged files alone."""
    return derived.index_of(_rows())


def made_families() -> dict[str, Any]:
    """The same of `GET /api/catalogue/families`."""
    rows = _rows()
    found = families.in_force({row["code"] for row in rows})
    return {"families": found, "events": families.by_event(rows)}


def _rows() -> list[dict[str, Any]]:
    authored, errors = authoring.read_folder(authoring.PROCEDURES_FOLDER)
    assert not errors, errors
    return [
        derived.index_row(one.content)
        for one in sorted(authored, key=lambda one: one.code)
        if _in_force(one.content)
    ]


def _in_force(content: dict[str, Any]) -> bool:
    end = content["effective_to"]
    return content["effective_from"] <= DAY.isoformat() and (not end or end >= DAY.isoformat())


if __name__ == "__main__":
    for file, content in ((FILE, made()), (FAMILIES, made_families())):
        text = json.dumps(content, ensure_ascii=False, indent=0, sort_keys=True)
        file.write_text(text + "\n", encoding="utf-8")
