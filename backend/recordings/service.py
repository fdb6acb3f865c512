"""Recordings of core sentences: what phones may hear, and what the commune has still to record.

A commune records in Vietnamese and in the languages that it chose. The list of sentences follows
from the procedures in force; a recording belongs to one wording, so a changed sentence is silent
until it is recorded again. Files are public: whoever records says only what stands on the screen.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

import brotli

from backend.catalogue import service as catalogue
from backend.core import audit, clock
from backend.core.access import Actor, agency_of
from backend.core.problems import Problem
from backend.core.transaction import end_reading, writing
from backend.payments import service as payments
from backend.places import service as places
from backend.recordings import listing, queries
from backend.recordings.languages import NAMES, VIETNAMESE
from backend.recordings.listing import Spoken
from backend.recordings.models import Recording
from backend.uploads import service as uploads

__all__ = [
    "NAMES",
    "VIETNAMESE",
    "agencies",
    "as_rows",
    "choose_languages",
    "for_desk",
    "for_phone",
    "record",
    "remove",
    "sound_file",
]

MAX_PLACES = 40
"""Remembered with a recording; a sentence that stands in more places is changed in none of them."""


def agencies() -> frozenset[str]:
    """Codes of those that have recorded anything; one query. Other phones ask for nothing."""
    return frozenset(queries.agencies())


def for_phone(code: str, agency_code: str | None, language: str, kind: str) -> dict[str, Any]:
    """A procedure's sentences in order, each once, with the recordings of one language; and the
    languages in which anything of it is recorded."""
    detail = json.loads(brotli.decompress(catalogue.detail_bytes(code)))
    agency = _agency(agency_code, detail)
    told = catalogue.core_sentences(detail, payments.rates_of_today(agency, code))
    texts = {sentence.id: sentence.text for sentence in told}
    found = queries.of_sentences(agency, texts)
    here = {row.sentence: row for row in found if row.language == language}
    return {
        "agency": agency,
        "language": language,
        "languages": [
            {"code": each, "name": NAMES[each]}
            for each in _languages(agency)
            if any(row.language == each for row in found)
        ],
        "sentences": [
            {"id": id_, "text": text, **(listing.sound(here[id_], kind) if id_ in here else {})}
            for id_, text in texts.items()
        ],
    }


def sound_file(sha256: str, kind: str) -> bytes:
    """A file that a recording has; `not_found` once it was deleted."""
    known = queries.names_file(sha256, kind)
    end_reading()
    data = uploads.recording_file(sha256, kind) if known else None
    if data is None:
        raise Problem("not_found")
    return data


def for_desk(administrator: Actor, language: str, procedure: str | None = None) -> dict[str, Any]:
    """Everything to record in a language, of all procedures or of one."""
    agency = agency_of(administrator)
    _refuse_unknown(agency, language)
    everything = _everything(agency)
    recorded = queries.of_language(agency, language)
    shown = listing.rows(everything, recorded)
    if procedure is not None:
        shown = [row for row in shown if procedure in everything[row["id"]].codes]
    return {
        "language": language,
        "languages": [{"code": code, "name": NAMES[code]} for code in _languages(agency)],
        "known": [{"code": code, "name": name} for code, name in NAMES.items()],
        "sentences": shown,
        "gone": listing.gone(everything, recorded),
    }


def as_rows(administrator: Actor, language: str) -> list[list[str]]:
    """The list for recording elsewhere: name of the file, sentence, procedures, done or not."""
    rows = for_desk(administrator, language)["sentences"]
    return [
        [row["id"], row["text"], str(row["procedures"]), "x" if "recording" in row else ""]
        for row in rows
    ]


def choose_languages(administrator: Actor, codes: Sequence[str]) -> None:
    """The languages beside Vietnamese; recordings of one that is left out are kept. Audited."""
    agency = agency_of(administrator)
    chosen = list(dict.fromkeys(code for code in codes if code != VIETNAMESE))
    if unknown := [code for code in chosen if code not in NAMES]:
        raise Problem("invalid", errors={"languages": [f"Không có tiếng {unknown[0]}."]})
    places.lock_agency(agency)
    queries.replace_languages(agency, chosen)
    audit.record(
        "recording_languages_chosen",
        f"agency:{agency}",
        actor_id=administrator.person_id,
        languages=chosen,
    )


def record(
    agency: str, language: str, sentence: str, data: bytes, *, by: uuid.UUID | None
) -> dict[str, Any]:
    """Keep a recording of a sentence, in place of an earlier one. Audited.

    Its transactions are its own. Raises `sentence_gone`, `invalid` for a language that was not
    chosen, and what `uploads.keep_recording` raises.
    """
    _refuse_unknown(agency, language)
    spoken = _everything(agency).get(sentence)
    if spoken is None:
        raise Problem("sentence_gone")
    end_reading()
    kept = uploads.keep_recording(data)
    with writing():
        places.lock_agency(agency)  # Two who record the same sentence at once: the later counts.
        queries.lock_files()
        uploads.keep_still(kept)
        before = queries.one(agency, language, sentence)
        old = None if before is None else _files(before)
        if before is not None:
            queries.remove(before)
        row = _row(agency, language, sentence, spoken, kept)
        row.recorded_by = by
        queries.add(row)
        _note(by, "recording_kept", row)
    _drop_unnamed(old or ())
    return listing.recording(row)


def remove(administrator: Actor, language: str, sentence: str) -> None:
    """Delete a recording with its files. Audited; `not_found` when there is none."""
    with writing():
        row = queries.one(agency_of(administrator), language, sentence)
        if row is None:
            raise Problem("not_found")
        files = _files(row)
        _note(administrator.person_id, "recording_removed", row)
        queries.remove(row)
    _drop_unnamed(files)


def _row(
    agency: str, language: str, sentence: str, spoken: Spoken, kept: uploads.KeptRecording
) -> Recording:
    return Recording(
        agency_code=agency,
        language=language,
        sentence=sentence,
        text=spoken.text,
        places=spoken.places[:MAX_PLACES],
        milliseconds=kept.milliseconds,
        ogg_sha256=kept.ogg.sha256,
        ogg_bytes=kept.ogg.size,
        mp3_sha256=kept.mp3.sha256,
        mp3_bytes=kept.mp3.size,
        recorded_at=clock.now(),
    )


def _files(row: Recording) -> tuple[tuple[str, str], ...]:
    return (row.ogg_sha256, "ogg"), (row.mp3_sha256, "mp3")


def _drop_unnamed(files: Sequence[tuple[str, str]]) -> None:
    """A file of the same bytes may be another sentence's, and become it this very moment."""
    for sha256, kind in files:
        with writing():
            queries.lock_files()
            if not queries.names_file(sha256, kind):
                uploads.drop_recording(sha256, kind)


def _everything(agency: str) -> dict[str, Spoken]:
    """Every sentence of every procedure in force, by id."""
    rates = payments.all_rates_of_today(agency)
    return listing.spoken(
        (detail["code"], catalogue.core_sentences(detail, rates.get(detail["code"], {})))
        for detail in catalogue.details_in_force()
    )


def _agency(code: str | None, detail: Mapping[str, Any]) -> str:
    """The named agency; for a phone that has met none, the one that has recorded most of this."""
    if code is not None:
        return places.agency(code).code
    known = [agency.code for agency in places.agencies()]
    if not known:
        raise Problem("agency_unknown")
    counts = queries.count_of_sentences({one.id for one in catalogue.core_sentences(detail)})
    return max(known, key=lambda each: counts.get(each, 0))


def _languages(agency: str) -> list[str]:
    return [VIETNAMESE, *queries.languages(agency)]


def _refuse_unknown(agency: str, language: str) -> None:
    if language not in _languages(agency):
        raise Problem("invalid", errors={"language": ["Xã chưa chọn thu tiếng này."]})


def _note(by: uuid.UUID | None, action: str, row: Recording) -> None:
    audit.record(
        action,
        f"agency:{row.agency_code}",
        actor_id=by,
        language=row.language,
        sentence=row.sentence,
        text=row.text,
    )
