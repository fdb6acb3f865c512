"""The bytes of a push message before they are encrypted. Pure.

They carry everything a phone without data needs to show: the state, the words, the next step. They
are filled up with spaces (which JSON ignores) to one of a few sizes, so that who watches the line
cannot tell a refusal from a result by its length.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

SIZES: Final = (512, 1024, 2048, 3072)
"""Bytes before encryption, which adds 103; push services take 4,096 in all (RFC 8030, 7.2)."""
_SHORTENED: Final = "…"
_SMALL: Final = ("v", "id", "who", "seq", "kind", "dossier", "slip", "state", "title", "at", "tel")


def payload(fields: Mapping[str, Any]) -> bytes:
    """The fields that are set, as JSON of one of SIZES; a body that is too long is shortened."""
    told = {name: value for name, value in fields.items() if value not in (None, "")}
    packed = _packed(told)
    if len(packed) > SIZES[-1]:
        packed = _packed(_cut(told, len(packed) - SIZES[-1]))
    return _filled(packed)


def small_payload(fields: Mapping[str, Any]) -> bytes:
    """For a push service that found the whole one too large: what the state is, and its title."""
    return payload({name: fields[name] for name in _SMALL if name in fields})


def _packed(fields: Mapping[str, Any]) -> bytes:
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()


def _cut(fields: Mapping[str, Any], surplus: int) -> dict[str, Any]:
    """The body without its last words; the other fields are short by themselves."""
    body = str(fields.get("body", "")).encode()
    kept = max(0, len(body) - surplus - len(_SHORTENED.encode()))
    # Quotes and line ends take two bytes in JSON: what is cut here is at least what is too much.
    return {**fields, "body": body[:kept].decode(errors="ignore").rstrip() + _SHORTENED}


def _filled(packed: bytes) -> bytes:
    for size in SIZES:
        if len(packed) <= size:
            return packed.ljust(size)
    raise ValueError("Only the body of a message may be long.")
