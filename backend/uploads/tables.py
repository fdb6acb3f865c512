"""Received tables, as a decoder's process has told them: its JSON is believed as text only."""

from __future__ import annotations

import json
from typing import Any

from backend.core.tables import FAULTS, Row, Sheet, Table, UnreadableTable
from backend.uploads.decoders import ours
from backend.uploads.images import Unusable
from backend.uploads.sheets import REFUSED


def read_table(data: bytes) -> Table:
    """The table in a received file (CSV or XLSX); raises UnreadableTable."""
    try:
        told = json.loads(ours.table(data))
    except Unusable as refusal:
        reason = refusal.code.removeprefix(REFUSED)
        raise UnreadableTable(reason if reason in FAULTS else "too_heavy") from None
    return Table(tuple(_sheet(one) for one in told))


def _sheet(told: dict[str, Any]) -> Sheet:
    return Sheet(
        name=told["name"],
        rows=tuple(Row(row["number"], tuple(row["cells"])) for row in told["rows"]),
        merged=tuple(told["merged"]),
        formulas=tuple(told["formulas"]),
        foreign=frozenset(told["foreign"]),
        cut=frozenset(told["cut"]),
    )
