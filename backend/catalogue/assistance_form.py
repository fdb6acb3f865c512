"""The built-in form of "Nhờ xã hướng dẫn": for a procedure whose own form is not authored yet.

The person says what they need and how to be called back; the officer turns it into a dossier.
"""

from __future__ import annotations

from typing import Any

from backend.catalogue import json_schema

SECTIONS: list[dict[str, Any]] = [
    {
        "key": "nho_xa",
        "title": "Nhờ xã hướng dẫn",
        "about": "submitter",
        "fields": [
            {
                "key": "need",
                "label": "Cần làm việc gì?",
                "type": "textarea",
                "required": True,
                "indispensable": True,
                "max": 2000,
            },
            {
                "key": "caller_name",
                "label": "Họ và tên",
                "type": "person_name",
                "required": True,
            },
            {
                "key": "caller_phone",
                "label": "Số điện thoại để xã gọi lại",
                "type": "phone",
                "required": True,
            },
            {"key": "call_when", "label": "Gọi lúc nào thì tiện?", "type": "text", "max": 200},
        ],
    }
]

SCHEMA = json_schema.derive(SECTIONS)
