"""A received table (CSV or XLSX) as plain text cells: what opened it, and what makes sense of it.

`uploads` opens files, in processes of their own; the domain that asked knows what columns mean.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

MAX_ROWS: Final = 2_000
"""Rows with anything in them, headings included; a commune's list has about 430."""
MAX_COLUMNS: Final = 40
MAX_CELL: Final = 4_000
"""Characters of a cell; what is longer is cut, and its row is named."""

FAULTS: Final = frozenset(
    {"not_a_table", "old_workbook", "broken", "unsafe", "too_many_rows", "too_heavy"}
)
"""Why a file is no table for us."""


class UnreadableTable(Exception):
    """The file as a whole cannot be read; `reason` is one of FAULTS."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Row:
    """A row with at least one filled cell; `number` as a spreadsheet program shows it, from 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet, or a CSV file. `merged` are ranges ("A3:B4"), `formulas` cells ("F12").

    `foreign` are numbers of rows whose letters are in another encoding than the rest, `cut` of
    rows with a cell that was too long.
    """

    name: str
    rows: tuple[Row, ...]
    merged: tuple[str, ...] = ()
    formulas: tuple[str, ...] = ()
    foreign: frozenset[int] = field(default_factory=frozenset)
    cut: frozenset[int] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Table:
    """All sheets of a file that are shown, in its order."""

    sheets: tuple[Sheet, ...]


ReadTable = Callable[[bytes], Table]
"""Reads a received file; raises UnreadableTable."""
