"""Money: whole đồng (VND), as it is written and as it is said.

Official receipts carry the sum in figures and in words (NĐ 254/2026/NĐ-CP article 22). The cases
stand in backend/catalogue/vectors/money.json; the phone says the same (pwa/src/domain/money.ts).
"""

from __future__ import annotations

MOST = 10**15
"""Above any sum that a dossier can cost; numbers of this size and more are no sums."""

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", "nghìn", "triệu")
_BILLION = 10**9


def shown(amount: int) -> str:
    """`16000` as "16.000 đồng"."""
    return f"{amount:,} đồng".replace(",", ".")


def in_words(amount: int) -> str:
    """`24000` as "hai mươi tư nghìn đồng"; ValueError for what is no sum of money."""
    if isinstance(amount, bool) or not 0 <= amount < MOST:
        raise ValueError("A sum is a whole number from zero, below 10^15.")
    return f"{_number(amount)} đồng"


def _number(number: int) -> str:
    if number == 0:
        return _DIGITS[0]
    billions, rest = divmod(number, _BILLION)
    words = []
    if billions:
        words += [_number(billions), "tỷ"]
    for scale in range(len(_SCALES) - 1, -1, -1):
        group = rest // 1000**scale % 1000
        if group:
            words += [_group(group, whole=bool(words)), _SCALES[scale]]
    return " ".join(word for word in words if word)


def _group(group: int, *, whole: bool) -> str:
    """Three digits; `whole` when something stands before them, so that zeros are said too."""
    hundreds, rest = divmod(group, 100)
    words = [_DIGITS[hundreds], "trăm"] if hundreds or whole else []
    tens, ones = divmod(rest, 10)
    if tens == 0:
        if ones:
            words += ["linh", _DIGITS[ones]] if words else [_DIGITS[ones]]
        return " ".join(words)
    words.append("mười" if tens == 1 else f"{_DIGITS[tens]} mươi")
    if ones:
        words.append(_last(tens, ones))
    return " ".join(words)


def _last(tens: int, ones: int) -> str:
    """The last digit changes its sound after a ten: mốt, tư, lăm."""
    if ones == 5:
        return "lăm"
    if tens > 1 and ones in (1, 4):
        return "mốt" if ones == 1 else "tư"
    return _DIGITS[ones]
