"""What there is to record, and what was: pure, over sentences and recordings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from backend.catalogue.service import Sentence
from backend.recordings.models import Recording


@dataclass(slots=True)
class Spoken:
    """A sentence with every place where it stands: the procedure's code, the part, the number."""

    text: str
    part: str
    places: list[str] = field(default_factory=list)

    @property
    def codes(self) -> set[str]:
        """The procedures that say it."""
        return {place.split(" ", 1)[0] for place in self.places}


def spoken(told: Iterable[tuple[str, Sequence[Sentence]]]) -> dict[str, Spoken]:
    """The sentences of all procedures by id."""
    found: dict[str, Spoken] = {}
    for code, sentences in told:
        numbers: Counter[str] = Counter()
        for sentence in sentences:
            standing = found.setdefault(sentence.id, Spoken(sentence.text, sentence.part))
            standing.places.append(f"{code} {sentence.part} {numbers[sentence.part]}")
            numbers[sentence.part] += 1
    return found


def rows(sentences: Mapping[str, Spoken], recordings: Sequence[Recording]) -> list[dict[str, Any]]:
    """To record, what most procedures say first; `before` is what stood in the sentence's place
    when it was last recorded."""
    recorded = {row.sentence: row for row in recordings}
    replaced = _replaced(sentences, recordings)
    shown = []
    for sentence_id, standing in sentences.items():
        own = recorded.get(sentence_id)
        before = next((replaced[p] for p in standing.places if p in replaced), None)
        row: dict[str, Any] = {
            "id": sentence_id,
            "text": standing.text,
            "part": standing.part,
            "procedures": len(standing.codes),
            "state": "recorded" if own else "changed" if before else "missing",
        }
        if own:
            row["recording"] = recording(own)
        elif before:
            row["before"] = before
        shown.append(row)
    return sorted(shown, key=lambda row: -int(row["procedures"]))


def gone(sentences: Mapping[str, Spoken], recordings: Sequence[Recording]) -> list[dict[str, Any]]:
    """Recordings of wordings that no procedure has any more."""
    return [
        {"id": row.sentence, "text": row.text, "recording": recording(row)}
        for row in recordings
        if row.sentence not in sentences
    ]


def recording(row: Recording) -> dict[str, Any]:
    """A recording as the desk sees it."""
    return {**sound(row, "ogg"), "at": row.recorded_at}


def sound(row: Recording, kind: str) -> dict[str, Any]:
    """Where a recording is fetched, and what it costs."""
    sha256 = row.ogg_sha256 if kind == "ogg" else row.mp3_sha256
    return {
        "url": f"/api/recordings/{sha256}.{kind}",
        "seconds": round(row.milliseconds / 1000, 1),
        "bytes": row.ogg_bytes if kind == "ogg" else row.mp3_bytes,
    }


def _replaced(sentences: Mapping[str, Spoken], recordings: Sequence[Recording]) -> dict[str, str]:
    """By place: the wording that was recorded there and is said nowhere any more."""
    return {
        place: row.text
        for row in recordings
        if row.sentence not in sentences
        for place in row.places
    }
