"""A procedure version and what is asked of it, as plain data that outlives its database session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

PaperKind = Literal["nop", "xuat_trinh", "tra_cuu"]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of the dossier (thành phần hồ sơ): to upload, to show, or looked up by the desk."""

    key: str
    name: str
    kind: PaperKind
    required: bool
    indispensable: bool = False
    made_from_form: bool = False
    note: str | None = None
    when: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class PaperNeed:
    """A paper that these answers call for."""

    key: str
    name: str
    kind: PaperKind
    required: bool
    indispensable: bool
    made_from_form: bool


@dataclass(frozen=True, slots=True)
class ProcedureVersion:
    """One version of a procedure (thủ tục hành chính), frozen.

    `detail` is what the phone gets, `content` the whole authored file (with the official wording
    and the legal basis), `schema` the JSON Schema of the answers. They are shared between
    requests: read them, never change them. `days` is in working days, None where it is not known
    or of low confidence; `cutoff` ("15:00") is set where results come on the same day.
    """

    code: str
    version: int
    name: str
    short_name: str
    mode: Literal["form", "assistance"]
    days: int | None
    cutoff: str | None
    effective_from: date
    effective_to: date | None
    content_hash: str
    papers: tuple[Paper, ...]
    result_name: str
    result_ways: tuple[str, ...]
    detail: dict[str, Any]
    content: dict[str, Any]
    schema: dict[str, Any]

    @property
    def sections(self) -> list[dict[str, Any]]:
        """The sections of the form, with the official wording; none in assistance mode."""
        sections: list[dict[str, Any]] = self.content.get("sections", [])
        return sections

    @property
    def made_form(self) -> dict[str, Any]:
        """Title, source, signers and groups of the official form, as far as they are known."""
        form: dict[str, Any] = self.content.get("made_form", {})
        return form

    @property
    def knows_official_form(self) -> bool:
        """Whether the wording and the order of the official form are certain."""
        return "groups" in self.made_form and "sections" not in self.content["uncertain"]


@dataclass(frozen=True, slots=True)
class AnswerError:
    """What is wrong with one answer: path ("dia_chi", "thanh_vien.0.ho_ten"), code, what to do."""

    path: str
    code: str
    message: str


def papers_of(content: dict[str, Any]) -> tuple[Paper, ...]:
    """The papers of a procedure's content, in its order."""
    return tuple(
        Paper(
            key=paper["key"],
            name=paper["name"],
            kind=paper["kind"],
            required=paper["required"],
            indispensable=paper.get("indispensable", False),
            made_from_form=paper.get("own_form", False),
            note=paper.get("note"),
            when=paper.get("when"),
        )
        for paper in content["papers"]
    )
