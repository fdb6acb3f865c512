"""What a poster says, as plain frozen data: printed, hung up, and scanned by whoever passes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from backend.letters.data import Office


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code that says `text`; pictures of it are made when the page is set."""

    text: str


@dataclass(frozen=True, slots=True)
class PosterSheet:
    """One A4 page: what it is called, how to reach it, what to bring, how long, how much.

    `address` is what somebody types who cannot scan. `official` is the state's name of the
    procedure and its code; `ways` names what can be done here, for the page of the whole commune.
    Each of `papers` has a box to tick; `papers_told` are sentences about papers, without one.
    """

    title: str
    address: str
    qr: QrCode
    summary: str = ""
    official: str = ""
    free_online: bool = False
    days: Sequence[str] = ()
    money: Sequence[str] = ()
    papers: Sequence[str] = ()
    papers_told: Sequence[str] = ()
    steps: Sequence[str] = ()
    ways: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Posters:
    """Pages of one commune, all in one file; `hours` as people read them."""

    office: Office
    hours: str
    sheets: Sequence[PosterSheet]
    made_at: datetime
