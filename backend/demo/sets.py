"""What one birth in a house brings along, sent together: three dossiers, one slip, one day."""

from __future__ import annotations

from functools import partial
from typing import Any

from backend.core.model import new_id
from backend.demo import forms, papers
from backend.demo.cast import QUANG
from backend.demo.forms import Answers
from backend.demo.telling import Teller
from backend.demo.timeline import day_of

PERMANENT_RESIDENCE = "1.004222"
BIRTH_GRANT = "2.001088"
_CHILD = "Quàng Thị Ví Dụ"


def a_birth(told: Teller) -> None:
    """The father sends one after the other: the birth, the child's residence, the grant."""
    born = day_of(told.when.ago(days=12))
    proof = told.sent.line(papers.SECOND_BIRTH_PROOF, "giay_chung_sinh")
    of_set = new_id()
    members: tuple[tuple[str, Answers, list[dict[str, Any]]], ...] = (
        (forms.BIRTH, _birth(born), [proof]),
        (PERMANENT_RESIDENCE, _residence(born), []),
        (BIRTH_GRANT, _grant(born), []),
    )
    for place, (code, answers, manifest) in enumerate(members):
        told.submitted(
            told.when.ago(minutes=50 - 2 * place),
            QUANG,
            partial(forms.submission, QUANG, code, answers, manifest=manifest, family=of_set),
        )


def _birth(born: str) -> Answers:
    """1.001193 by the father."""
    return {
        "nyc_quan_he": "cha",
        "hoan_canh": "thuong",
        "giay_sinh": "co",
        "qua_han": False,
        "tre_ho_ten": _CHILD,
        "tre_gioi_tinh": "nu",
        "tre_ngay_sinh": born,
        "tre_dan_toc": QUANG.ethnic,
        "tre_noi_sinh": forms.address(QUANG),
        "tre_que_quan": {"province": "38", "commune": "15634"},
        "tre_quoc_tich": "Việt Nam",
        "me_ho_ten": "Vì Thị Mẫu",
        "me_ngay_sinh": "1985",
        "me_noi_cu_tru": forms.address(QUANG),
        "ket_hon": True,
        "me_dan_toc": "Thái",
        "me_quoc_tich": "Việt Nam",
        **forms.requester(QUANG),
        **forms.identity(QUANG),
    }


def _residence(born: str) -> Answers:
    """1.004222: the child joins the father's household; it has no number of its own yet."""
    return {
        "noi_dung": "Nhập hộ khẩu cho con mới sinh.",
        "cho_o": "minh",
        "la_chu_ho": False,
        "duoi_18": True,
        "co_di_cung": False,
        "ho_ten": _CHILD,
        "ngay_sinh": born,
        "gioi_tinh": "nu",
        "so_dinh_danh": None,
        "dien_thoai": forms.e164(QUANG),
        "chu_ho": QUANG.full_name,
        "quan_he": "Con",
        "chu_ho_so": QUANG.id_number,
        "y_kien_chu_ho": True,
        "y_kien_cha_me": True,
    }


def _grant(born: str) -> Answers:
    """2.001088, paid out in cash."""
    return {
        "con_ho_ten": _CHILD,
        "con_ngay_sinh": born,
        "thu_tu_sinh": 2,
        "dan_toc": QUANG.ethnic,
        "ho_ngheo_so": "00/GCN-HN (mẫu)",
        "nhan_tien": "tien_mat",
        **forms.requester(QUANG),
        **forms.identity(QUANG),
    }
