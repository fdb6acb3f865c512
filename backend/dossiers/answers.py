"""Is what was sent enough to be received? Answers, papers, gaps, consents (hồ sơ hợp lệ bước đầu).

A required item that the person does not have may be declared as a gap unless the procedure calls it
indispensable; such a dossier goes as "thiếu, cam kết bổ sung", its gaps first on the desk's screen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from backend.catalogue import service as catalogue
from backend.catalogue.service import ProcedureVersion
from backend.core.problems import Problem
from backend.dossiers.revisions import ManifestLine, Submission, manifest_errors

NEEDED_CONSENTS = frozenset({"process"})
"""Per purpose and never ticked beforehand (Law 91/2025/QH15); others are the person's choice."""
Kind = Literal["form", "assistance"]


def check(version: ProcedureVersion, sent: Submission) -> list[str]:
    """The gaps of a submission, sorted; `invalid` with errors by path when it cannot be received.

    A draft is only checked for what no later change could heal: its manifest.
    """
    errors = manifest_errors(sent.manifest, known_papers(version))
    if not sent.submit:
        refuse(errors)
        return sorted(set(sent.gaps))
    answers = with_declared_gaps(sent.answers, sent.gaps)
    kind: Kind = "form" if sent.kind == "form" and version.mode == "form" else "assistance"
    errors |= _consent_errors(sent) | _result_errors(version, sent, kind)
    errors |= _answer_errors(version, answers, kind, sent.manifest)
    refuse(errors)
    gaps = set()
    if kind == "form":
        gaps = {f"field:{key}" for key in catalogue.unknown_answers(version, answers)}
        gaps |= _paper_gaps(version, sent, answers, errors)
    refuse(errors)
    return sorted(gaps)


def _answer_errors(
    version: ProcedureVersion,
    answers: Mapping[str, Any],
    kind: Kind,
    manifest: Sequence[ManifestLine],
) -> dict[str, str]:
    """A photograph of the handwritten, signed form stands in for all but the key fields."""
    own_forms = {paper.key for paper in version.papers if paper.made_from_form}
    handwritten = any(line.paper in own_forms for line in manifest)
    wrong = catalogue.check_answers(
        version, dict(answers), kind=kind, demand="indispensable" if handwritten else "all"
    )
    return {f"answers.{error.path}" if error.path else "answers": error.message for error in wrong}


def known_papers(version: ProcedureVersion) -> frozenset[str]:
    """Keys that a manifest may name."""
    return frozenset({paper.key for paper in version.papers} | {catalogue.FREE_PAPER})


def with_declared_gaps(answers: Mapping[str, Any], gaps: Any) -> dict[str, Any]:
    """A field declared as a gap and left out is the same as "Tôi chưa có / không biết"."""
    declared = {gap.partition(":")[2] for gap in gaps if gap.startswith("field:")}
    return {**dict.fromkeys(sorted(declared - answers.keys())), **answers}


def _consent_errors(sent: Submission) -> dict[str, str]:
    if set(sent.consents) >= NEEDED_CONSENTS:
        return {}
    return {"consents": "Cần người có hồ sơ đồng ý thì mới gửi được."}


def _result_errors(version: ProcedureVersion, sent: Submission, kind: Kind) -> dict[str, str]:
    """How the result comes, in a way that the procedure has; a plea for help need not say it."""
    choice = sent.body.get("result")
    if choice is None:
        return {"result": "Hãy chọn cách nhận kết quả."} if kind == "form" else {}
    if choice["how"] not in version.result_ways:
        return {"result.how": "Thủ tục này không trả kết quả theo cách này. Hãy chọn cách khác."}
    return {}


def _paper_gaps(
    version: ProcedureVersion, sent: Submission, answers: dict[str, Any], errors: dict[str, str]
) -> set[str]:
    """Papers to upload that are not in the manifest: gaps where that may be, else errors."""
    here = {line.paper for line in sent.manifest}
    gaps = set()
    for need in catalogue.required_papers(version, answers):
        if not need.required or need.kind != "nop" or need.made_from_form or need.key in here:
            continue
        gap = f"paper:{need.key}"
        if need.indispensable:
            errors[f"papers.{need.key}"] = "Giấy này không thể thiếu. Hãy chụp rồi gửi lại."
        elif gap not in sent.gaps:
            errors[f"papers.{need.key}"] = "Hãy chụp giấy này, hoặc chọn “Tôi chưa có”."
        else:
            gaps.add(gap)
    return gaps


def refuse(errors: Mapping[str, str]) -> None:
    """`invalid` when there is any error."""
    if errors:
        raise Problem("invalid", errors={path: [message] for path, message in errors.items()})
