"""The index of the packaged procedures on a fixed day, as the phone's tests of searching use it.

`python -m tests.support.search_index` writes it anew; a test says when that was forgotten.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from backend.catalogue import authoring, derived

DAY = date(2026, 12, 1)
FILE = Path(__file__).parents[2] / "pwa/test/search/index.json"


def made() -> dict[str, Any]:
    """What `GET /api/catalogue/index` gives on DAY from the packaged files alone."""
    authored, errors = authoring.read_folder(authoring.PROCEDURES_FOLDER)
    assert not errors, errors
    rows = [
        derived.index_row(one.content)
        for one in sorted(authored, key=lambda one: one.code)
        if _in_force(one.content)
    ]
    return derived.index_of(rows)


def _in_force(content: dict[str, Any]) -> bool:
    end = content["effective_to"]
    return content["effective_from"] <= DAY.isoformat() and (not end or end >= DAY.isoformat())


if __name__ == "__main__":
    text = json.dumps(made(), ensure_ascii=False, indent=0, sort_keys=True)
    FILE.write_text(text + "\n", encoding="utf-8")
