"""One SMS, one unit: 70 characters with diacritics, or 160 of the GSM alphabet without. Pure.

A longer text costs two units and may arrive in halves, so nothing longer is ever made. What may be
shortened is said by the caller; the commune, the slip number and whom to call never are.
"""

from __future__ import annotations

import re
import unicodedata

GSM_UNIT = 160
UCS2_UNIT = 70

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("^{}\\[~]|€\f")
"""Two septets each (GSM 03.38)."""
_PLAIN = str.maketrans(
    {"đ": "d", "Đ": "D", "–": "-", "—": "-", "…": "...", "“": '"', "”": '"', "‘": "'", "’": "'"}
)

_FORBIDDEN = (
    re.compile(r"https?:|www\.|://|\b[a-z0-9-]+\.(?:vn|com|net|org|info|me|gov|top|xyz|app|io)\b"),
    re.compile(r"(?:\d[ .-]?){8,}"),
    re.compile(r"\b(?:otp|ma xac (?:nhan|thuc)|mat khau|so tai khoan|stk|ma qr|quet ma)\b"),
    re.compile(r"\b(?:chuyen khoan|chuyen tien|nop tien|dong tien|gui tien|nap tien)\b"),
    re.compile(r"\b(?:password|account number|transfer money|pay now|verification code)\b"),
)
"""What no message of a commune ever holds (checked without diacritics and in small letters)."""


def folded(text: str) -> str:
    """The text in the GSM alphabet: no diacritics, nothing that would make it UCS-2."""
    parts = unicodedata.normalize("NFD", text.translate(_PLAIN))
    bare = "".join(c for c in parts if not unicodedata.combining(c))
    return "".join(c for c in bare if c in _BASIC or c in _EXTENDED)


def septets(text: str) -> int:
    """How much of a GSM unit this takes; the text is folded already."""
    return sum(2 if character in _EXTENDED else 1 for character in text)


def ucs2_length(text: str) -> int:
    """How many 16-bit units this takes: a picture character takes two."""
    return len(text.encode("utf-16-be")) // 2


def fits(text: str) -> bool:
    """Whether it is one unit, in whichever alphabet it needs."""
    if all(c in _BASIC or c in _EXTENDED for c in text):
        return septets(text) <= GSM_UNIT
    return ucs2_length(text) <= UCS2_UNIT


def one_unit(head: str, flexible: str, tail: str) -> str:
    """`head`, what may be shortened, `tail`: with diacritics if that is one unit, else without.

    `head` and `tail` are kept whole; raises ValueError when they alone are too long.
    """
    whole = _joined(head, flexible, tail)
    if fits(whole):
        return whole
    plain_head, plain_tail = folded(head), folded(tail)
    words = folded(flexible).split()
    while True:
        text = _joined(plain_head, " ".join(words), plain_tail)
        if septets(text) <= GSM_UNIT:
            return text
        if not words:
            raise ValueError("What must not be shortened is longer than one unit.")
        words.pop()


def suspicious(text: str) -> bool:
    """Whether the text holds a link, a long number, or asks for money or codes.

    Such a text, sent once by a commune, teaches people to believe the next one.
    """
    plain = folded(unicodedata.normalize("NFC", text)).lower()
    return any(pattern.search(plain) for pattern in _FORBIDDEN)


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
