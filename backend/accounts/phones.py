"""Telephone numbers of Vietnam: read as people write them, kept as E.164.

Accepted are +84, 84, 0084 and 0 before nine digits, with spaces, dots or dashes. A mobile number is
never refused for an unknown 03/05/07/08/09 prefix, because operators open new ones; a landline
(02x) is refused, because it cannot receive a code.
"""

from __future__ import annotations

import re

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberType

from backend.core.problems import Problem

_WRITTEN = re.compile(r"[0-9+ .\-()\u00a0]{9,30}")
_MOBILE = re.compile(r"[35789][0-9]{8}")
_LANDLINE = re.compile(r"2[0-9]{9}")
_FIXED = frozenset({PhoneNumberType.FIXED_LINE})


def mobile(text: str) -> str:
    """E.164 of a mobile number; `phone_landline` or `phone_unreadable` says what is wrong."""
    national = _national(text)
    if national is None:
        raise Problem("phone_unreadable")
    if _LANDLINE.fullmatch(national) or _is_fixed(national):
        raise Problem("phone_landline")
    if not _MOBILE.fullmatch(national):
        raise Problem("phone_unreadable")
    return f"+84{national}"


def called(text: str) -> str:
    """E.164 of a number that somebody can call, a landline too; else `phone_unreadable`."""
    national = _national(text)
    if national is None or not (_MOBILE.fullmatch(national) or _LANDLINE.fullmatch(national)):
        raise Problem("phone_unreadable")
    return f"+84{national}"


def maybe_mobile(text: str) -> str | None:
    """The same for a search box: None when the text is no mobile number."""
    try:
        return mobile(text)
    except Problem:
        return None


def masked(phone: str) -> str:
    """What the owner sees of it: "+84912345678" -> "09•• ••• 678"."""
    return f"0{phone[3]}•• ••• {phone[-3:]}"


def _national(text: str) -> str | None:
    """The digits after the country code, or None when this is no number of Vietnam."""
    text = text.strip()
    if not _WRITTEN.fullmatch(text):
        return None
    digits = re.sub(r"[^0-9+]", "", text)
    # "84912345678" is how many address books and messages show it, without the plus sign.
    if re.fullmatch(r"(00)?84[0-9]{9,10}", digits):
        digits = "+" + digits.removeprefix("00")
    try:
        number = phonenumbers.parse(digits, "VN")
    except NumberParseException:
        return None
    if number.country_code != 84:
        return None
    return str(number.national_number)


def _is_fixed(national: str) -> bool:
    number = phonenumbers.PhoneNumber(country_code=84, national_number=int(national))
    return phonenumbers.number_type(number) in _FIXED
