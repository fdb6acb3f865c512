"""Procedures for tests: small authored files, valid unless a trait says otherwise."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

from backend.catalogue import authoring, service
from backend.catalogue.service import ProcedureVersion

VECTORS = Path(authoring.__file__).parent / "vectors"

COPY = "2.000001"
"""A procedure with a small form, like a copy of a civil record."""
HELP = "2.000002"
"""A procedure without a form: "Nhờ xã hướng dẫn"."""

_COMMON: dict[str, Any] = {
    "version": 1,
    "effective_from": "2026-07-01",
    "effective_to": None,
    "name": "Cấp bản sao giấy hộ tịch (thử)",
    "short_name": "Bản sao giấy hộ tịch",
    "field": "Hộ tịch",
    "summary": "Xin bản sao giấy hộ tịch.",
    "outcome": "Bản sao có dấu.",
    "keywords": ["ban sao", "trich luc"],
    "service_level": "toan_trinh",
    "who_may_file": {"representative": True, "text": "Người thân đứng đơn thay được."},
    "presence": {"required": "none", "text": "Không phải đến."},
    "days": {"value": 0, "cutoff": "15:00", "confidence": "high"},
    "fee": {
        "confidence": "high",
        "text": "8.000 đồng một bản.",
        "rules": [{"kind": "per_copy", "amount": 8000, "copies_field": "so_luong"}],
    },
    "result": {"name": "Bản sao", "ways": ["desk", "fetcher", "electronic"]},
    "legal_basis": ["Luật Hộ tịch 60/2014/QH13"],
    "uncertain": [],
}

_PAPERS: list[dict[str, Any]] = [
    {"key": "to_khai", "name": "Tờ khai", "kind": "nop", "required": True, "own_form": True},
    {"key": "can_cuoc", "name": "Căn cước", "kind": "xuat_trinh", "required": True},
    {
        "key": "uy_quyen",
        "name": "Giấy ủy quyền",
        "kind": "nop",
        "required": True,
        "when": {"field": "quan_he", "is": "khac"},
    },
]

_SECTIONS: list[dict[str, Any]] = [
    {
        "key": "yeu_cau",
        "title": "Xin bản sao giấy gì?",
        "about": "other",
        "fields": [
            {"key": "so_luong", "label": "Cần mấy bản?", "type": "number", "required": True,
             "indispensable": True, "min": 1, "max": 99},
            {"key": "quan_he", "label": "Là gì của người có tên?", "type": "select",
             "required": True, "options": [["ban_than", "Chính người đó"], ["khac", "Người khác"]]},
            {"key": "quan_he_khac", "label": "Ghi rõ là gì", "type": "text", "required": True,
             "max": 80, "when": {"field": "quan_he", "is": "khac"}},
        ],
    },
    {
        "key": "nguoi_yeu_cau",
        "title": "Ai đứng đơn?",
        "about": "submitter",
        "fields": [
            {"key": "ho_ten", "label": "Họ và tên", "official": "Họ, chữ đệm, tên",
             "type": "person_name", "required": True, "indispensable": True},
            {"key": "ngay_sinh", "label": "Ngày sinh", "type": "date_or_year", "required": True,
             "max": "today"},
            {"key": "noi_o", "label": "Nơi ở", "type": "address"},
            {"key": "so_dinh_danh", "label": "Số căn cước", "type": "cccd"},
            {"key": "cam_doan", "label": "Tôi cam đoan khai đúng", "type": "confirm",
             "required": True},
        ],
    },
]  # fmt: skip

GOOD_ANSWERS: dict[str, Any] = {
    "so_luong": 2,
    "quan_he": "ban_than",
    "ho_ten": "Lò Thị Mẫu",
    "ngay_sinh": "1956",
    "cam_doan": True,
}
"""Answers that the form of COPY accepts."""


def content(*traits: str, **changes: Any) -> dict[str, Any]:
    """An authored procedure. Traits: "without_form"; `changes` replace whole parts."""
    base: dict[str, Any] = {"code": COPY, **_COMMON, "papers": _PAPERS, "sections": _SECTIONS}
    if "without_form" in traits:
        del base["sections"]
        base |= {
            "code": HELP,
            "mode": "assistance",
            "short_name": "Nhờ xã hướng dẫn",
            "papers": [_PAPERS[1]],
            "fee": {"confidence": "low", "text": "Hỏi lại.", "rules": [{"kind": "unknown"}]},
            "days": {"value": None, "confidence": "low"},
            "uncertain": ["days", "fee"],
        }
    return deepcopy({**base, **changes})


def write(folder: Path, *procedures: dict[str, Any]) -> Path:
    """Write each as the file that a civil servant would have; answer the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for one in procedures:
        name = one["code"] if one["version"] == 1 else f"{one['code']}-v{one['version']}"
        text = yaml.safe_dump(one, allow_unicode=True, sort_keys=False)
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def imported(folder: Path, *traits: str, **changes: Any) -> ProcedureVersion:
    """The same, imported through the front door."""
    one = content(*traits, **changes)
    service.import_procedures(write(folder / f"{one['code']}-{one['version']}", one))
    return service.procedure(one["code"], one["version"])
