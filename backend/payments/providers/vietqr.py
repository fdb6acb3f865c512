"""VietQR (NAPAS 247, EMVCo merchant-presented): a transfer as the text of a QR code. Pure.

The code names bank, account, sum and purpose. It confirms nothing: the money is known by its
purpose, on the bank's statement or in a signed notice, so the purpose must come through banks that
strip signs and change case: `HS` with letters and digits only.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_NAPAS = "A000000727"
_TO_ACCOUNT = "QRIBFTTA"
_VND = "704"
MAX_PURPOSE = 25
MAX_ACCOUNT = 19


@dataclass(frozen=True, slots=True)
class Transfer:
    """Who gets how much: `bin` is the bank's six digits; `amount` None leaves it to the payer."""

    bin: str
    account: str
    amount: int | None = None
    purpose: str = ""


def payload(transfer: Transfer) -> str:
    """The text of the QR code. ValueError for what no bank could read."""
    _refuse_impossible(transfer)
    beneficiary = _field("00", transfer.bin) + _field("01", transfer.account)
    parts = [
        _field("00", "01"),
        _field("01", "11" if transfer.amount is None else "12"),
        _field("38", _field("00", _NAPAS) + _field("01", beneficiary) + _field("02", _TO_ACCOUNT)),
        _field("53", _VND),
        "" if transfer.amount is None else _field("54", str(transfer.amount)),
        _field("58", "VN"),
        _field("62", _field("08", transfer.purpose)) if transfer.purpose else "",
        "6304",
    ]
    text = "".join(parts)
    return f"{text}{checksum(text):04X}"


def checksum(text: str) -> int:
    """CRC-16/CCITT-FALSE: polynomial 0x1021, first value 0xFFFF, nothing reflected."""
    value = 0xFFFF
    for byte in text.encode():
        value ^= byte << 8
        for _ in range(8):
            value = (value << 1 ^ 0x1021 if value & 0x8000 else value << 1) & 0xFFFF
    return value


def is_whole(text: str) -> bool:
    """Whether nothing in a code's text was changed: its checksum is right."""
    body, end = text[:-4], text[-4:]
    return body.endswith("6304") and f"{checksum(body):04X}" == end


def fields(text: str) -> dict[str, str] | None:
    """The outer fields of a code's text by id; None when their lengths do not fit."""
    found: dict[str, str] = {}
    at = 0
    while at < len(text):
        length = text[at + 2 : at + 4]
        if not (length.isascii() and length.isdecimal()):
            return None
        value = text[at + 4 : at + 4 + int(length)]
        if len(value) < int(length):
            return None
        found[text[at : at + 2]] = value
        at += 4 + int(length)
    return found


_SPACES = re.compile(r"[^A-Z0-9]+")


def references(purpose: str, pattern: re.Pattern[str]) -> list[str]:
    """Our references in what a bank made of the purpose: any case, signs and spaces inside.

    `pattern` is matched on letters and digits only, each find once, in their order.
    """
    bare = unicodedata.normalize("NFD", purpose.upper().replace("Đ", "D"))
    squeezed = _SPACES.sub("", "".join(c for c in bare if not unicodedata.combining(c)))
    return list(dict.fromkeys(pattern.findall(squeezed)))


def _refuse_impossible(transfer: Transfer) -> None:
    if not re.fullmatch(r"[0-9]{6}", transfer.bin, re.ASCII):
        raise ValueError("A bank's BIN has six digits.")
    if not re.fullmatch(rf"[0-9A-Za-z]{{1,{MAX_ACCOUNT}}}", transfer.account, re.ASCII):
        raise ValueError("An account has up to 19 letters and digits.")
    if transfer.amount is not None and not 0 < transfer.amount < 10**13:
        raise ValueError("A dynamic code needs a sum.")
    if not re.fullmatch(rf"[ -~]{{0,{MAX_PURPOSE}}}", transfer.purpose, re.ASCII):
        raise ValueError("A purpose has up to 25 characters without diacritics.")


def _field(number: str, value: str) -> str:
    return f"{number}{len(value):02d}{value}"
