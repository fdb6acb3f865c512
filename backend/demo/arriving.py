"""Dossiers that are on their way, or that the desk has not accepted."""

from __future__ import annotations

from backend.demo import forms, papers
from backend.demo.cast import MAU, ME_THU, THU, TINH_NGUYEN, VI_DU
from backend.demo.telling import Teller
from backend.demo.timeline import day_of
from backend.dossiers import service as dossiers


def draft(told: Teller) -> None:
    """Begun on the phone, not yet sent."""
    answers = {"loai": "khai_sinh", "so_luong": 2}
    told.submitted(
        told.when.ago(hours=2),
        MAU,
        lambda: forms.submission(MAU, forms.COPY, answers, submit=False),
    )


def awaiting_pages(told: Teller) -> None:
    """Sent, with a photograph that is still on its way."""
    line = told.sent.line(papers.HOUSE, "giay_cho_o")
    told.submitted(
        told.when.ago(minutes=25),
        THU,
        lambda: forms.submission(THU, forms.RESIDENCE, forms.residence(THU), manifest=[line]),
    )


def fresh(told: Teller) -> None:
    """Just arrived: the desk owes an answer. Its sender is paying by a VietQR."""
    line = told.sent.line(papers.OLD_RECORD, "giay_ho_tich_cu")
    told.submitted(
        told.when.ago(minutes=40),
        MAU,
        lambda: forms.submission(
            MAU, forms.COPY, forms.copy_of_record(MAU, 2), manifest=[line], how="electronic"
        ),
    ).paying(told.when.ago(minutes=35), "vietqr")


def with_gaps(told: Teller) -> None:
    """Arrived with what the person does not have: "thiếu, cam kết bổ sung"."""

    def sent() -> dossiers.Submission:
        answers = forms.birth(ME_THU, "Giàng A Ví Dụ", day_of(told.when.ago(days=6)))
        answers |= {"nyc_so_dinh_danh": None}
        return forms.submission(ME_THU, forms.BIRTH, answers, gaps=["paper:giay_chung_sinh"])

    told.submitted(told.when.ago(minutes=70), ME_THU, sent)


def for_a_neighbour(told: Teller) -> None:
    """Filed by the volunteer for an old neighbour."""
    told.submitted(
        told.when.ago(minutes=95),
        TINH_NGUYEN,
        lambda: forms.submission(
            TINH_NGUYEN,
            forms.PENSION,
            forms.pension(VI_DU),
            owner=VI_DU,
            relation="neighbour",
        ),
    )


def assistance(told: Teller) -> None:
    """ "Nhờ xã hướng dẫn": a need, a photograph, a number to call back."""
    need = "Tôi mua nương của anh họ, có giấy viết tay. Nhờ xã xem phải làm gì."
    line = told.sent.line(papers.LAND, "khac")
    told.submitted(
        told.when.ago(minutes=55),
        THU,
        lambda: forms.submission(
            THU, forms.LAND, forms.plea(THU, need), kind="assistance", manifest=[line]
        ),
    )


def refused(told: Teller) -> None:
    """Refused in writing, with the reason."""
    line = told.sent.line(papers.TO_SIGN, "van_ban")
    reason = "Chữ ký phải ký trước mặt cán bộ. Mời anh mang giấy và căn cước đến xã."
    (
        told.submitted(
            told.when.desk(4, "10:05"),
            THU,
            lambda: forms.submission(THU, forms.SIGNATURE, forms.signature(THU), manifest=[line]),
        )
        .opened(told.when.desk(4, "14:10"))
        .did(told.when.desk(4, "14:25"), dossiers.refuse, reason=reason)
    )


def withdrawn(told: Teller) -> None:
    """Taken back by who sent it."""
    told.submitted(
        told.when.desk(3, "11:00"),
        THU,
        lambda: forms.submission(THU, forms.COPY, forms.copy_of_record(THU)),
    ).commanded(told.when.desk(3, "11:20"), "withdraw", reason="Tôi đã tìm thấy giấy cũ.")


def supplement_asked(told: Teller) -> None:
    """The photograph was blurred: one paper is asked for again."""
    line = {**told.sent.line(papers.DEATH_NOTICE, "giay_bao_tu"), "marks": ["blurred"]}
    (
        told.submitted(
            told.when.desk(2, "09:30"),
            MAU,
            lambda: forms.submission(
                MAU,
                forms.DEATH,
                forms.death(MAU, "Lò Văn Thử", day_of(told.when.desk(3, "09:00"))),
                manifest=[line],
            ),
        )
        .opened(told.when.desk(2, "13:40"))
        .asked_again(told.when.desk(2, "13:55"), "giay_bao_tu", "Ảnh bị mờ, không đọc được chữ.")
    )
