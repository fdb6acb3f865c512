"""What is to be said about a list: where in the file, how grave, and what to do, in Vietnamese."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    """Must be put right in the file; nothing is published before."""
    LEFT_OUT = "left_out"
    """The row is not taken, for a reason that lies in the procedure and not in the file."""
    NOTE = "note"
    """The row is taken; this was read or changed in it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`row` as a spreadsheet program counts, 0 for the file as a whole; `column` as its heading."""

    level: Level
    row: int
    column: str
    message: str
    code: str = ""


class WrongList(Exception):
    """The file holds no list that can be looked at; `findings` say why."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(f"{len(findings)} findings")
        self.findings = findings
