"""What an answer of each field type looks like, as JSON Schema that both validators read alike.

Only plain keywords are used (type, pattern, enum, bounds): no `format`, which one validator asserts
and the other ignores. Patterns avoid what Python and JavaScript read differently: `[0-9]` instead
of `\\d`, and `(?![\\s\\S])` for the end, because Python's `$` also stands before a last line break.
"""

from __future__ import annotations

from typing import Any

END = r"(?![\s\S])"
_DATE = r"(1[89]|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_YEAR = r"(1[89]|20)[0-9]{2}"
_TIME = r"([01][0-9]|2[0-3]):[0-5][0-9]"
_NAME = r"(?=\s*\S)[^0-9<>@#$%*=+{}|\\~_!?;:\u0022\u0000-\u001f]+"

MAX_TEXT = 300
MAX_TEXTAREA = 4000
MAX_NUMBER = 1_000_000_000
MAX_MONEY = 1_000_000_000_000
MAX_ROWS = 50


def _string(max_length: int, pattern: str = r"\S") -> dict[str, Any]:
    return {"type": "string", "maxLength": max_length, "pattern": pattern}


def _exactly(pattern: str) -> dict[str, Any]:
    """A string that is the pattern from end to end, whose length the pattern itself bounds."""
    return {"type": "string", "pattern": f"^{pattern}{END}"}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    """The same with null: the other keywords only look at values of their own type."""
    if "anyOf" in schema:
        return {"anyOf": [*schema["anyOf"], {"type": "null"}]}
    return {**schema, "type": [schema["type"], "null"]}


def _object(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        "additionalProperties": False,
    }


_text = _string(MAX_TEXT)
_province_and_commune = {
    "province": _exactly("[0-9]{2}"),
    "commune": _exactly("[0-9]{5}"),
}
_old_or_foreign = _object({"text": _text})

_TYPES: dict[str, dict[str, Any]] = {
    "text": _text,
    "textarea": _string(MAX_TEXTAREA),
    "person_name": _string(100, f"^{_NAME}{END}"),
    "bool": {"type": "boolean"},
    "number": {"type": "integer", "minimum": 0, "maximum": MAX_NUMBER},
    "money": {"type": "integer", "minimum": 0, "maximum": MAX_MONEY},
    "date": _exactly(_DATE),
    "date_or_year": _exactly(f"({_DATE}|{_YEAR})"),
    "time": _exactly(_TIME),
    "datetime": _exactly(f"{_DATE}T{_TIME}"),
    "cccd": _exactly("([0-9]{12}|[0-9]{9})"),
    "phone": {
        "anyOf": [_exactly(r"\+[1-9][0-9]{7,14}"), _object({"via": _text})],
    },
    "email": _string(254, f"^[^\\s@]+@[^\\s@.]+(\\.[^\\s@.]+)+{END}"),
    "mst": _exactly("[0-9]{10}(-[0-9]{3}|[0-9]{2,3})?"),
    "agency": _text,
    "ethnic": _string(60),
    "nationality": _string(60),
    "computed": _text,
    "address": {
        "anyOf": [_object(_province_and_commune, {"detail": _text}), _old_or_foreign],
    },
    "address2": {"anyOf": [_object(_province_and_commune), _old_or_foreign]},
    "bank_account": _object(
        {
            "bank": _string(120),
            "number": _exactly("[0-9A-Za-z]{4,30}"),
            "holder": _string(100),
        }
    ),
}

DEFINITIONS = {name: _or_null(schema) for name, schema in _TYPES.items()}
"""Types whose answers look the same in every form; select, multi, confirm and table do not.

Each allows null ("Tôi chưa có / không biết"); an indispensable field forbids it beside the `$ref`.
"""

WHAT_TO_DO: dict[str, str] = {
    "text": "Hãy ghi bằng chữ.",
    "textarea": "Hãy ghi bằng chữ.",
    "person_name": "Ghi đủ họ và tên, chỉ dùng chữ.",
    "select": "Hãy chọn một dòng trong danh sách.",
    "multi": "Hãy chọn trong danh sách.",
    "bool": "Hãy chọn có hoặc không.",
    "confirm": "Hãy đánh dấu nếu đồng ý. Chưa đồng ý thì chưa gửi được.",
    "number": "Hãy ghi một số nguyên, ví dụ 2.",
    "money": "Hãy ghi số tiền bằng chữ số, ví dụ 540000.",
    "date": "Hãy ghi đủ ngày, tháng, năm, ví dụ 15/03/2001.",
    "date_or_year": "Hãy ghi ngày, ví dụ 15/03/2001, hoặc chỉ ghi năm.",
    "time": "Hãy ghi giờ và phút, ví dụ 07:30.",
    "datetime": "Hãy ghi đủ ngày và giờ.",
    "cccd": "Số căn cước có 12 chữ số, giấy cũ có 9 chữ số.",
    "phone": "Hãy ghi số điện thoại, hoặc ghi báo qua ai.",
    "email": "Thư điện tử viết như ten@vidu.vn.",
    "mst": "Mã số thuế có 10, 12 hoặc 13 chữ số.",
    "agency": "Hãy ghi tên cơ quan.",
    "ethnic": "Hãy chọn dân tộc trong danh sách.",
    "nationality": "Hãy ghi tên nước.",
    "computed": "Mục này do máy tự tính, không cần ghi.",
    "address": "Hãy chọn tỉnh, xã, rồi ghi bản hoặc thôn.",
    "address2": "Hãy chọn tỉnh và xã.",
    "bank_account": "Hãy ghi đủ ngân hàng, số tài khoản và tên chủ tài khoản.",
    "table": "Hãy điền từng dòng của bảng.",
}
"""What a person does about an answer of the wrong form, by field type."""
