"""The words of messages: short, naming who speaks, and never what a forger would ask for."""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from typing import Any

import pytest

from backend.notifications import sms, wording_en, wording_vi, words
from backend.notifications.policy import COURSES, Kind, Rung

FACTS: dict[str, Any] = {
    "state": "9",
    "procedure": "Bản sao giấy hộ tịch",
    "slip": "K7X-M4P-A",
    "code": "H56.126-261122-0001",
    "commune": "xã Luận Thành",
    "desk": "Bộ phận tiếp nhận và trả kết quả",
    "officer": "Hà Văn Ví Dụ",
    "at": "2026-11-22T01:05:00+00:00",
    "due": "2026-11-26T10:30:00+00:00",
    "done": "2026-11-15T10:30:00+00:00",
    "answer_due": "2026-11-23T10:30:00+00:00",
    "reason": "Giấy chụp bị mờ",
    "items": ["Giấy chứng sinh", "Giấy ủy quyền"],
    "days": 3,
    "where": "bộ phận một cửa",
    "hours": "thứ hai đến thứ sáu, 7 giờ 30 đến 17 giờ 30",
    "bring": "Căn cước và mã hồ sơ.",
    "name": "bà Lò Thị Mẫu",
    "text": "Chiều mai xã nghỉ làm vì mất điện.",
}
PRIVATE = ("Lò Thị Mẫu", "Bản sao", "Hà Văn", "0001", "chứng sinh", "mờ", "result", "Đã có")
TOLD = [kind for kind in Kind if kind in wording_vi.TEMPLATES]
OF_DOSSIERS = [k for k in TOLD if not k.startswith("desk_") and wording_vi.TEMPLATES[k].sms]


def test_a_message_names_agency_officer_desk_and_time() -> None:
    """Facts T19: the agency, who handles it, when, and what comes next."""
    said = words.render(Kind.ACCEPTED, FACTS)
    assert said.title == "Hồ sơ được tiếp nhận"
    assert said.body == (
        "Bản sao giấy hộ tịch, mã H56.126-261122-0001, số phiếu K7X-M4P-A. "
        "Cán bộ Hà Văn Ví Dụ, bộ phận tiếp nhận và trả kết quả xã Luận Thành, "
        "lúc 8 giờ 05 ngày 22/11. Hẹn trả kết quả ngày 26/11/2026. "
        "Gọi số in trên phiếu."
    )
    assert said.next == "Chờ kết quả theo ngày hẹn."


def test_a_fact_that_nobody_knows_leaves_its_sentence_out() -> None:
    said = words.render(Kind.RECEIVED, {**FACTS, "answer_due": None, "due": None})
    assert "trước" not in said.body


@pytest.mark.parametrize(
    ("unknown", "place"),
    [
        (("officer",), "Bộ phận tiếp nhận và trả kết quả xã Luận Thành, lúc 8 giờ 05 ngày 22/11."),
        (("officer", "desk"), "Xã Luận Thành, lúc 8 giờ 05 ngày 22/11."),
        (("officer", "desk", "at"), "Xã Luận Thành."),
    ],
)
def test_whoever_did_it_the_agency_is_named(unknown: Sequence[str], place: str) -> None:
    """A timer has no officer's name. Seen failing with sentences in one way only."""
    said = words.render(Kind.READY, {**FACTS, **dict.fromkeys(unknown)})
    assert place in said.body


@pytest.mark.parametrize("kind", TOLD)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_shared_phone_shows_nothing_private(kind: Kind, language: str) -> None:
    said = words.render(kind, FACTS, language, "discreet")
    whole = f"{said.title} {said.body} {said.next}"
    assert "Luận Thành" in whole
    assert "K7X-M4P-A" in whole
    assert not [word for word in PRIVATE if word in whole]


@pytest.mark.parametrize("kind", TOLD)
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("level", ["private", "discreet"])
def test_no_message_holds_what_a_forger_would_ask_for(
    kind: Kind, language: str, level: str
) -> None:
    said = words.render(kind, FACTS, language, level)
    assert not sms.suspicious(f"{said.title} {said.next}")
    for sentence in _sentences(kind, language):
        assert not sms.suspicious(sentence)


FORGED = [
    "Vào https://dichvu-xa.top để xem",
    "Số tài khoản 0123456789 tại ngân hàng",
    "Chuyển khoản lệ phí trước ngày mai",
    "Đọc mã OTP cho cán bộ",
]


@pytest.mark.parametrize("written", FORGED)
@pytest.mark.parametrize("kind", TOLD)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_an_officer_wrote_is_no_way_to_a_forgers_words(
    kind: Kind, language: str, written: str
) -> None:
    """Seen failing with reasons, papers and the place put in as they were written."""
    freely = ("reason", "where", "hours", "bring")
    plain = {**FACTS, "procedure": "Bản sao", "code": "H56-1", "text": "Xã nghỉ."}
    facts = {**plain, **dict.fromkeys(freely, written), "items": ["Giấy chứng sinh", written]}
    said = words.render(kind, facts, language)
    assert not sms.suspicious(f"{said.title} {said.body} {said.next}")


@pytest.mark.parametrize("written", FORGED)
def test_the_papers_that_travel_along_hold_none_either(written: str) -> None:
    """Seen failing with what was asked for sent as it was written."""
    paper = {"paper": "giay", "name": "Giấy chứng sinh", "reason": "Mờ"}
    ask: dict[str, Any] = {"request_id": "01920192-0192-7192-8192-019201920192", "items": [paper]}
    assert words.harmless_ask({"ask": ask}) == ask
    assert words.harmless_ask({}) is None
    for part in ("name", "reason"):
        assert words.harmless_ask({"ask": {**ask, "items": [{**paper, part: written}]}}) is None
    assert words.harmless_ask({"ask": {**ask, "text": written}}) is None


def test_where_the_reason_stands_is_said_instead() -> None:
    said = words.render(Kind.REFUSED, {**FACTS, "reason": FORGED[0]})
    assert "Lý do: xem trong ứng dụng." in said.body


@pytest.mark.parametrize("kind", OF_DOSSIERS)
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("level", ["private", "discreet"])
def test_a_message_names_commune_slip_and_the_number_on_paper(
    kind: Kind, language: str, level: str
) -> None:
    """Seen failing with the code alone, and without the last sentence."""
    said = words.render(kind, FACTS, language, level)
    whole = f"{said.body} {said.next}".lower()
    assert "xã luận thành" in f"{said.title.lower()} {whole}"
    assert (wording_en if language == "en" else wording_vi).CALL in whole
    assert "K7X-M4P-A" in said.body


@pytest.mark.parametrize("kind", TOLD)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_messages_are_short(kind: Kind, language: str) -> None:
    long = {**FACTS, "reason": "rất dài " * 60, "items": ["Giấy rất dài"] * 30}
    said = words.render(kind, long, language)
    assert len(said.title) <= 45
    assert len(said.body) <= 420
    assert len(said.next.split()) <= 12
    for sentence in _sentences(kind, language):
        own = re.sub(r"\{[a-zA-Z_]+\}", "x", sentence)
        assert len(own.split()) <= 12, sentence


@pytest.mark.parametrize("kind", OF_DOSSIERS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_text_is_one_unit_that_names_commune_slip_and_whom_to_call(
    kind: Kind, language: str
) -> None:
    text = words.sms_text(kind, {**FACTS, "commune": "Phường Nguyễn Đại Năng Bình Phú"}, language)
    assert sms.fits(text)
    assert "K7X-M4P-A" in text
    assert sms.folded("Phường Nguyễn Đại Năng Bình Phú") in sms.folded(text)
    assert sms.folded(text).endswith(
        sms.folded(wording_vi.TAIL if language == "vi" else wording_en.TAIL)
    )
    assert not sms.suspicious(text)
    assert "Bản sao" not in text
    assert "Ban sao" not in text
    assert "Mẫu" not in text


def test_what_a_relative_gets_says_nothing_of_the_matter() -> None:
    text = words.relative_sms(FACTS)
    assert text == (
        "Xa Luan Thanh: phieu K7X-M4P-A nho nhan ba Lo Thi Mau goi cho xa. Goi so in tren phieu."
    )


def test_a_helper_is_told_whom_to_ask_to_call() -> None:
    assert words.helper_says(FACTS) == "Nhờ bà Lò Thị Mẫu gọi số của xã."


@pytest.mark.parametrize("state", ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"])
def test_every_state_answers_a_text(state: str) -> None:
    text = words.state_sms({**FACTS, "state": state})
    assert sms.fits(text)
    assert "K7X-M4P-A" in text


def test_both_languages_know_every_kind_and_fact() -> None:
    assert wording_vi.TEMPLATES.keys() == wording_en.TEMPLATES.keys()
    for kind in TOLD:
        names = {
            name
            for sentence in [*_sentences(kind, "vi"), *_sentences(kind, "en")]
            for _, name, _, _ in string.Formatter().parse(sentence)
            if name
        }
        assert names <= {*FACTS, "reference", "Commune"}


def test_whatever_goes_beyond_a_push_has_words_for_a_text() -> None:
    silent = {Kind.ANNOUNCEMENT, Kind.ALERT, Kind.STATE_ANSWER, Kind.SIGN_IN_CODE}
    for kind, course in COURSES.items():
        if course.reach is not Rung.PUSH and kind not in silent:
            assert wording_vi.TEMPLATES[kind].sms, kind


def _sentences(kind: Kind, language: str) -> list[str]:
    template = (wording_en if language == "en" else wording_vi).TEMPLATES[kind]
    ways = [
        way for said in template.sentences for way in ([said] if isinstance(said, str) else said)
    ]
    return [template.title, *ways, template.next, template.sms]
