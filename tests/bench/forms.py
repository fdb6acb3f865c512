"""`make bench ONLY=forms`: making each procedure's own form, and what the catalogue weighs.

Each packaged version's form is made four times, each time with other answers (the typesetter
remembers what it has set before); the fastest counts, because other programs only ever add.
Milliseconds are the machine's; bytes have their limits.
"""

from __future__ import annotations

import statistics
import time
from dataclasses import replace

from backend.catalogue import derived
from backend.catalogue.authoring import Authored
from backend.dossiers import made_form
from backend.letters import service as letters
from tests.bench.figures import Figure
from tests.support.factories.letters import RECEIVED
from tests.support.packaged import PACKAGED, fills, version_of

Row = letters.FormRow | letters.FormTable

_TIMES = 4


def figures() -> list[Figure]:
    """Rows for the table."""
    spent = [min(_milliseconds(_form(one, nth)) for nth in range(_TIMES)) for one in PACKAGED]
    details = [len(derived.packed_detail(version_of(one).detail)) for one in PACKAGED]
    index = derived.index_of([derived.index_row(o.content) for o in PACKAGED if o.version == 1])
    return [
        Figure(
            f"made form of {len(spent)} versions: median (aim 50)", statistics.median(spent), "ms"
        ),
        Figure("made form: slowest (aim 50)", max(spent), "ms"),
        Figure("procedure detail: median", statistics.median(details) / 1000, "kB"),
        Figure("procedure detail: largest", max(details) / 1000, "kB", 4),
        Figure("index of the authored procedures", _weight(index) / 1000, "kB", 6),
    ]


def _form(one: Authored, nth: int) -> letters.MadeForm:
    """The form of somebody who knows everything, and whose every answer is their own."""
    version = version_of(one)
    answers = fills(one.content, 1)[0]
    made = made_form.form_sections(version, answers)
    return letters.MadeForm(
        title=version.made_form.get("title", version.name),
        official=version.knows_official_form,
        source=version.made_form.get("source", ""),
        sections=[replace(part, rows=[_own(row, nth) for row in part.rows]) for part in made],
        signers=made_form.signers(version, answers, ""),
        made_at=RECEIVED,
        slip=f"ABC-DE{nth}",
    )


def _own(row: Row, nth: int) -> Row:
    if isinstance(row, letters.FormTable):
        return replace(row, rows=[[f"{cell} {nth}" for cell in cells] for cells in row.rows])
    return replace(row, value=f"{row.value or 'Mẫu'} {nth}")


def _milliseconds(form: letters.MadeForm) -> float:
    began = time.perf_counter()
    letters.made_form(form)
    return (time.perf_counter() - began) * 1000


def _weight(part: object) -> int:
    return len(derived.squeeze(derived.compact(part)))
