"""How much of a name a stranger may see."""

from __future__ import annotations


def shortened(full_name: str) -> str:
    """Enough to recognise oneself: "Lò Thị Mẫu" -> "L. T. Mẫu" (the given name stands last)."""
    *before, given = full_name.split()
    return " ".join([*(f"{word[0]}." for word in before), given])
