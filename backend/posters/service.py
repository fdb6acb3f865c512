"""What stands on the posters: the same sentences as on the procedure's screen, and its address.

A poster names the commune's desk and the procedure, and nothing of any person. Its code leads to
the procedure's public address, which opens without a link on a phone that has the app.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from flask import current_app

from backend.catalogue import service as catalogue
from backend.core import clock
from backend.core.access import Actor, agency_of
from backend.core.problems import Problem
from backend.core.transaction import end_reading
from backend.letters import service as letters
from backend.payments import service as payments
from backend.places import service as places
from backend.posters.printing import press

__all__ = ["for_commune", "for_procedure", "for_procedures"]

Detail = Mapping[str, Any]

_HOME_TITLE: Final = "Làm giấy tờ của xã ngay trên điện thoại"
_HOME_SUMMARY: Final = "Xem cần giấy gì, gửi hồ sơ, xem hồ sơ đến đâu."
_HOME_STEPS: Final = (
    "Quét mã, chọn việc cần làm.",
    "Trả lời câu hỏi và chụp giấy tờ.",
    "Bấm gửi. Hết sóng thì máy tự gửi sau.",
    "Cán bộ trả lời trong 8 giờ làm việc. Xong thì máy báo.",
)
_SOMETIMES: Final = "tùy trường hợp"
_OPTIONAL: Final = "có thì nộp"
_LOOKED_UP: Final = "Xã tự tra cứu"


def for_procedure(caller: Actor, code: str) -> bytes:
    """One procedure's page as PDF; `not_found` for a code that is not in force."""
    agency = agency_of(caller)
    found = [each for each in catalogue.details_in_force() if each["code"] == code]
    if not found:
        raise Problem("not_found")
    return letters.posters(_pages(agency, _sheets(found, agency)))


def for_procedures(caller: Actor, *, listed: bool) -> bytes:
    """All pages in one PDF: the procedures with a form, and with `listed` the others as well.

    `printing_busy` while others are being made.
    """
    agency = agency_of(caller)
    chosen = (
        detail for detail in catalogue.details_in_force() if listed or detail["mode"] == "form"
    )
    return press.printed(_pages(agency, _sheets(chosen, agency)))


def for_commune(caller: Actor) -> bytes:
    """The page that leads to the app itself."""
    agency = agency_of(caller)
    home = letters.PosterSheet(
        title=_HOME_TITLE,
        summary=_HOME_SUMMARY,
        address=_typed("/"),
        qr=letters.QrCode(_address("/")),
        ways=list(_often_needed()),
        steps=_HOME_STEPS,
    )
    return letters.posters(_pages(agency, [home]))


def _pages(agency_code: str, sheets: list[letters.PosterSheet]) -> letters.Posters:
    """With the commune's own lines. They are typeset without holding the database."""
    agency = places.agency(agency_code)
    commune = places.commune(agency.commune_code)
    office = letters.Office(
        name=agency.name,
        place=commune.name if commune else "",
        desk_name=agency.desk_name,
        address=agency.address,
        phone=agency.phone,
    )
    end_reading()
    return letters.Posters(office, agency.hours_text, sheets, clock.now())


def _sheets(details: Iterable[Detail], agency_code: str) -> list[letters.PosterSheet]:
    """By the rates of the commune, looked up once for all pages."""
    rates = payments.all_rates_of_today(agency_code)
    return [_sheet(detail, rates.get(detail["code"], {})) for detail in details]


def _sheet(detail: Detail, rates: catalogue.LocalAmounts) -> letters.PosterSheet:
    told: dict[str, list[str]] = {}
    for sentence in catalogue.core_sentences(detail, rates):
        told.setdefault(sentence.part, []).append(sentence.text)
    path = "/thu-tuc/" + detail["code"].replace(".", "-")
    return letters.PosterSheet(
        title=detail["short_name"],
        official=f"{detail['name']} (mã {detail['code']})",
        summary=detail.get("summary") or "",
        address=_typed(path),
        qr=letters.QrCode(_address(path)),
        free_online=catalogue.FREE_ONLINE in told["money"],
        # The first sentence of each part is its heading, which the page sets itself.
        days=told["long"][1:],
        money=told["money"][1:],
        papers=[_paper(paper) for paper in _brought(detail)],
        papers_told=list(_told_of_papers(detail)),
        steps=told["next"][1:],
    )


def _brought(detail: Detail) -> list[Detail]:
    """What a person lays together at home: neither the form that the app makes of the answers,
    nor what the office looks up itself."""
    return [
        paper
        for paper in detail["papers"]
        if paper["kind"] != "tra_cuu" and not (paper.get("own_form") and detail["mode"] == "form")
    ]


def _told_of_papers(detail: Detail) -> Iterator[str]:
    if not _brought(detail):
        yield catalogue.NO_PAPERS
    looked_up = [paper["name"] for paper in detail["papers"] if paper["kind"] == "tra_cuu"]
    if looked_up:
        yield f"{_LOOKED_UP}: {'; '.join(looked_up)}."
    if "papers" in detail.get("uncertain", []):
        yield catalogue.ASK


def _paper(paper: Detail) -> str:
    """“Giấy chứng sinh (có thì nộp)”."""
    if paper.get("when"):
        return f"{paper['name']} ({_SOMETIMES})"
    if not paper.get("required") and paper["kind"] == "nop":
        return f"{paper['name']} ({_OPTIONAL})"
    return str(paper["name"])


def _often_needed() -> Iterator[str]:
    """What the events of a family bring along, each once."""
    named = catalogue.names()
    codes = (
        member["code"] for family in catalogue.families_in_force() for member in family["members"]
    )
    for code in dict.fromkeys(codes):
        if code in named:
            yield named[code]


def _address(path: str) -> str:
    return f"{current_app.config['PUBLIC_URL']}{path}"


def _typed(path: str) -> str:
    """The address as it is typed: without the protocol, without a last stroke."""
    parts = urlsplit(_address(path))
    return f"{parts.netloc}{parts.path}".rstrip("/")
