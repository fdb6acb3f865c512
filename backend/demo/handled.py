"""Dossiers that the desk accepted: being worked on, waiting, done."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from backend.core import clock
from backend.core.model import new_id
from backend.demo import forms, papers
from backend.demo.cast import (
    BA_MAU,
    CAN_BO,
    CAN_BO_HAI,
    CAN_BO_XA_KHAC,
    MAU,
    ME_THU,
    MUONG_MAU,
    QUANG,
    THU,
    TINH_NGUYEN,
    VI_DU,
    Citizen,
    Officer,
)
from backend.demo.telling import Teller
from backend.demo.timeline import Timeline, day_of
from backend.dossiers import service as dossiers
from backend.dossiers.service import Receiver
from backend.payments import service as payments
from backend.places import service as places

_PENSION_DAYS = 10


def accepted(told: Teller) -> None:
    """Accepted yesterday, two working days to go."""
    (
        told.submitted(
            told.when.desk(2, "16:45"),
            MAU,
            lambda: forms.submission(MAU, forms.MARITAL, forms.marital(MAU)),
        )
        .opened(told.when.desk(1, "08:20"))
        .did(told.when.desk(1, "08:35"), dossiers.accept)
    )


def due_today(told: Teller) -> None:
    """Being worked on, and due on the next day that the desk works: today, if it does."""
    _pension_in_work(told, 0, BA_MAU, CAN_BO)


def late(told: Teller) -> None:
    """Three working days over its date."""
    _pension_in_work(told, 3, VI_DU, CAN_BO_HAI)


def _pension_in_work(told: Teller, days_over: int, owner: Citizen, by: Officer) -> None:
    at = told.when.accepted_for(_PENSION_DAYS, days_over, "08:40")
    (
        told.submitted(
            at - timedelta(hours=14),
            TINH_NGUYEN,
            lambda: forms.submission(
                TINH_NGUYEN,
                forms.PENSION,
                forms.pension(owner),
                owner=owner,
                relation="neighbour",
            ),
            by=by,
        )
        .opened(at - timedelta(minutes=15))
        .did(at, dossiers.accept)
        .did(at + timedelta(minutes=50), dossiers.start)
    )


def supplement_answered(told: Teller) -> None:
    """Asked for a paper, got it, and is being worked on again."""
    blurred = told.sent.line(papers.DISABILITY_BLURRED, "giay_khuyet_tat")
    clear = told.sent.line(papers.DISABILITY, "giay_khuyet_tat")
    (
        told.submitted(
            told.when.desk(6, "15:20"),
            ME_THU,
            lambda: forms.submission(
                ME_THU, forms.ALLOWANCE, forms.allowance(ME_THU), manifest=[blurred]
            ),
        )
        .opened(told.when.desk(5, "08:15"))
        .did(
            told.when.desk(5, "08:30"),
            dossiers.accept,
            due_date=told.when.ahead(9),
            reason="Cần họp hội đồng xét duyệt của xã.",
        )
        .did(told.when.desk(5, "08:40"), dossiers.start)
        .asked_again(
            told.when.desk(5, "08:50"), "giay_khuyet_tat", "Ảnh bị mờ, không rõ mức khuyết tật."
        )
        .answered(told.when.desk(3, "19:10"), [clear], "Tôi đã chụp lại ngoài sáng.")
    )


def payment_asked(told: Teller) -> None:
    """Accepted, and waiting for the fee."""
    (
        told.submitted(
            told.when.desk(2, "08:10"),
            THU,
            lambda: forms.submission(THU, forms.RESIDENCE, forms.residence(THU)),
        )
        .opened(told.when.desk(2, "10:00"))
        .did(told.when.desk(2, "10:15"), dossiers.accept)
        .did(
            told.when.desk(1, "09:05"),
            dossiers.require_payment,
            reason="Lệ phí đăng ký tạm trú nộp trực tuyến: 7.000 đồng.",
        )
    )


def stopped(told: Teller) -> None:
    """Stopped with a reason that the citizen reads."""
    reason = "Gia đình đề nghị dừng, chờ đợt rà soát cuối năm."
    (
        told.submitted(
            told.when.desk(9, "14:00"),
            THU,
            lambda: forms.submission(THU, forms.POVERTY, forms.poverty(THU)),
        )
        .opened(told.when.desk(8, "08:00"))
        .did(told.when.desk(8, "08:20"), dossiers.accept)
        .did(told.when.desk(4, "15:30"), dossiers.stop, reason=reason)
    )


def finished_with_files(told: Teller) -> None:
    """Done: the result is a PDF that the citizen opens on the phone."""
    line = told.sent.line(papers.OLD_RECORD, "giay_ho_tich_cu")
    (
        told.submitted(
            told.when.desk(1, "08:05"),
            MAU,
            lambda: forms.submission(
                MAU, forms.COPY, forms.copy_of_record(MAU, 2), manifest=[line], how="electronic"
            ),
        )
        .opened(told.when.desk(1, "08:45"))
        .looked_through(told.when.desk(1, "08:50"))
        .did(told.when.desk(1, "08:55"), dossiers.accept)
        .did(told.when.desk(1, "09:00"), dossiers.start)
        .did(told.when.desk(1, "10:40"), dossiers.finish, results=list(told.sent.results))
    )


def finished_to_fetch(told: Teller) -> None:
    """Done: the result waits at the desk."""
    (
        told.submitted(
            told.when.desk(3, "08:30"),
            QUANG,
            lambda: forms.submission(QUANG, forms.MARITAL, forms.marital(QUANG)),
            by=CAN_BO_HAI,
        )
        .opened(told.when.desk(3, "09:10"))
        .did(told.when.desk(3, "09:20"), dossiers.accept)
        .did(told.when.desk(3, "09:25"), dossiers.start)
        .did(told.when.desk(1, "16:10"), dossiers.finish)
    )


def to_be_told(told: Teller) -> None:
    """Done for an old neighbour who has no telephone: the volunteer is asked to tell her."""
    owner = replace(BA_MAU, phone="")
    done = told.when.ago(hours=20)
    (
        told.submitted(
            done - timedelta(days=6),
            TINH_NGUYEN,
            lambda: forms.submission(
                TINH_NGUYEN,
                forms.PENSION,
                {**forms.pension(BA_MAU), "dien_thoai": {"via": "tình nguyện viên"}},
                owner=owner,
                relation="neighbour",
                tell={"volunteer": True},
            ),
        )
        .opened(done - timedelta(days=5))
        .did(done - timedelta(days=5), dossiers.accept)
        .did(done - timedelta(days=5), dossiers.start)
        .did(done, dossiers.finish)
    )


def returned(told: Teller) -> None:
    """Handed over, with who received it."""
    line = told.sent.line(papers.BIRTH_PROOF, "giay_chung_sinh")

    def sent() -> dossiers.Submission:
        answers = forms.birth(MAU, "Lò Văn Ví Dụ", day_of(told.when.desk(9, "07:30")))
        return forms.submission(MAU, forms.BIRTH, answers, manifest=[line])

    (
        told.submitted(told.when.desk(7, "08:00"), MAU, sent)
        .opened(told.when.desk(7, "08:40"))
        .looked_through(told.when.desk(7, "08:45"))
        .did(told.when.desk(7, "08:50"), dossiers.accept)
        .did(told.when.desk(7, "09:00"), dossiers.start)
        .did(told.when.desk(7, "15:30"), dossiers.finish)
        .did(
            told.when.desk(6, "09:15"),
            dossiers.hand_over,
            receiver=Receiver("Lò Thị Mẫu", "Chính chủ", MAU.id_number),
        )
    )


def at_the_desk(told: Teller) -> None:
    """Taken by the officer for the person opposite ("trực tiếp"), accepted, paid in cash.

    It was after the hour until which a matter of the same day is done, so it is due a day later.
    """
    line = told.sent.line(papers.COPY, "ban_sao")
    at = told.when.desk(1, "15:35")
    officer = told.people.actor(CAN_BO)
    dossier_id = new_id()
    with clock.frozen(at):
        made = forms.submission(
            QUANG, forms.CERTIFIED_COPY, forms.certified_copy(QUANG), manifest=[line]
        )
        dossiers.start_at_desk(officer, dossier_id, made, person_id=told.people.id_of(QUANG))
    with clock.frozen(at + timedelta(minutes=4)):
        version = dossiers.for_staff(officer, dossier_id).version
        dossiers.accept(officer, dossier_id, version)
    with clock.frozen(at + timedelta(minutes=6)):
        due = payments.for_desk(dossiers.for_staff(officer, dossier_id))
        cash = {"quote": due["quote"]["number"], "amount": due["owed"]}
        payments.take_cash(officer, dossier_id, new_id(), cash, cash)


def in_another_commune(told: Teller) -> None:
    """The second agency's own: Luận Thành never sees these."""
    there = Timeline(places.calendar(MUONG_MAU), told.when.now)

    def sent() -> dossiers.Submission:
        return forms.submission(QUANG, forms.PENSION, forms.pension(QUANG), agency=MUONG_MAU)

    told.submitted(there.ago(minutes=30), QUANG, sent, CAN_BO_XA_KHAC)
    (
        told.submitted(there.desk(2, "09:00"), QUANG, sent, CAN_BO_XA_KHAC)
        .opened(there.desk(2, "10:00"))
        .did(there.desk(2, "10:10"), dossiers.accept)
    )
