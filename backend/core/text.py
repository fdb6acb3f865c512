"""Vietnamese text as it is searched."""

from __future__ import annotations

import unicodedata

_D_WITH_STROKE = str.maketrans({"đ": "d", "Đ": "d"})


def fold(text: str) -> str:
    """Lower case, without diacritics, single spaces: "Lò Thị  Mẫu" -> "lo thi mau"."""
    plain = unicodedata.normalize("NFD", text.translate(_D_WITH_STROKE))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(letters.lower().split())
