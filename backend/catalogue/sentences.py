"""The core sentences of a procedure: what its screen says, in the order in which a helper tells it.

A pure function of what phones get of a version (`derived.detail_of`) and of the commune's rates.
The phone makes the same list (pwa/src/screens/procedure/aloud/sentences.ts); both pass
`vectors/sentences.json`, so that what is read aloud is what stands on the screen. A sentence's id
is made of its text alone: procedures share recordings, and a changed text asks for a new one.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from backend.catalogue import fees

Part = Literal["get", "who", "bring", "long", "money", "next"]
Detail = Mapping[str, Any]

HEADINGS: Final[Mapping[Part, str]] = {
    "get": "Bạn nhận được gì?",
    "who": "Ai làm được?",
    "bring": "Cần mang những gì?",
    "long": "Bao lâu thì xong?",
    "money": "Hết bao nhiêu tiền?",
    "next": "Sau đó thế nào?",
}
ASK: Final = "Hỏi lại tại bộ phận một cửa."
FREE_ONLINE: Final = "Miễn phí khi nộp trực tuyến."
_SAME_DAY: Final = "Xong trong ngày."
_SELF: Final = "Chính người đó phải tự nộp."
_OTHERS: Final = "Người khác nộp thay được."
_PRESENCE: Final = {
    "none": "Không phải đến khi nộp.",
    "at_result": "Đến khi nhận kết quả.",
    "always": "Phải đến xã.",
}
NO_PAPERS: Final = "Không cần mang giấy gì."
_SOMETIMES: Final = "Tùy trường hợp."
_OPTIONAL: Final = "Có thì nộp."
_SEND: Final = ("Bấm gửi.", "Hết sóng thì máy tự gửi sau.")
_FORM: Final = ("Trả lời câu hỏi và chụp giấy tờ.", *_SEND, "Cán bộ trả lời trong 8 giờ làm việc.")
_ASSISTANCE: Final = (
    "Nói hoặc viết việc cần làm.",
    *_SEND,
    "Cán bộ gọi lại và hướng dẫn.",
    "Mang giấy tờ đến bộ phận một cửa.",
)
_SIGN_THERE: Final = "Đến xã khi được hẹn để ký và nhận kết quả."
_FETCH: Final = {
    (False, False): "Đến xã nhận kết quả.",
    (False, True): "Nhận kết quả tại xã hoặc trên điện thoại.",
    (True, False): "Nhận kết quả tại xã hoặc qua bưu điện.",
    (True, True): "Nhận kết quả tại xã, qua bưu điện hoặc trên điện thoại.",
}

# Without the letters and digits that are taken for others when somebody types a file's name.
_LETTERS: Final = "23456789abcdefghjkmnpqrstvwxyz"
_ID_LENGTH: Final = 8


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a procedure, and to which of the six parts of its screen it belongs."""

    id: str
    part: Part
    text: str


def sentence_id(text: str) -> str:
    """Eight letters and digits made of the text (NFC): 39 bits of its SHA-256."""
    number = int.from_bytes(hashlib.sha256(unicodedata.normalize("NFC", text).encode()).digest())
    letters = ""
    for _ in range(_ID_LENGTH):
        number, place = divmod(number, len(_LETTERS))
        letters += _LETTERS[place]
    return letters


def sentences(detail: Detail, rates: fees.LocalAmounts | None = None) -> list[Sentence]:
    """All sentences in their order; one that a procedure says twice stands there twice."""
    parts: list[tuple[Part, Iterator[str]]] = [
        ("get", _get(detail)),
        ("who", _who(detail)),
        ("bring", _bring(detail)),
        ("long", _long(detail)),
        ("money", _money(detail, rates or {})),
        ("next", _next(detail)),
    ]
    return [Sentence(sentence_id(text), part, text) for part, texts in parts for text in texts]


def split(text: str | None) -> list[str]:
    """The sentences of an authored text, each with its full stop; nothing for no text."""
    lines = re.sub(r"([.!?])\s+", "\\1\n", (text or "").strip()).split("\n")
    return [line if line[-1] in ".!?" else f"{line}." for line in map(str.strip, lines) if line]


def _get(detail: Detail) -> Iterator[str]:
    yield from split(detail["short_name"])
    yield from split(detail.get("summary"))
    yield HEADINGS["get"]
    yield from split(detail.get("outcome") or detail.get("result", {}).get("name") or ASK)
    yield from split(detail.get("note"))


def _who(detail: Detail) -> Iterator[str]:
    who: Mapping[str, Any] = detail.get("who_may_file", {})
    presence: Mapping[str, Any] = detail.get("presence", {})
    usual = {True: _OTHERS, False: _SELF, None: ASK}
    yield HEADINGS["who"]
    yield from split(who.get("text")) or [usual[who.get("representative")]]
    if presence:
        yield from split(presence.get("text")) or [_PRESENCE[presence["required"]]]


def _bring(detail: Detail) -> Iterator[str]:
    yield HEADINGS["bring"]
    if not detail["papers"]:
        yield NO_PAPERS
    for paper in detail["papers"]:
        yield from split(paper["name"])
        yield from split(paper.get("note"))
        if paper.get("when"):
            yield _SOMETIMES
        elif not paper.get("required") and paper["kind"] == "nop":
            yield _OPTIONAL
    if "papers" in detail.get("uncertain", []):
        yield ASK


def _long(detail: Detail) -> Iterator[str]:
    days: Mapping[str, Any] = detail.get("days", {})
    value = days.get("value")
    yield HEADINGS["long"]
    if value is None or days.get("confidence") == "low":
        yield ASK
        return
    usual = _SAME_DAY if value == 0 else f"{value} ngày làm việc."
    yield from split(days.get("text")) or [usual]


def _money(detail: Detail, rates: fees.LocalAmounts) -> Iterator[str]:
    """By the commune's own rates where they decide; else as the procedure's file says it."""
    fee: Mapping[str, Any] = detail.get("fee", {})
    rules, unsure = fee.get("rules", []), fee.get("confidence") == "low"
    yield HEADINGS["money"]
    if rules and fees.free_online(rules, {}, local=rates, unsure=unsure):
        yield FREE_ONLINE
        return
    known = fees.quote(rules, {}, online=True, local=rates, unsure=unsure).amount
    if known is not None and fees.quote(rules, {}, online=True, unsure=unsure).amount is None:
        yield f"Tiền phí là {known:,} đồng.".replace(",", ".")
        return
    yield from (not unsure and split(fee.get("text"))) or [ASK]


def _next(detail: Detail) -> Iterator[str]:
    result: Mapping[str, Any] = detail.get("result", {})
    ways = result.get("ways", [])
    going = detail.get("presence", {}).get("required", "none") != "none"
    yield HEADINGS["next"]
    if detail["mode"] == "assistance":
        yield from _ASSISTANCE
    else:
        yield from _FORM
        yield _SIGN_THERE if going else _FETCH["post" in ways, "electronic" in ways]
    yield from split(result.get("text"))
