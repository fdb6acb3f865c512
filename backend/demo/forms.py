"""What the invented people answer in the packaged forms."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from backend.catalogue import service as catalogue
from backend.core import clock
from backend.demo.cast import LUAN_THANH, Citizen
from backend.dossiers import service as dossiers
from backend.dossiers.service import Submission
from backend.payments import service as payments

Answers = dict[str, Any]
COPY = "2.000635"
BIRTH = "1.001193"
DEATH = "1.000656"
PENSION = "1.014027"
ALLOWANCE = "1.001776"
POVERTY = "1.011607"
RESIDENCE = "1.004194"
MARITAL = "1.004873"
CERTIFIED_COPY = "2.000815"
SIGNATURE = "2.000884"
LAND = "1.013831"
_PROVINCES = {"H56": ("38", "15634"), "H52": ("14", "03688")}


def submission(
    who: Citizen,
    procedure: str,
    answers: Answers,
    *,
    owner: Citizen | None = None,
    agency: str = LUAN_THANH,
    relation: str = "self",
    manifest: Sequence[Mapping[str, Any]] = (),
    gaps: Sequence[str] = (),
    how: str = "desk",
    kind: str = "form",
    submit: bool = True,
    tell: Mapping[str, Any] | None = None,
    family: uuid.UUID | None = None,
) -> Submission:
    """What the phone of `who` puts; `owner` when the matter is another person's, `family` when it
    is one of a set."""
    version = catalogue.procedure(procedure, 1)
    own = payments.rates_of_today(agency, procedure)
    quote = catalogue.fee_quote(version, answers, online=True, local=own)
    made_at = clock.now().isoformat(timespec="seconds").replace("+00:00", "Z")
    body = {
        "payload": 1,
        "revision": 1,
        "procedure": procedure,
        "version": 1,
        "agency": agency,
        "kind": kind,
        "people": {"owner": _person(owner or who, same=owner is None)},
        "relation": relation,
        "answers": answers,
        "fee_quote": None if kind != "form" else {"amount": quote.amount, "rules_version": "1"},
        "result": {"how": how},
        "consents": ["process"] if submit else [],
        "gaps": list(gaps),
        "tell": tell,
        **({"family": str(family)} if family else {}),
        "manifest": [dict(line) for line in manifest],
        "submit": submit,
        "made_at": made_at,
    }
    return dossiers.submission_of(dossiers.SubmissionSchema().load(body), body)


def _person(citizen: Citizen, *, same: bool) -> dict[str, Any]:
    return {
        "full_name": citizen.full_name,
        "birth": citizen.birth,
        "id_number": citizen.id_number,
        "phone": e164(citizen) if citizen.phone else None,
        "same_as_submitter": same,
    }


def copy_of_record(who: Citizen, copies: int = 1) -> Answers:
    """2.000635 for oneself."""
    return {
        "loai": "khai_sinh",
        "so_luong": copies,
        "nyc_quan_he": "ban_than",
        "ht_gioi_tinh": who.sex,
        "ht_noi_dk": "Xã Luận Thành, tỉnh Thanh Hóa",
        "ht_ngay_dk": who.birth[:4],
        **requester(who),
        **identity(who),
    }


def birth(mother: Citizen, child: str, born: str) -> Answers:
    """1.001193 by the mother, who did not write the father in."""
    return {
        "nyc_quan_he": "me",
        "hoan_canh": "thuong",
        "giay_sinh": "co",
        "qua_han": False,
        "tre_ho_ten": child,
        "tre_gioi_tinh": "nam",
        "tre_ngay_sinh": born,
        "tre_dan_toc": mother.ethnic,
        "tre_noi_sinh": address(mother),
        "tre_que_quan": {"province": "38", "commune": "15634"},
        "tre_quoc_tich": "Việt Nam",
        "cha_khai": False,
        "me_dan_toc": mother.ethnic,
        "me_quoc_tich": "Việt Nam",
        **requester(mother),
        **identity(mother),
    }


def death(who: Citizen, of: str, on: str) -> Answers:
    """1.000656 by a child of the deceased."""
    return {
        "nyc_quan_he": "con",
        "giay_mat": "co",
        "biet_noi_o": True,
        "qua_han": False,
        "nc_ho_ten": of,
        "nc_ngay_sinh": "1938",
        "nc_gioi_tinh": "nam",
        "nc_noi_cu_tru": address(who),
        "nc_ngay_chet": on,
        "nc_noi_chet": address(who),
        "nc_nguyen_nhan": "Tuổi già",
        "nc_dan_toc": who.ethnic,
        "nc_quoc_tich": "Việt Nam",
        **requester(who),
        **identity(who),
    }


def pension(who: Citizen) -> Answers:
    """1.014027, the money to be paid out in cash."""
    return {
        "de_nghi": "huong",
        "co_nguoi_thay": False,
        "ho_ten": who.full_name,
        "ngay_sinh": who.birth,
        "gioi_tinh": who.sex,
        "so_dinh_danh": who.id_number,
        "dan_toc": who.ethnic,
        "noi_cu_tru": address(who),
        "dien_thoai": e164(who),
        "tinh_trang_ho": "ngheo",
        "co_che_do": False,
        "noi_nhan": "tien_mat",
        "noi_nhan_khac": "Bưu điện xã Luận Thành",
    }


def allowance(who: Citizen) -> Answers:
    """1.001776 for a disabled person who answers alone."""
    return {
        "mau": "1dd",
        "tu_khai": True,
        "dt_ho_ten": who.full_name,
        "dt_ngay_sinh": who.birth,
        "dt_gioi_tinh": who.sex,
        "dt_dan_toc": who.ethnic,
        "dt_so_dinh_danh": who.id_number,
        "dt_thuong_tru": address(who),
        "ho_ngheo": "can_ngheo",
        "khuyet_tat": "Vận động, mức nặng",
        "nk_dien_thoai": {"via": "con trai Giàng A Thử"},
        "nhan_tien": "tien_mat",
    }


def poverty(who: Citizen) -> Answers:
    """1.011607, with a table of those who live together."""
    return {
        "chu_ho": who.full_name,
        "ngay_sinh": who.birth,
        "gioi_tinh": who.sex,
        "so_dinh_danh": who.id_number,
        "dan_toc": who.ethnic,
        "thuong_tru": address(who),
        "co_nguoi_o_cung": True,
        "thanh_vien": [
            {
                "ho_ten": "Giàng Thị Ví Dụ",
                "ngay_sinh": "1961",
                "gioi_tinh": "nu",
                "quan_he": "Mẹ",
                "nghe_nghiep": "Làm nương",
            }
        ],
        "ly_do": "Mất mùa hai vụ liền, nhà có người già.",
    }


def residence(who: Citizen) -> Answers:
    """1.004194 in a rented house."""
    return {
        "noi_dung": "Đăng ký tạm trú tại nhà thuê.",
        "cho_o": "thue",
        "la_chu_ho": True,
        "duoi_18": False,
        "co_di_cung": False,
        "ho_ten": who.full_name,
        "ngay_sinh": who.birth,
        "gioi_tinh": who.sex,
        "so_dinh_danh": who.id_number,
        "dien_thoai": e164(who),
        "y_kien_chu_nha": True,
    }


def marital(who: Citizen) -> Answers:
    """1.004873 for a loan."""
    return {
        "muc_dich": "vay_von",
        "nyc_quan_he": "ban_than",
        "nx_gioi_tinh": who.sex,
        "nx_dan_toc": who.ethnic,
        "nx_quoc_tich": "Việt Nam",
        "tinh_trang": "chua",
        **requester(who),
        **identity(who),
    }


def certified_copy(who: Citizen) -> Answers:
    """2.000815: one paper of two pages, three copies."""
    return {
        "giay_to": [{"ten": "Bằng tốt nghiệp", "so_trang": 2, "so_ban": 3}],
        "loai_ban": "giay",
        **requester(who),
        **identity(who),
    }


def signature(who: Citizen) -> Answers:
    """2.000884."""
    return {
        "ten_van_ban": "Giấy cam kết",
        "so_van_ban": 1,
        **requester(who),
        **identity(who),
    }


def plea(who: Citizen, need: str) -> Answers:
    """The built-in form of "Nhờ xã hướng dẫn"."""
    return {
        "need": need,
        "caller_name": who.full_name,
        "caller_phone": e164(who),
        "call_when": "Buổi tối, lúc có sóng",
    }


def requester(who: Citizen) -> Answers:
    """Who asks, as most forms want it."""
    return {
        "nyc_ho_ten": who.full_name,
        "nyc_ngay_sinh": who.birth,
        "nyc_noi_cu_tru": address(who),
        "nyc_dien_thoai": e164(who),
    }


def identity(who: Citizen) -> Answers:
    """Which paper proves who asks."""
    return {"nyc_loai_giay_to": "can_cuoc", "nyc_so_dinh_danh": who.id_number}


def address(who: Citizen) -> dict[str, str]:
    """Where somebody lives."""
    province, commune = _PROVINCES["H52" if who.id_number.startswith("014") else "H56"]
    return {"province": province, "commune": commune, "detail": who.home}


def e164(who: Citizen) -> str:
    """A telephone number as the forms keep it."""
    return f"+84{who.phone.removeprefix('0')}"
