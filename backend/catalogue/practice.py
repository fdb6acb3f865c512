"""Who pays nothing by which paper, and when a fee is taken: data with dates, for all procedures.

It stands in `fee_practice.yaml` and not in the procedure files: the same group proves itself by the
same paper everywhere, and a rule that changes shall not make a new version of forty procedures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).parent / "fee_practice.yaml"


@dataclass(frozen=True, slots=True)
class Exemption:
    """A group that pays nothing: `text` as the procedure words it, `proof` the paper to show."""

    key: str
    text: str
    proof: str


def exemptions(wordings: Sequence[str], day: date, *, online: bool) -> list[Exemption]:
    """Those of a procedure's wordings that hold on a day for this way of filing."""
    known = _by_wording()
    return [
        Exemption(entry["key"], wording, entry["proof"])
        for wording in wordings
        if (entry := known.get(wording)) is not None
        and _holds(entry, day)
        and (online or not entry.get("online"))
    ]


def collected_after(procedure: str, day: date) -> bool:
    """Whether this procedure's fee is taken with its result."""
    return any(
        entry["procedure"] == procedure and _holds(entry, day)
        for entry in _data()["collected_after"]
    )


def groups(wordings: Sequence[str]) -> list[dict[str, Any]]:
    """The same for phones, which decide by their own day whether it holds."""
    known = _by_wording()
    return [
        {
            "key": known[wording]["key"],
            "text": wording,
            "proof": known[wording]["proof"],
            **({"to": known[wording]["to"].isoformat()} if known[wording]["to"] else {}),
        }
        for wording in wordings
        if wording in known
    ]


def _holds(entry: Mapping[str, Any], day: date) -> bool:
    end: date | None = entry["to"]
    return bool(entry["from"] <= day and (end is None or day <= end))


@cache
def _data() -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return found


@cache
def _by_wording() -> Mapping[str, Mapping[str, Any]]:
    return {wording: entry for entry in _data()["exemptions"] for wording in entry["wordings"]}
