"""Versions of procedures as the rest of the house reads them: whole, or as phones get them.

Versions never change, so each is parsed once and kept.
"""

from __future__ import annotations

import re
import uuid
from collections import OrderedDict
from datetime import date

from backend.catalogue import derived, queries
from backend.catalogue.models import StoredVersion
from backend.catalogue.procedure import ProcedureVersion, papers_of
from backend.core import clock
from backend.core.problems import Problem

_CODE = re.compile(r"[0-9]\.[0-9]{6}")
_MAX_VERSION = 9999

_CACHE_SIZE = 200
_parsed: OrderedDict[tuple[uuid.UUID, str, date | None], ProcedureVersion] = OrderedDict()
"""Versions never change, so each is read and parsed once; the key carries all that could."""


def procedure(code: str, version: int | None = None, at: date | None = None) -> ProcedureVersion:
    """A version: the named one, or the one in force on a day (today in Vietnam by default).

    Raises `procedure_unknown`, or `version_unknown` for a number that was never imported.
    """
    _refuse_impossible(code, version)
    key = queries.version_key(code, version=version, day=at or today())
    if key is None:
        raise _unknown(version)
    known = _parsed.get(key)  # Another thread may make room at any moment.
    if known is None:
        row = queries.stored(key.id)
        if row is None:
            raise _unknown(version)
        known = _parsed[key] = _parse(row)
        if len(_parsed) > _CACHE_SIZE:
            _parsed.popitem(last=False)
    return known


def detail_bytes(code: str, version: int | None = None) -> bytes:
    """What phones get of a version: JSON, brotli. Raises as `procedure` does."""
    _refuse_impossible(code, version)
    found = queries.detail(code, version=version, day=today())
    if found is None:
        raise _unknown(version)
    return found


def _parse(row: StoredVersion) -> ProcedureVersion:
    content = row.content
    return ProcedureVersion(
        code=row.code,
        version=row.version,
        name=content["name"],
        short_name=content["short_name"],
        mode="assistance" if derived.mode_of(content) == "assistance" else "form",
        days=derived.shown_days(content),
        cutoff=content["days"].get("cutoff"),
        effective_from=row.effective_from,
        effective_to=row.effective_to,
        content_hash=row.content_hash,
        papers=papers_of(content),
        result_name=content["result"]["name"],
        result_ways=tuple(content["result"]["ways"]),
        detail=derived.detail_of(content, row.schema),
        content=content,
        schema=row.schema,
    )


def _refuse_impossible(code: str, version: int | None) -> None:
    """Codes and numbers that cannot exist never reach the database, which may choke on them."""
    if not _CODE.fullmatch(code):
        raise _unknown(None)
    if version is not None and not 1 <= version <= _MAX_VERSION:
        raise _unknown(version)


def _unknown(version: int | None) -> Problem:
    return Problem("procedure_unknown" if version is None else "version_unknown")


def today() -> date:
    """The present day in Vietnam."""
    return clock.local(clock.now()).date()
