"""What a phone sends, and what a further sending of the same dossier means. Pure.

A revision's bytes freeze on the phone when "gửi" is pressed. So the same number with the same bytes
is a replay, with other bytes a fault of the phone, and a higher number the person's own change.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

MAX_PAGES = 200
"""Pages of a dossier."""
MAX_PAGES_OF_PAPER = 60
FAULTS = ("blurred", "dark", "glare", "cut", "far", "upside_down", "wrong_side", "blank")
"""What a phone may say of a page that its owner keeps all the same."""


class Verdict(Enum):
    """What to do with something that was sent."""

    NEW = auto()
    REPLAY = auto()
    REPLACE = auto()
    CONFLICT = auto()
    SUPERSEDED = auto()
    TOO_LATE = auto()


def judge(
    *, known: int, known_sha256: str | None, sent: int, sent_sha256: str, open_to_change: bool
) -> Verdict:
    """Compare with the newest revision that is known (0 = none yet)."""
    if known == 0:
        return Verdict.NEW
    if sent < known:
        return Verdict.SUPERSEDED
    if sent == known:
        return Verdict.REPLAY if sent_sha256 == known_sha256 else Verdict.CONFLICT
    return Verdict.REPLACE if open_to_change else Verdict.TOO_LATE


def fingerprint(body: Any) -> str:
    """The SHA-256 of the body's canonical bytes: sorted keys, no spaces, as the phone sent it."""
    canonical = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


@dataclass(frozen=True, slots=True)
class ManifestLine:
    """One page that belongs to what was sent; `bytes` is its size, `marks` some of `FAULTS`."""

    paper: str
    page: int
    sha256: str
    bytes: int
    media_type: str
    mark: str | None = None
    marks: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Submission:
    """A dossier's content as checked at the door; `body` is the same, to be frozen."""

    revision: int
    procedure: str
    version: int
    agency: str
    kind: str
    relation: str | None
    people: Mapping[str, Any]
    answers: Mapping[str, Any]
    consents: Sequence[str]
    gaps: Sequence[str]
    manifest: Sequence[ManifestLine]
    submit: bool
    body: Mapping[str, Any] = field(repr=False)
    sha256: str = ""

    @property
    def owner(self) -> Mapping[str, Any]:
        """Whose dossier it is (chủ hồ sơ)."""
        owner: Mapping[str, Any] = self.people["owner"]
        return owner


@dataclass(frozen=True, slots=True)
class SupplementAnswer:
    """The answer to a request for papers: words, changed answers, pages of the asked papers."""

    revision: int
    text: str | None
    answers: Mapping[str, Any]
    manifest: Sequence[ManifestLine]
    body: Mapping[str, Any] = field(repr=False)
    sha256: str = ""


def submission_of(body: Mapping[str, Any], sent: Any) -> Submission:
    """From the schema's checked `body` and the JSON as it was `sent`."""
    return Submission(
        revision=body["revision"],
        procedure=body["procedure"],
        version=body["version"],
        agency=body["agency"],
        kind=body["kind"],
        relation=body["relation"],
        people=body["people"],
        answers=body["answers"],
        consents=body["consents"],
        gaps=body["gaps"],
        manifest=[ManifestLine(**line) for line in body["manifest"]],
        submit=body["submit"],
        body=body,
        sha256=fingerprint(sent),
    )


def supplement_of(body: Mapping[str, Any], sent: Any) -> SupplementAnswer:
    """From the schema's checked `body` and the JSON as it was `sent`."""
    return SupplementAnswer(
        revision=body["revision"],
        text=body.get("text"),
        answers=body["answers"],
        manifest=[ManifestLine(**line) for line in body["manifest"]],
        body=body,
        sha256=fingerprint(sent),
    )


def manifest_errors(lines: Sequence[ManifestLine], papers: frozenset[str]) -> dict[str, str]:
    """What is wrong with a manifest, by path.

    Two identical photographs under different pages are fine; one hash with two sizes is a lie.
    """
    errors: dict[str, str] = {}
    places: set[tuple[str, int]] = set()
    per_paper: dict[str, int] = {}
    facts: dict[str, tuple[int, str]] = {}
    for index, line in enumerate(lines):
        path = f"manifest.{index}"
        per_paper[line.paper] = per_paper.get(line.paper, 0) + 1
        if line.paper not in papers:
            errors[f"{path}.paper"] = "Thủ tục này không có loại giấy này."
        elif per_paper[line.paper] > MAX_PAGES_OF_PAPER:
            errors[f"{path}.paper"] = f"Một loại giấy có nhiều nhất {MAX_PAGES_OF_PAPER} trang."
        if (line.paper, line.page) in places:
            errors[f"{path}.page"] = "Trang này đã có trong danh sách."
        places.add((line.paper, line.page))
        if facts.setdefault(line.sha256, (line.bytes, line.media_type)) != (
            line.bytes,
            line.media_type,
        ):
            errors[f"{path}.sha256"] = "Cùng một ảnh mà kích thước khác nhau."
    return errors
