"""The words of a message, made from its facts when it leaves. Pure.

Two levels: `private` for a phone that its owner alone looks at, `discreet` for a shared one, where
neither name, procedure nor outcome may stand on the lock screen. Facts are JSON: names as text,
moments and days in ISO 8601.
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import ModuleType
from typing import Any

from backend.core import clock
from backend.notifications import sms, wording_en, wording_vi
from backend.notifications.policy import DESK_KINDS, Kind
from backend.notifications.templates_shape import Template

Facts = Mapping[str, Any]

LONGEST_TEXT = 120
"""Of a reason or a list of papers within a message; the whole of it stands in the dossier."""
_MOMENTS = ("at", "answer_due")
_DAYS = ("due", "done")
_TEXTS = ("procedure", "slip", "code", "officer", "text", "name")
_OFFICERS_OWN = ("where", "hours", "bring")
"""Written freely, and left out where it could be a forger's."""

STATE_KINDS: Mapping[str, Kind] = {
    "1": Kind.RECEIVED,
    "2": Kind.ACCEPTED,
    "3": Kind.REFUSED,
    "4": Kind.RESUMED,
    "5": Kind.SUPPLEMENT_ASKED,
    "6": Kind.FEE_DUE,
    "7": Kind.WITHDRAWN,
    "8": Kind.STOPPED,
    "9": Kind.READY,
    "10": Kind.RETURNED,
}
"""Whose words answer a text that asks for the state."""


@dataclass(frozen=True, slots=True)
class Words:
    """What stands on the lock screen and in the inbox; `next` is what the person does."""

    title: str
    body: str
    next: str


def render(kind: Kind | str, facts: Facts, language: str = "vi", level: str = "private") -> Words:
    """The words of a message at a level ("private", "discreet")."""
    wording = _wording(language)
    template = wording.TEMPLATES[Kind(kind)] if level == "private" else wording.DISCREET
    values = _values(facts, wording)
    said = _words(template, values)
    if not values.get("slip") or Kind(kind) in DESK_KINDS or wording.CALL in said.next.lower():
        return said
    return replace(said, body=f"{said.body} {_capital(wording.CALL)}.")


def listed(kind: Kind | str, facts: Facts, language: str = "vi") -> Words:
    """The words of one message among others. Of one that nobody can make words of (spoilt facts, a
    later version's kind) only that there is news: it must not hide the others."""
    try:
        return render(kind, facts, language)
    except (ValueError, TypeError, LookupError):
        wording = _wording(language)
        return _words(wording.DISCREET, {"commune": wording.A_COMMUNE})


def harmless_ask(facts: Facts) -> Mapping[str, Any] | None:
    """The papers that are asked for, as the phone reads them; None where an officer's words in them
    are such as no message holds. The phone then gets them with its dossier."""
    ask: Mapping[str, Any] | None = facts.get("ask")
    if not ask:
        return None
    papers = ask.get("items", [])
    written = [
        ask.get("text"),
        *(paper.get(part) for paper in papers for part in ("name", "reason")),
    ]
    return None if sms.suspicious("\n".join(str(part) for part in written if part)) else ask


def sms_text(kind: Kind | str, facts: Facts, language: str = "vi") -> str:
    """One SMS unit: the commune, the slip number, the state, whom to call; no name, no sum."""
    wording = _wording(language)
    values = _values(facts, wording, short=True)
    head = wording.HEAD_SLIP if values.get("slip") else wording.HEAD
    middle = wording.TEMPLATES[Kind(kind)].sms or "{text}"
    return sms.one_unit(_filled(head, values) or "", _filled(middle, values) or "", wording.TAIL)


def state_sms(facts: Facts, language: str = "vi") -> str:
    """The answer to a slip number that was sent by text."""
    return sms_text(STATE_KINDS[facts["state"]], facts, language)


def relative_sms(facts: Facts, language: str = "vi") -> str:
    """What a relative gets who was chosen: the name and whom to call, nothing of the matter."""
    wording = _wording(language)
    values = _values(facts, wording, short=True)
    head = _filled(wording.HEAD_SLIP if values.get("slip") else wording.HEAD, values) or ""
    return sms.one_unit(head, _filled(wording.RELATIVE_SMS, values) or "", wording.TAIL)


def helper_says(facts: Facts, language: str = "vi") -> str:
    """The line of a helper's list."""
    wording = _wording(language)
    return _filled(wording.HELPER_SAYS, _values(facts, wording)) or ""


def _wording(language: str) -> ModuleType:
    return wording_en if language == "en" else wording_vi


def _words(template: Template, values: Mapping[str, str]) -> Words:
    sentences = [_first_filled(sentence, values) for sentence in template.sentences]
    return Words(
        title=_filled(template.title, values) or template.title,
        body=" ".join(_capital(sentence) for sentence in sentences if sentence),
        next=template.next,
    )


def _first_filled(ways: str | tuple[str, ...], values: Mapping[str, str]) -> str | None:
    """A sentence in the first of its ways for which all is known."""
    ways = (ways,) if isinstance(ways, str) else ways
    return next((said for way in ways if (said := _filled(way, values))), None)


def _filled(sentence: str, values: Mapping[str, str]) -> str | None:
    """The sentence with its facts; None when one of them is not known."""
    needed = {name for _, name, _, _ in string.Formatter().parse(sentence) if name}
    if any(not values.get(name) for name in needed):
        return None
    return sentence.format_map(values)


def _values(facts: Facts, wording: ModuleType, *, short: bool = False) -> dict[str, str]:
    values = {name: str(facts[name]) for name in _TEXTS if facts.get(name)}
    values |= {name: _time(facts[name], wording) for name in _MOMENTS if facts.get(name)}
    day = wording.SHORT_DAY if short else wording.DAY
    values |= {name: _day(facts[name], day) for name in _DAYS if facts.get(name)}
    commune = str(facts.get("commune") or "")
    values["commune"], values["Commune"] = _small(commune), _capital(commune)
    values["desk"] = _small(str(facts.get("desk") or ""))
    values["reference"] = str(facts.get("code") or facts.get("slip") or "")
    said = {name: str(facts[name]) for name in _OFFICERS_OWN if facts.get(name)}
    values |= {name: text for name, text in said.items() if not sms.suspicious(text)}
    if facts.get("reason"):
        values["reason"] = _sentence(_harmless(str(facts["reason"]), wording))
    if facts.get("items"):
        listed = ", ".join(str(item) for item in facts["items"])
        values["items"] = _harmless(listed, wording)
    if facts.get("days") is not None:
        values["days"] = str(facts["days"])
    return values


def _harmless(text: str, wording: ModuleType) -> str:
    """What an officer wrote, shortened; of a link, an account number or a demand for money only
    that it stands in the app, whose address nobody can send around."""
    elsewhere: str = wording.IN_APP
    return elsewhere if sms.suspicious(text) else _clipped(text)


def _time(text: str, wording: ModuleType) -> str:
    wall = clock.local(datetime.fromisoformat(text))
    said: str = wording.TIME.format(
        hour=wall.hour, minute=f"{wall.minute:02d}", day=wall.day, month=wall.month
    )
    return said


def _day(text: str, shape: str) -> str:
    at = datetime.fromisoformat(text) if "T" in text else None
    day = date.fromisoformat(text) if at is None else clock.local(at).date()
    return shape.format(day=day.day, month=day.month, year=day.year)


def _clipped(text: str) -> str:
    """At a word's end, with a mark that there is more."""
    if len(text) <= LONGEST_TEXT:
        return text
    return text[:LONGEST_TEXT].rsplit(" ", 1)[0].rstrip(".,;:") + "…"


def _sentence(text: str) -> str:
    return text if text.endswith((".", "…", "!", "?")) else f"{text}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
