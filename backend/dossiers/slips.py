"""Slip numbers (số phiếu): what a citizen has until an officer accepts, speakable on the telephone.

Six characters and a check character over 23 letters and digits. Whatever is mistaken for another
on paper is left out with its double (0 O, 1 I L, 2 Z, 5 S, 8 B, U), and E, so that no words appear.
23 is a prime number: the check finds every single wrong character and every two characters that
changed places.
"""

from __future__ import annotations

import secrets

ALPHABET = "34679ACDFGHJKMNPQRTVWXY"
LENGTH = 7
_BASE = len(ALPHABET)
_VALUE = {character: value for value, character in enumerate(ALPHABET)}
_DROPPED = str.maketrans("", "", "-–—. \t\u00a0")


def new_slip() -> str:
    """A random number with its check character, as it is stored: `K7XM4PA`."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return body + check_character(body)


def check_character(body: str) -> str:
    """The seventh character: the weighted sum of the six, modulo 23."""
    return ALPHABET[sum(weight * _VALUE[c] for weight, c in enumerate(body, start=1)) % _BASE]


def spoken(slip: str) -> str:
    """As it is shown and read out: `K7X-M4P-A`."""
    return f"{slip[:3]}-{slip[3:6]}-{slip[6:]}"


def parse(text: str) -> str | None:
    """The stored form of what somebody typed; None when it cannot be a slip number.

    Case, dashes, dots and spaces do not matter, nor does a Vietnamese keyboard's Đ for D.
    """
    slip = text.translate(_DROPPED).upper().replace("Đ", "D")
    if len(slip) != LENGTH or any(character not in _VALUE for character in slip):
        return None
    return slip if check_character(slip[:-1]) == slip[-1] else None
