"""The states of a dossier (hồ sơ) and every allowed step between them, as data.

Two phases of our own, `draft` and `awaiting_pages`, stand before the ten national states (facts §2,
"đồng bộ Cổng DVCQG"): no clock runs in them, and they have no code and no place in figures. What is
not in `TRANSITIONS` does not exist; tests walk all 12 × 12 pairs. This file is pure: it knows
neither database nor clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """The value is what stands in the database and on the wire."""

    DRAFT = "draft"
    AWAITING_PAGES = "awaiting_pages"
    RECEIVED = "1"
    ACCEPTED = "2"
    REFUSED = "3"
    PROCESSING = "4"
    SUPPLEMENT_ASKED = "5"
    PAYMENT_ASKED = "6"
    WITHDRAWN = "7"
    STOPPED = "8"
    FINISHED = "9"
    RETURNED = "10"


class By(StrEnum):
    """Who may cause a transition."""

    SUBMITTER = "submitter"
    OFFICER = "officer"
    SYSTEM = "system"


class Guard(StrEnum):
    """What must hold before a transition; the verbs of the service check each by its name."""

    CONSENT = "consent"
    PAPERS_OR_GAPS = "papers_or_gaps"
    """Required fields and papers are there, or declared "thiếu, cam kết bổ sung"."""
    ALL_PAGES_STORED = "all_pages_stored"
    CODE_AND_DATE = "code_and_date"
    """An official code and a binding date: what Mẫu 01 prints."""
    REASON = "reason"
    ALL_PAGES_REVIEWED = "all_pages_reviewed"
    """One request lists everything (facts T6), so every page must have been looked at."""
    ACCEPTED_BEFORE = "accepted_before"
    NOT_YET_ACCEPTED = "not_yet_accepted"
    NO_DECISION = "no_decision"
    WINDOW_PASSED = "window_passed"
    """The 15 working days for a supplement are over (facts T8)."""
    PAYMENT_CONFIRMED = "payment_confirmed"
    RESULT_AND_PICKUP = "result_and_pickup"
    HANDOVER_RECORD = "handover_record"


class Clock(StrEnum):
    """What a transition does to the legal clocks (facts §1.3)."""

    NONE = "none"
    START_ANSWER = "start_answer"
    """The desk must answer within 8 working hours from now."""
    START_BINDING = "start_binding"
    """The full term of the procedure from now (at acceptance, and again after a supplement: T7)."""
    PAUSE = "pause"
    """Remember the working days that are left; time that waits for the citizen is not counted."""
    RESUME = "resume"
    """Go on with what was left; a term that never ran starts whole."""
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Transition:
    """One allowed step."""

    by: frozenset[By]
    guards: tuple[Guard, ...] = ()
    clock: Clock = Clock.NONE


_SUBMITTER = frozenset({By.SUBMITTER})
_OFFICER = frozenset({By.OFFICER})
_SYSTEM = frozenset({By.SYSTEM})
_SENDER = frozenset({By.SUBMITTER, By.SYSTEM})
_CLOSER = frozenset({By.OFFICER, By.SYSTEM})

_COMPLETE = Transition(
    _SENDER, (Guard.CONSENT, Guard.PAPERS_OR_GAPS, Guard.ALL_PAGES_STORED), Clock.START_ANSWER
)
_WITHDRAW = Transition(_SUBMITTER, (Guard.NO_DECISION,), Clock.STOP)
_ASK_SUPPLEMENT = Transition(_OFFICER, (Guard.ALL_PAGES_REVIEWED, Guard.REASON), Clock.PAUSE)
_ASK_PAYMENT = Transition(_OFFICER, (Guard.REASON,), Clock.PAUSE)
_STOP = Transition(_OFFICER, (Guard.REASON,), Clock.PAUSE)
_FINISH = Transition(_OFFICER, (Guard.RESULT_AND_PICKUP,), Clock.PAUSE)
_PAID = (Guard.PAYMENT_CONFIRMED,)

S = State

TRANSITIONS: Mapping[tuple[State, State], Transition] = {
    (S.DRAFT, S.AWAITING_PAGES): Transition(_SUBMITTER, (Guard.CONSENT, Guard.PAPERS_OR_GAPS)),
    (S.DRAFT, S.RECEIVED): _COMPLETE,
    (S.AWAITING_PAGES, S.DRAFT): Transition(_SUBMITTER),
    (S.AWAITING_PAGES, S.RECEIVED): _COMPLETE,
    (S.RECEIVED, S.ACCEPTED): Transition(_OFFICER, (Guard.CODE_AND_DATE,), Clock.START_BINDING),
    (S.RECEIVED, S.REFUSED): Transition(_OFFICER, (Guard.REASON,), Clock.STOP),
    (S.RECEIVED, S.SUPPLEMENT_ASKED): _ASK_SUPPLEMENT,
    (S.RECEIVED, S.PAYMENT_ASKED): _ASK_PAYMENT,
    (S.RECEIVED, S.WITHDRAWN): _WITHDRAW,
    (S.ACCEPTED, S.PROCESSING): Transition(_OFFICER),
    (S.ACCEPTED, S.SUPPLEMENT_ASKED): _ASK_SUPPLEMENT,
    (S.ACCEPTED, S.PAYMENT_ASKED): _ASK_PAYMENT,
    (S.ACCEPTED, S.WITHDRAWN): _WITHDRAW,
    (S.ACCEPTED, S.STOPPED): _STOP,
    (S.ACCEPTED, S.FINISHED): _FINISH,
    (S.PROCESSING, S.SUPPLEMENT_ASKED): _ASK_SUPPLEMENT,
    (S.PROCESSING, S.PAYMENT_ASKED): _ASK_PAYMENT,
    (S.PROCESSING, S.WITHDRAWN): _WITHDRAW,
    (S.PROCESSING, S.STOPPED): _STOP,
    (S.PROCESSING, S.FINISHED): _FINISH,
    (S.SUPPLEMENT_ASKED, S.RECEIVED): Transition(
        _SENDER, (Guard.NOT_YET_ACCEPTED, Guard.ALL_PAGES_STORED), Clock.START_ANSWER
    ),
    (S.SUPPLEMENT_ASKED, S.PROCESSING): Transition(
        _SENDER, (Guard.ACCEPTED_BEFORE, Guard.ALL_PAGES_STORED), Clock.START_BINDING
    ),
    (S.SUPPLEMENT_ASKED, S.REFUSED): Transition(
        _CLOSER, (Guard.NOT_YET_ACCEPTED, Guard.WINDOW_PASSED, Guard.REASON), Clock.STOP
    ),
    (S.SUPPLEMENT_ASKED, S.STOPPED): Transition(
        _CLOSER, (Guard.ACCEPTED_BEFORE, Guard.WINDOW_PASSED, Guard.REASON), Clock.PAUSE
    ),
    (S.SUPPLEMENT_ASKED, S.WITHDRAWN): _WITHDRAW,
    (S.PAYMENT_ASKED, S.ACCEPTED): Transition(_CLOSER, _PAID, Clock.RESUME),
    (S.PAYMENT_ASKED, S.PROCESSING): Transition(
        _CLOSER, (Guard.ACCEPTED_BEFORE, *_PAID), Clock.RESUME
    ),
    (S.PAYMENT_ASKED, S.WITHDRAWN): _WITHDRAW,
    (S.PAYMENT_ASKED, S.STOPPED): _STOP,
    (S.STOPPED, S.PROCESSING): Transition(
        _OFFICER, (Guard.ACCEPTED_BEFORE, Guard.REASON), Clock.RESUME
    ),
    (S.STOPPED, S.RETURNED): Transition(_OFFICER, (Guard.HANDOVER_RECORD,), Clock.STOP),
    (S.FINISHED, S.RETURNED): Transition(_OFFICER, (Guard.HANDOVER_RECORD,), Clock.STOP),
    (S.FINISHED, S.PROCESSING): Transition(_OFFICER, (Guard.REASON,), Clock.RESUME),
}

PHASES = frozenset({S.DRAFT, S.AWAITING_PAGES})
"""Before state 1: no clock, no code, not in figures; the desk sees only "đang gửi"."""

TERMINAL = frozenset({S.REFUSED, S.WITHDRAWN, S.RETURNED})

PAUSED = frozenset({S.SUPPLEMENT_ASKED, S.PAYMENT_ASKED, S.STOPPED})
"""Reporting group "tạm dừng": no binding date is shown while a dossier waits here."""

RUNNING = frozenset({S.ACCEPTED, S.PROCESSING})
"""The binding clock runs."""


@dataclass(frozen=True, slots=True)
class Wording:
    """`official` is the national catalogue's name; `key` names the plain words and the picture."""

    official: str
    key: str


WORDING: Mapping[State, Wording] = {
    S.DRAFT: Wording("Bản nháp", "draft"),
    S.AWAITING_PAGES: Wording("Đang gửi", "sending"),
    S.RECEIVED: Wording("Mới đăng ký", "sent"),
    S.ACCEPTED: Wording("Được tiếp nhận", "accepted"),
    S.REFUSED: Wording("Không được tiếp nhận", "refused"),
    S.PROCESSING: Wording("Đang xử lý", "processing"),
    S.SUPPLEMENT_ASKED: Wording("Yêu cầu bổ sung giấy tờ", "supplement"),
    S.PAYMENT_ASKED: Wording("Yêu cầu thực hiện nghĩa vụ tài chính", "payment"),
    S.WITHDRAWN: Wording("Công dân yêu cầu rút hồ sơ", "withdrawn"),
    S.STOPPED: Wording("Dừng xử lý", "stopped"),
    S.FINISHED: Wording("Đã xử lý xong", "ready"),
    S.RETURNED: Wording("Đã trả kết quả", "returned"),
}

NEXT_FOR_CITIZEN: Mapping[State, str] = {
    S.DRAFT: "finish_draft",
    S.AWAITING_PAGES: "keep_sending",
    S.RECEIVED: "wait_answer",
    S.ACCEPTED: "wait_result",
    S.REFUSED: "read_reason",
    S.PROCESSING: "wait_result",
    S.SUPPLEMENT_ASKED: "send_supplement",
    S.PAYMENT_ASKED: "pay",
    S.WITHDRAWN: "nothing",
    S.STOPPED: "read_reason",
    S.FINISHED: "fetch_result",
    S.RETURNED: "nothing",
}
"""The short key behind "what happens next" on a citizen's screen."""


def transition(origin: State, target: State) -> Transition | None:
    """The allowed step, or None."""
    return TRANSITIONS.get((origin, target))


def targets(origin: State, by: By) -> frozenset[State]:
    """Where this party may lead a dossier from here; the guards may still hold it back."""
    return frozenset(
        target for (start, target), step in TRANSITIONS.items() if start is origin and by in step.by
    )
