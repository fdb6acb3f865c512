"""The worker: answers that came and are not written yet are never lost to the next worker."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

import pytest
from flask import Flask

from backend.notifications import claiming
from backend.notifications.claiming import Done
from backend.notifications.parcels import Parcel, sent
from backend.notifications.worker import Worker
from tests.support.push_workers import CalledPerson, states, tell


def claimed(worker: Worker, phone: CalledPerson, number: int) -> list[Parcel]:
    """So many messages in this worker's hands."""
    for _ in range(number):
        tell(phone.person)
    parcels = claiming.turn(worker.name, [], {"push": number})
    assert len(parcels) == number
    return parcels


def test_what_comes_back_while_the_last_answers_are_written_is_written_too(
    app: Flask, phone: CalledPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen failing with the list itself given to `turn`: the later answer was appended to what had
    been written, and its note went with the file."""
    write = claiming.turn

    async def stop() -> None:
        worker, loop = Worker(app, []), asyncio.get_running_loop()
        first, second = claimed(worker, phone, 2)

        async def comes_back() -> None:
            worker._came((second, sent()))

        def slowly(name: str, done: Sequence[Done], room: Mapping[str, int]) -> list[Parcel]:
            parcels = write(name, done, room)
            if [parcel for parcel, _ in done] == [first]:
                asyncio.run_coroutine_threadsafe(comes_back(), loop).result(60)
            return parcels

        monkeypatch.setattr(claiming, "turn", slowly)
        worker._came((first, sent()))
        await worker._finish()

    asyncio.run(stop())
    assert states() == {"sent": 2}
