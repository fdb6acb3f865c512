"""A figure of the bench: one row of its table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One row of the table; `limit` None means that the figure is printed only."""

    what: str
    value: float
    unit: str
    limit: float | None = None
    at_least: bool = False
    """Whether `limit` is the smallest good value, not the largest."""

    @property
    def kept(self) -> bool:
        """Whether the value is within its limit."""
        if self.limit is None:
            return True
        return self.value >= self.limit if self.at_least else self.value <= self.limit


def show(figures: list[Figure]) -> None:
    """The table."""
    width = max(len(figure.what) for figure in figures)
    print(f"{'what':<{width}}  {'ours':>9}      limit")
    for figure in figures:
        sign = ">=" if figure.at_least else "<="
        limit = "" if figure.limit is None else f"{sign} {figure.limit:g}"
        mark = "" if figure.kept else "   BROKEN"
        print(f"{figure.what:<{width}}  {figure.value:>9.2f} {figure.unit:<3}  {limit}{mark}")
