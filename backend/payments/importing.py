"""Taking a bank's statement over: a preview that changes nothing, then the same file for good.

The file is read as a stream and its lines are taken in portions, each in a short transaction of its
own: memory stays bounded, nobody waits long, and an interrupted import goes on with the same file,
since every transfer is known by its key.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator, Sequence
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from backend.core import audit, clock
from backend.core.access import Actor, agency_of
from backend.core.problems import Problem
from backend.core.transaction import end_reading, writing
from backend.extensions import db
from backend.payments import at_desk, banking, desk_queries, settling, statements
from backend.payments.banking import Line
from backend.payments.desk_models import Statement
from backend.payments.statements import BadLine

MAX_BYTES = 16 * 1024 * 1024
IN_MEMORY = 512 * 1024
PORTION = 500
SHOWN = 20
SOURCE = "statement"


def kept(stream: IO[bytes]) -> tuple[IO[bytes], str]:
    """The whole file where it can be read twice (on the disk when it is large), and its SHA-256."""
    file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 # The caller closes it.
    digest, size = hashlib.sha256(), 0
    while piece := stream.read(64 * 1024):
        size += len(piece)
        if size > MAX_BYTES:
            file.close()
            raise Problem("too_large")
        digest.update(piece)
        file.write(piece)
    file.seek(0)
    return file, digest.hexdigest()


def preview(officer: Actor, file: IO[bytes], sha256: str) -> dict[str, Any]:
    """What the file holds and what would match; changes nothing."""
    at_desk.only_officers(officer)
    agency_code = agency_of(officer)
    lines: list[Line] = []
    faults: list[BadLine] = []
    counts = {"lines": 0, "amount": 0, "faults": 0, "known": 0, "named": 0}
    for portion in _portions(file):
        good = [line for line in portion if isinstance(line, Line)]
        bad = [line for line in portion if isinstance(line, BadLine)]
        lines += good[: SHOWN - len(lines)]
        faults += bad[: SHOWN - len(faults)]
        counts["lines"] += len(good)
        counts["faults"] += len(bad)
        counts["amount"] += sum(line.amount for line in good)
        counts["named"] += sum(bool(banking.references(line.purpose)) for line in good)
        _, seen = banking.told_apart(agency_code, good, SOURCE)
        counts["known"] += sum(row.source == SOURCE for row in seen)
        end_reading()
    return {
        "sha256": sha256,
        "counts": counts,
        "lines": [_shown(line) for line in lines],
        "faults": [{"number": bad.number, "why": bad.why} for bad in faults],
        "imported": desk_queries.statement(agency_code, sha256) is not None,
    }


def take_over(officer: Actor, file: IO[bytes], sha256: str) -> dict[str, Any]:
    """Take the lines over; the same file again finds every transfer known."""
    at_desk.only_officers(officer)
    agency_code = agency_of(officer)
    end_reading()
    counts: dict[str, int] = {"faults": 0}
    for portion in _portions(file):
        good = [line for line in portion if isinstance(line, Line)]
        counts["faults"] += len(portion) - len(good)
        with writing():
            found, to_tell = banking.take(agency_code, good, SOURCE)
        for state, number in found.items():
            counts[state] = counts.get(state, 0) + number
        _tell(to_tell)
    with writing():
        _note(officer, agency_code, sha256, counts)
    return {"sha256": sha256, "counts": counts}


def _portions(file: IO[bytes]) -> Iterator[Sequence[Line | BadLine]]:
    lines = statements.read(file)
    try:
        while portion := list(islice(lines, PORTION)):
            yield portion
    except statements.Unreadable as error:
        raise Problem("statement_unreadable", errors={"file": [str(error)]}) from error


def _tell(dossier_ids: set[uuid.UUID]) -> None:
    """Each dossier in a transaction of its own; what a killed server leaves, the job takes up."""
    for dossier_id in sorted(dossier_ids):
        with writing():
            settling.follow_up(dossier_id)


def _note(officer: Actor, agency_code: str, sha256: str, counts: dict[str, int]) -> None:
    if desk_queries.statement(agency_code, sha256) is None:
        db.session.add(
            Statement(
                agency_code=agency_code,
                sha256=sha256,
                imported_at=clock.now(),
                imported_by=officer.person_id,
                counts=counts,
            )
        )
    audit.record(
        "statement_imported", f"agency:{agency_code}", actor_id=officer.person_id, **counts
    )


def _shown(line: Line) -> dict[str, Any]:
    return {
        "booked_on": line.booked_on,
        "amount": line.amount,
        "purpose": line.purpose,
        "reference": line.reference,
        "names": banking.references(line.purpose),
    }
