"""The index of a commune that has published an invented list of 427 beside the packaged ones.

`python -m tests.support.long_index` writes it anew for the phone's tests; a test says when that was
forgotten.
"""

from __future__ import annotations

import json
from typing import Any

from backend.catalogue import derived
from backend.catalogue.listing import contents, entries
from backend.core.tables import Row, Sheet, Table
from tests.support import search_index
from tests.support.factories import procedure_list
from tests.support.packaged import PACKAGED

DAY = search_index.DAY
FILE = search_index.FILE.with_name("index-with-list.json")


def made() -> dict[str, Any]:
    """What `GET /api/catalogue/index` gives on DAY where the commune has published its list."""
    rows = [derived.index_row(content) for content in [*_packaged(), *listed_contents()]]
    return derived.index_of(sorted(rows, key=lambda row: str(row["code"])))


def listed_contents() -> list[dict[str, Any]]:
    """The contents that the invented list is published as."""
    rows = enumerate((procedure_list.HEADINGS, *procedure_list.rows()), start=1)
    table = Table((Sheet("", tuple(Row(number, row) for number, row in rows)),))
    listed = entries.read(table, province="H56", day=DAY)
    validity = {"version": 1001, "effective_from": DAY.isoformat(), "effective_to": None}
    return [{**contents.content_of(entry), **validity} for entry in listed.entries]


def _packaged() -> list[dict[str, Any]]:
    day = DAY.isoformat()
    return [
        one.content
        for one in PACKAGED
        if one.content["effective_from"] <= day and (one.content["effective_to"] or day) >= day
    ]


if __name__ == "__main__":
    text = json.dumps(made(), ensure_ascii=False, indent=0, sort_keys=True)
    FILE.write_text(text + "\n", encoding="utf-8")
