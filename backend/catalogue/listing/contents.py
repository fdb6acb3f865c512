"""An entry of a list as the content of a version without a form ("Nhờ xã hướng dẫn").

The same entry always makes the same content: a list that is taken over again changes nothing.
"""

from __future__ import annotations

import re
from typing import Any, Final

from backend.catalogue.authoring import Content
from backend.catalogue.listing import cells
from backend.catalogue.listing.entries import Entry
from backend.core.text import fold

MAX_SHORT: Final = 90
_BEGINNING: Final = 58
_END: Final = 28
_PREFIX = re.compile(r"^(?:thủ tục(?: hành chính)?)\s*:?\s+", re.IGNORECASE)
_ASK: Final = "Hỏi lại tại bộ phận một cửa."
_OTHER_FIELD: Final = "Thủ tục khác"
_KEYWORD: Final = 40


def content_of(entry: Entry) -> Content:
    """What is published of an entry; version and days of validity are the publisher's."""
    short, left_out = _short_name(entry)
    keywords = [*entry.keywords, *_portions(left_out)]
    content: Content = {
        "code": entry.code,
        "mode": "assistance",
        "name": entry.name,
        "short_name": short,
        "field": entry.field or _OTHER_FIELD,
        "summary": "Nhờ xã hướng dẫn thủ tục này.",
        "outcome": _sentence(entry.result) if entry.result else "Cán bộ xã nói rõ khi gọi lại.",
        "keywords": list(dict.fromkeys(keywords))[:16],
        "service_level": "mot_phan",
        "who_may_file": {"representative": True, "text": _ASK},
        "presence": {"required": "always", "text": "Cán bộ xã hẹn khi gọi lại."},
        "days": _days(entry),
        "fee": _fee(entry),
        "result": {"name": entry.result or "Kết quả giải quyết thủ tục", "ways": ["desk"]},
        "papers": _papers(entry),
        "legal_basis": list(entry.basis) or ["Danh mục thủ tục hành chính của xã"],
        "uncertain": _uncertain(entry),
    }
    if entry.agency:
        content["note"] = f"Nơi giải quyết: {entry.agency}."
    return content


def _short_name(entry: Entry) -> tuple[str, str]:
    """The name that lists show, and the words of the official one that it lacks.

    Long names differ at their ends, so what is left out is in the middle.
    """
    whole = cells.plain(_PREFIX.sub("", entry.name)) or entry.name
    whole = whole[:1].upper() + whole[1:]
    if entry.short_name:
        known = set(fold(entry.short_name).split())
        return entry.short_name, " ".join(w for w in fold(whole).split() if w not in known)
    if len(whole) <= MAX_SHORT:
        return whole, ""
    start = whole[:_BEGINNING].rpartition(" ")[0] or whole[:_BEGINNING]
    end = whole[-_END:].partition(" ")[2] or whole[-_END:]
    return f"{start} … {end}", fold(whole[len(start) : len(whole) - len(end)])


def _portions(words: str) -> list[str]:
    """Folded words in pieces that fit a keyword."""
    pieces = [""]
    for word in re.findall(r"[a-z0-9]+", words):
        longer = f"{pieces[-1]} {word}".strip()
        if len(longer) <= _KEYWORD:
            pieces[-1] = longer
        else:
            pieces.append(word[:_KEYWORD])
    return [piece for piece in pieces if piece]


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _days(entry: Entry) -> dict[str, Any]:
    if entry.days is None:
        return {"value": None, "confidence": "low", "text": _ASK}
    return {"value": entry.days, "confidence": "high"}


def _fee(entry: Entry) -> dict[str, Any]:
    if entry.fee is None:
        rules: list[dict[str, Any]] = [{"kind": "unknown", "amount": None, "online": None}]
        return {"confidence": "low", "text": _ASK, "rules": rules}
    if entry.fee == 0:
        rules = [{"kind": "free", "amount": 0, "online": 0}]
        return {"confidence": "high", "text": "Không mất tiền.", "rules": rules}
    rules = [{"kind": "fixed", "amount": entry.fee, "online": entry.fee}]
    return {"confidence": "high", "text": "Theo danh mục của xã.", "rules": rules}


def _papers(entry: Entry) -> list[dict[str, Any]]:
    """Brought along: without a form nothing is photographed. No paper in the list is no promise
    that none is needed."""
    named = entry.papers or (("Giấy tờ thì hỏi lại tại bộ phận một cửa", False),)
    return [
        {"key": f"giay_{number}", "name": name, "kind": "xuat_trinh", "required": needed}
        for number, (name, needed) in enumerate(named, start=1)
    ]


def _uncertain(entry: Entry) -> list[str]:
    doubts = {"papers": not entry.papers, "days": entry.days is None, "fee": entry.fee is None}
    return [*(name for name, doubted in doubts.items() if doubted), "presence"]
