"""The table of transitions, walked whole, and what facts §2 says of it."""

from __future__ import annotations

from itertools import product

import pytest

from backend.dossiers.examining import ACTIONS
from backend.dossiers.states import (
    NEXT_FOR_CITIZEN,
    PAUSED,
    PHASES,
    TERMINAL,
    TRANSITIONS,
    WORDING,
    By,
    Clock,
    Guard,
    State,
    targets,
    transition,
)

ALLOWED = {
    "draft": {"awaiting_pages", "1"},
    "awaiting_pages": {"draft", "1"},
    "1": {"2", "3", "5", "6", "7"},
    "2": {"4", "5", "6", "7", "8", "9"},
    "3": set(),
    "4": {"5", "6", "7", "8", "9"},
    "5": {"1", "4", "3", "8", "7"},
    "6": {"2", "4", "8", "7"},
    "7": set(),
    "8": {"4", "10"},
    "9": {"10", "4"},
    "10": set(),
}
"""Facts §2, written down a second time by hand."""


@pytest.mark.parametrize(("origin", "target"), list(product(State, State)))
def test_each_of_the_144_pairs(origin: State, target: State) -> None:
    step = transition(origin, target)
    assert (step is not None) == (target.value in ALLOWED[origin.value])
    if step is not None:
        assert step.by
        assert target in {t for by in step.by for t in targets(origin, by)}


def test_there_are_two_phases_and_ten_states() -> None:
    assert len(State) == 12
    assert {state.value for state in State} - {state.value for state in PHASES} == {
        str(number) for number in range(1, 11)
    }
    assert {state for state in State if not ALLOWED[state.value]} == TERMINAL


def test_every_state_has_its_words() -> None:
    assert set(WORDING) == set(State) == set(NEXT_FOR_CITIZEN)
    assert len({wording.key for wording in WORDING.values()}) == 12
    assert WORDING[State.RECEIVED].official == "Mới đăng ký"


def test_only_the_citizen_withdraws_and_only_the_desk_accepts() -> None:
    for (_, target), step in TRANSITIONS.items():
        if target is State.WITHDRAWN:
            assert step.by == {By.SUBMITTER}
            assert Guard.NO_DECISION in step.guards
        if target in (State.FINISHED, State.RETURNED):
            assert step.by == {By.OFFICER}


def test_nothing_is_received_without_its_pages() -> None:
    for (_, target), step in TRANSITIONS.items():
        if target is State.RECEIVED:
            assert Guard.ALL_PAGES_STORED in step.guards
            assert step.clock is Clock.START_ANSWER


def test_whatever_waits_pauses_the_clock() -> None:
    for (origin, target), step in TRANSITIONS.items():
        if target in PAUSED:
            assert step.clock is Clock.PAUSE, (origin, target)
        if origin in (State.PAYMENT_ASKED, State.STOPPED) and target is State.PROCESSING:
            assert step.clock is Clock.RESUME
    restart = transition(State.SUPPLEMENT_ASKED, State.PROCESSING)
    assert restart is not None
    assert restart.clock is Clock.START_BINDING


def test_every_button_of_the_desk_is_a_step_of_the_table() -> None:
    for origin, buttons in ACTIONS.items():
        for _, target in buttons:
            assert target in targets(origin, By.OFFICER)
