"""The catalogue of procedures (danh mục thủ tục hành chính), for every other domain.

A procedure exists in versions, each in force for a range of days. A dossier keeps the version it
was made under: `procedure(code, version=3)` serves old ones for ever; without a version, the one in
force today. Answers are checked against the version's own JSON Schema.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal

import brotli

from backend.catalogue import answers as answer_check
from backend.catalogue import (
    assistance_form,
    derived,
    detail_queries,
    families,
    fees,
    importer,
    known_indexes,
    practice,
    queries,
    semantics,
)
from backend.catalogue.answers import Demand
from backend.catalogue.conditions import asked_answers, holds
from backend.catalogue.fees import (
    Agreement,
    FeeLine,
    FeeQuote,
    LocalAmount,
    LocalAmounts,
    OpenFee,
    agreement,
)
from backend.catalogue.importer import ImportRefused, ImportResult
from backend.catalogue.listing.command import run as take_list
from backend.catalogue.practice import Exemption
from backend.catalogue.procedure import (
    AnswerError,
    Paper,
    PaperNeed,
    ProcedureVersion,
)
from backend.catalogue.semantics import World
from backend.catalogue.sentences import ASK, FREE_ONLINE, NO_PAPERS, Sentence
from backend.catalogue.sentences import sentences as core_sentences
from backend.catalogue.stored import detail_bytes, procedure, today
from backend.catalogue.vocabulary import FREE_PAPER
from backend.places import service as places

__all__ = [
    "ASK",
    "FREE_ONLINE",
    "FREE_PAPER",
    "NO_PAPERS",
    "Agreement",
    "AnswerError",
    "Exemption",
    "FeeLine",
    "FeeQuote",
    "ImportRefused",
    "ImportResult",
    "LocalAmount",
    "LocalAmounts",
    "OpenFee",
    "Paper",
    "PaperNeed",
    "ProcedureVersion",
    "Sentence",
    "agreement",
    "answer_warnings",
    "check_answers",
    "collected_after",
    "core_sentences",
    "detail_bytes",
    "details_in_force",
    "events_in_force",
    "exemptions",
    "families_in_force",
    "fee_quote",
    "free_online",
    "import_procedures",
    "index",
    "names",
    "open_fees",
    "procedure",
    "required_papers",
    "take_list",
    "unknown_answers",
]

Kind = Literal["form", "assistance"]


def index(since: str | None = None) -> dict[str, Any]:
    """The index of everything in force today (`derived.index_of`); or what is other in it than in
    the index named `since`, where that is known (`known_indexes.since`)."""
    whole = derived.index_of(queries.index_rows(today()))
    return whole if since is None else known_indexes.since(since, whole)


def families_in_force() -> list[dict[str, Any]]:
    """What an event in a house brings with it: procedures opened together, what they share."""
    return families.in_force({row["code"] for row in queries.index_rows(today())})


def events_in_force() -> dict[str, list[str]]:
    """What happens in a person's life, and the codes of the procedures that belong to it."""
    return families.by_event(queries.index_rows(today()))


def names() -> dict[str, str]:
    """The short name of every procedure in force today, by code; one query."""
    return {row["code"]: row["short_name"] for row in queries.index_rows(today())}


def check_answers(
    version: ProcedureVersion,
    answers: Any,
    *,
    kind: Kind = "form",
    demand: Demand = "all",
) -> list[AnswerError]:
    """What is wrong with these answers; an empty list when nothing is.

    `kind="assistance"` checks the built-in form of "Nhờ xã hướng dẫn", as a version without a form
    always does. `demand` says which missing answers count: "all", "indispensable", "none".
    """
    sections, schema = _form(version, kind)
    world = World(today=today(), is_commune=_is_commune)
    return answer_check.check(sections, schema, answers, world, demand=demand)


def answer_warnings(version: ProcedureVersion, answers: Mapping[str, Any]) -> list[AnswerError]:
    """What looks odd and is worth a second look, of answers that passed `check_answers`."""
    sections, _ = _form(version, "form")
    fields = [field for section in sections for field in section["fields"]]
    return semantics.warnings(fields, answers, today())


def unknown_answers(version: ProcedureVersion, answers: Mapping[str, Any]) -> list[str]:
    """Keys answered "Tôi chưa có / không biết" (null), in the form's order: the dossier's gaps."""
    sections, _ = _form(version, "form")
    asked = asked_answers(sections, answers)
    return [key for key, value in asked.items() if value is None]


def required_papers(
    version: ProcedureVersion, answers: Mapping[str, Any], *, kind: Kind = "form"
) -> list[PaperNeed]:
    """The papers that these answers call for. Anybody may add photographs under FREE_PAPER.

    With assistance nothing is demanded: the officer says later what is needed.
    """
    free = PaperNeed(FREE_PAPER, "Ảnh khác", "nop", False, False, False)
    if kind == "assistance" or version.mode == "assistance":
        return [free]
    asked = asked_answers(version.sections, answers)
    return [
        PaperNeed(
            key=paper.key,
            name=paper.name,
            kind=paper.kind,
            required=paper.required,
            indispensable=paper.indispensable,
            made_from_form=paper.made_from_form,
        )
        for paper in version.papers
        if holds(paper.when, asked)
    ] + [free]


def fee_quote(
    version: ProcedureVersion,
    facts: Mapping[str, Any],
    *,
    online: bool = False,
    exempt: bool = False,
    local: LocalAmounts | None = None,
) -> FeeQuote:
    """What it costs by the version's rules and, where they leave it open, by the commune's table.

    Amounts of low confidence count as not known.
    """
    fee = version.content["fee"]
    return fees.quote(
        fee["rules"],
        facts,
        online=online,
        exempt=exempt,
        local=local,
        unsure=fee["confidence"] == "low",
    )


def free_online(
    version: ProcedureVersion, facts: Mapping[str, Any], local: LocalAmounts | None = None
) -> bool:
    """Whether filing from a phone makes it free."""
    fee = version.content["fee"]
    return fees.free_online(fee["rules"], facts, local=local, unsure=fee["confidence"] == "low")


def open_fees(version: ProcedureVersion) -> list[OpenFee]:
    """The rules that a commune's table may fill in, by key; none where the rules say it all."""
    fee = version.content["fee"]
    return fees.open_fees(fee["rules"], unsure=fee["confidence"] == "low")


def exemptions(version: ProcedureVersion, day: date, *, online: bool) -> list[Exemption]:
    """The groups that pay nothing for this procedure on a day, each with the paper to show."""
    return practice.exemptions(version.content["fee"].get("exempt", []), day, online=online)


def collected_after(code: str, day: date) -> bool:
    """Whether the fee is taken with the result (thu sau) and not before (thu trước)."""
    return practice.collected_after(code, day)


def details_in_force() -> Iterator[dict[str, Any]]:
    """What phones get of every procedure in force today, in the order of codes; one query."""
    return (json.loads(brotli.decompress(row)) for row in detail_queries.details(today()))


def import_procedures(folder: Path | None = None) -> ImportResult:
    """Import a folder of authored files in a transaction of its own; raises ImportRefused."""
    return importer.import_folder(folder)


def _form(version: ProcedureVersion, kind: Kind) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    if kind == "assistance" or version.mode == "assistance":
        return assistance_form.SECTIONS, assistance_form.SCHEMA
    return version.sections, version.schema


def _is_commune(province_code: str, commune_code: str) -> bool:
    commune = places.commune(commune_code)
    return commune is not None and commune.province_code == province_code
