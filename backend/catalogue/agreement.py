"""Do the parts of a procedure file agree with one another? Asked once the shape is right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from backend.catalogue import agreement_conditions as conditions
from backend.catalogue import agreement_fees, agreement_fields
from backend.catalogue import vocabulary as words
from backend.catalogue.agreement_conditions import Ahead, Field
from backend.catalogue.agreement_fields import unique
from backend.catalogue.shapes import Report
from backend.catalogue.yaml_lines import Path

MAX_TILE = 40
"""Letters of a short name that a tile of the first screen has room for."""


def check(content: Mapping[str, Any], report: Report) -> None:
    """Report every disagreement in a procedure whose shape is right."""
    fields = _sections(content, report)
    _found_by(content, report)
    _references(content, fields, report)
    _papers(content, fields, report)
    _made_form(content, fields, report)
    _eligibility(content, fields, report)
    agreement_fees.check(content["fee"], fields, report)
    _confidence(content, report)
    _dates(content, report)


def _found_by(content: Mapping[str, Any], report: Report) -> None:
    """What has a form stands on tiles, and is found by people's own words. What a commune's list
    merely names keeps its official name, which can be long."""
    if content.get("mode", "form") != "form":
        return
    if len(content["short_name"]) > MAX_TILE:
        report.fail(("short_name",), f"Dài quá {MAX_TILE} ký tự.")
    if not content["keywords"]:
        report.fail(("keywords",), "Thiếu từ để tìm; ghi vài chữ người dân hay gõ.")


def _sections(content: Mapping[str, Any], report: Report) -> dict[str, Field]:
    """Walk the form in order; a condition may look back only, so that it can never be circular."""
    has_form = content.get("mode", "form") == "form"
    sections = content.get("sections", [])
    if has_form and not sections:
        report.fail(("sections",), "Thiếu 'sections'; nếu chưa có tờ khai, viết mode: assistance.")
    if not has_form and sections:
        report.fail(("sections",), "mode: assistance thì không có 'sections'.")
    waits = conditions.waits_of(sections)
    before = _asked_before(content)
    earlier: dict[str, Field] = {}
    section_keys: set[str] = set()
    for number, section in enumerate(sections):
        path: Path = ("sections", number)
        unique(section["key"], section_keys, (*path, "key"), report)
        if "when" in section:
            asked = Ahead(waits, tuple(field["key"] for field in section["fields"]))
            conditions.check(section["when"], earlier, (*path, "when"), report, asked)
        for index, field in enumerate(section["fields"]):
            where: Path = (*path, "fields", index)
            if field["key"] in earlier:
                report.fail((*where, "key"), f"Tên '{field['key']}' đã dùng ở trên.")
            if "when" in field:
                asked = Ahead(waits, (field["key"],))
                conditions.check(field["when"], earlier, (*where, "when"), report, asked)
            agreement_fields.check(field, earlier, where, report)
            agreement_fields.suggestions(field, {**before, **earlier}, where, report)
            earlier[field["key"]] = field
    return earlier


def _asked_before(content: Mapping[str, Any]) -> dict[str, Field]:
    """The questions before the form, each answered yes or no under its rule's key."""
    rules = content.get("eligibility", [])
    return {rule["key"]: {"key": rule["key"], "type": "bool"} for rule in rules if "ask" in rule}


def _references(content: Mapping[str, Any], fields: Mapping[str, Field], report: Report) -> None:
    """`same_as` names another field of any place: officers read that one when this is not asked.
    `paper` names the paper on which the officer finds the answer again."""
    papers = {paper["key"] for paper in content["papers"]}
    for number, section in enumerate(content.get("sections", [])):
        for index, field in enumerate(section["fields"]):
            other = field.get("same_as")
            if other is not None and (other == field["key"] or other not in fields):
                path: Path = ("sections", number, "fields", index, "same_as")
                report.fail(path, f"Không có mục khác tên '{other}'.")
            paper = field.get("paper")
            if paper is not None and paper not in papers:
                where: Path = ("sections", number, "fields", index, "paper")
                report.fail(where, f"Không có giấy nào tên '{paper}'.")


def _papers(content: Mapping[str, Any], fields: Mapping[str, Field], report: Report) -> None:
    keys: set[str] = set()
    for index, paper in enumerate(content["papers"]):
        path: Path = ("papers", index)
        unique(paper["key"], keys, (*path, "key"), report)
        if paper["key"] == words.FREE_PAPER:
            report.fail((*path, "key"), "Tên 'khac' dành cho ảnh không thuộc giấy nào.")
        if "when" in paper:
            conditions.check(paper["when"], fields, (*path, "when"), report)
        if paper.get("own_form") and (paper["kind"] != "nop" or not fields):
            report.fail((*path, "own_form"), "Tờ khai của thủ tục phải là giấy nop, có 'sections'.")
        if paper.get("indispensable") and not (paper["required"] and paper["kind"] == "nop"):
            report.fail(
                (*path, "indispensable"), "Chỉ giấy nop, required: true mới không thể thiếu."
            )


def _made_form(content: Mapping[str, Any], fields: Mapping[str, Field], report: Report) -> None:
    """The official form has a place for every question that has an official wording."""
    form = content.get("made_form", {})
    for index, signer in enumerate(form.get("signers", [])):
        if "name" in signer and fields.get(signer["name"], {}).get("type") != "person_name":
            path: Path = ("made_form", "signers", index, "name")
            report.fail(path, f"Không có mục họ tên nào tên '{signer['name']}'.")
    if "groups" not in form:
        return
    placed: set[str] = set()
    for number, group in enumerate(form["groups"]):
        for index, key in enumerate(group["fields"]):
            where: Path = ("made_form", "groups", number, "fields", index)
            unique(key, placed, where, report)
            if "official" not in fields.get(key, {}):
                report.fail(where, f"Không có mục nào tên '{key}' có chữ của mẫu (official).")
    for key, field in fields.items():
        if "official" in field and key not in placed:
            report.fail(("made_form", "groups"), f"Mục '{key}' chưa có chỗ trong tờ khai.")


def _eligibility(content: Mapping[str, Any], fields: Mapping[str, Field], report: Report) -> None:
    """A rule's question is answered yes or no under the rule's own key; later rules may use it.

    They are asked before the form: nothing of the form is known yet.
    """
    known: dict[str, Field] = {}
    for index, rule in enumerate(content.get("eligibility", [])):
        path: Path = ("eligibility", index)
        if rule["key"] in known or rule["key"] in fields:
            report.fail((*path, "key"), f"Tên '{rule['key']}' đã dùng.")
        if "when" in rule:
            conditions.check(rule["when"], known, (*path, "when"), report)
        if "ask" in rule:
            known[rule["key"]] = {"key": rule["key"], "type": "bool"}
        elif "stop_when" not in rule:
            report.fail(path, "Cần câu hỏi 'ask' hoặc 'stop_when'.")
        if ("stop_when" in rule) != ("text" in rule):
            report.fail((*path, "text"), "'stop_when' và 'text' phải đi cùng nhau.")
        if "stop_when" in rule:
            conditions.check(rule["stop_when"], known, (*path, "stop_when"), report)


def _confidence(content: Mapping[str, Any], report: Report) -> None:
    """`uncertain` repeats the marks of days and fee: the index and the screens read that list."""
    for name in ("days", "fee"):
        unsure = content[name]["confidence"] != "high"
        listed = name in content["uncertain"]
        if unsure and not listed:
            report.fail(("uncertain",), f"'{name}' chưa chắc chắn nên phải có trong 'uncertain'.")
        if listed and not unsure:
            report.fail((name, "confidence"), f"'{name}' có trong 'uncertain' mà lại ghi high.")
    if content["days"]["value"] is None and content["days"]["confidence"] == "high":
        report.fail(("days", "confidence"), "Chưa biết số ngày thì không thể ghi high.")
    if content["days"].get("cutoff") and content["days"]["value"] != 0:
        report.fail(("days", "cutoff"), "Giờ chốt chỉ dùng khi trả trong ngày (value: 0).")


def _dates(content: Mapping[str, Any], report: Report) -> None:
    end = content["effective_to"]
    if end is not None and end < content["effective_from"]:
        report.fail(("effective_to",), "Ngày hết hiệu lực trước ngày có hiệu lực.")
