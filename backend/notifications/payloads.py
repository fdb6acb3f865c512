"""The bytes of a push message before they are encrypted. Pure.

They carry everything a phone without data needs to show: the state, the words, the next step. They
are filled up with spaces (which JSON ignores) to one size, so that who watches the line can tell
neither a refusal from a result nor a list of papers by its length.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

SIZE: Final = 3072
"""Bytes before encryption, which adds 103; push services take 4,096 in all (RFC 8030, 7.2). A list
of many papers fits, so it is as long as the shortest message."""
SMALL_SIZE: Final = 512
_SHORTENED: Final = "…"
_LIST: Final = "ask"
_SMALL: Final = (
    "v",
    "id",
    "who",
    "seq",
    "kind",
    "dossier",
    "slip",
    "state",
    "title",
    "at",
    "tel",
    "level",
)


def payload(fields: Mapping[str, Any]) -> bytes:
    """The fields that are set, as JSON of SIZE bytes. Of what is too long the list of papers goes
    first (the phone gets it with its dossier), then the end of the body."""
    told = {name: value for name, value in fields.items() if value not in (None, "")}
    packed = _packed(told)
    if len(packed) > SIZE and told.pop(_LIST, None) is not None:
        packed = _packed(told)
    if len(packed) > SIZE:
        packed = _packed(_cut(told, len(packed) - SIZE))
    return _filled(packed, (SIZE,))


def small_payload(fields: Mapping[str, Any]) -> bytes:
    """For a push service that found the whole one too large: what the state is, and its title."""
    told = {name: fields[name] for name in _SMALL if fields.get(name) not in (None, "")}
    return _filled(_packed(told), (SMALL_SIZE, SIZE))


def _packed(fields: Mapping[str, Any]) -> bytes:
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()


def _cut(fields: Mapping[str, Any], surplus: int) -> dict[str, Any]:
    """The body without its last words; the other fields are short by themselves."""
    body = str(fields.get("body", "")).encode()
    kept = max(0, len(body) - surplus - len(_SHORTENED.encode()))
    # Quotes and line ends take two bytes in JSON: what is cut here is at least what is too much.
    return {**fields, "body": body[:kept].decode(errors="ignore").rstrip() + _SHORTENED}


def _filled(packed: bytes, sizes: Sequence[int]) -> bytes:
    for size in sizes:
        if len(packed) <= size:
            return packed.ljust(size)
    raise ValueError("Only the body of a message may be long.")
