"""`motcua worker`: takes what is due from the outbox, sends it in parallel, writes what became.

One event loop waits for push services and gateways; one thread talks to the database, in short
transactions (`claiming.turn`); another advances the ladder meanwhile. Nothing is sent inside a
transaction. However a worker ends, its leases end too, and another worker goes on; what it noted as
taken (`journal.py`) is not sent again.
"""

from __future__ import annotations

import asyncio
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final, TypeVar

import structlog
from flask import Flask
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from backend.core import clock
from backend.core.problems import Problem
from backend.extensions import db
from backend.notifications import claiming, due_queries, takeover
from backend.notifications.journal import Journal, Note, folder_of
from backend.notifications.models import DeliveryState
from backend.notifications.parcels import Channel, Outcome, Parcel, again
from backend.settings import Settings

T = TypeVar("T")
log = structlog.get_logger(__name__)

POLL_SECONDS: Final = 0.25
"""Between two looks into an idle outbox; a look reads a few index entries."""
GATHER_SECONDS: Final = 0.02
"""Outcomes of so long are written together: one transaction for many."""
SEND_SECONDS: Final = 30.0
"""No channel takes longer for one parcel; half the lease."""
BESIDE_SECONDS: Final = 5.0
PROGRESS_SECONDS: Final = 5.0
STOP_SECONDS: Final = 25.0
_LONGEST_PAUSE: Final = 5.0
_NOTE_KEPT: Final = timedelta(hours=1)
"""After its lease: whoever claims the delivery then, be the queue long, still finds the note."""

Beside = Callable[[datetime], object]


class Worker:
    """One worker process. `beside` is called every few seconds with the present moment (the ladder,
    reminders); each opens its own transactions."""

    def __init__(
        self,
        app: Flask,
        channels: Sequence[Channel],
        beside: Sequence[Beside] = (),
        *,
        beside_seconds: float = BESIDE_SECONDS,
    ) -> None:
        self.name = uuid.uuid4().hex
        self._app = app
        self._channels = {channel.name: channel for channel in channels}
        self._beside = (takeover.take_over, *beside)
        self._beside_seconds = beside_seconds
        self._database = ThreadPoolExecutor(1, "outbox")
        self._ladder = ThreadPoolExecutor(1, "ladder")
        self._claimed: Counter[str] = Counter()
        self._places = {name: asyncio.Semaphore(c.parallel) for name, c in self._channels.items()}
        self._tasks: set[asyncio.Task[None]] = set()
        self._done: list[claiming.Done] = []
        self._unwritable: list[claiming.Done] = []
        settings: Settings = app.extensions["settings"]
        self._journal = Journal(folder_of(settings.data_folder), self.name)
        self._came_back = asyncio.Event()
        self._stopping = asyncio.Event()
        self._pause = 0.0
        self._told: Counter[str] = Counter()
        self._tell_at = 0.0

    def stop(self) -> None:
        """Claim nothing more; what is under way is waited for, for a while."""
        self._stopping.set()
        self._came_back.set()

    async def run(self) -> None:
        """Work until stopped."""
        beside = asyncio.create_task(self._look_after())
        try:
            while not self._stopping.is_set():
                more = await self._turn()
                if not more:
                    await self._rest()
            await self._finish()
        finally:
            beside.cancel()
            for channel in self._channels.values():
                await channel.close()
            self._ladder.shutdown(cancel_futures=True)
            self._database.shutdown()

    async def _turn(self) -> bool:
        """Write what is done and claim what is due; whether there may be more at once."""
        room = {
            # As many again as are under way: while these go, the next ones are being read.
            name: max(0, 2 * channel.parallel - self._claimed[name])
            for name, channel in self._channels.items()
        }
        done, self._done = self._done, []
        try:
            if not done and not await self._in_thread(self._anything_due, room):
                return False
            parcels = await self._in_thread(claiming.turn, self.name, done, room)
        except Exception as error:  # Whatever it is, the outbox keeps everything.
            await self._bad_turn(error, done)
            return True
        self._pause = 0.0
        self._forget_notes()
        for parcel in parcels:
            self._start(parcel)
        await self._tell(done)
        return any(0 < room[name] <= n for name, n in Counter(p.channel for p in parcels).items())

    def _anything_due(self, room: dict[str, int]) -> bool:
        open_now = [name for name, places in room.items() if places > 0]
        return bool(open_now) and due_queries.anything_due(open_now, clock.now())

    async def _bad_turn(self, error: Exception, done: list[claiming.Done]) -> None:
        """The database is away, locked or full: keep the outcomes, and try again a little later."""
        self._pause = min(_LONGEST_PAUSE, max(0.5, self._pause * 2))
        _tell_fault("outbox_fault", error)
        if _passing(error):
            self._done = [*done, *self._done]
        elif done:
            await self._write_alone(done)
        await self._wait(self._stopping, self._pause)

    async def _write_alone(self, done: list[claiming.Done]) -> None:
        """A row that cannot be claimed must not take outcomes with it. What cannot be written even
        so never can: its lease ends, and what of it was taken is known by its note."""
        try:
            await self._in_thread(claiming.turn, self.name, done, {})
        except Exception as error:  # Logged; outcomes are tried again or left to their notes.
            _tell_fault("outbox_fault", error)
            if _passing(error):
                self._done = [*done, *self._done]
            else:
                self._unwritable += done

    def _forget_notes(self) -> None:
        """Of all that the database has now."""
        old = clock.now() - _NOTE_KEPT
        self._unwritable = [one for one in self._unwritable if one[0].lease_until > old]
        self._journal.keep_only(_notes([*self._unwritable, *self._done]))

    async def _rest(self) -> None:
        """Until something came back (then a little longer, for what comes with it), or the next
        look is due."""
        self._came_back.clear()
        if not self._done and not self._stopping.is_set():
            await self._wait(self._came_back, POLL_SECONDS)
        if self._done and self._tasks:
            await asyncio.sleep(GATHER_SECONDS)

    def _start(self, parcel: Parcel) -> None:
        self._claimed[parcel.channel] += 1
        task = asyncio.create_task(self._send(parcel))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _send(self, parcel: Parcel) -> None:
        try:
            async with self._places[parcel.channel]:
                # Who waited or slept too long no longer holds the lease: it goes to another.
                if clock.now() + timedelta(seconds=SEND_SECONDS) < parcel.lease_until:
                    outcome = await self._outcome(self._channels[parcel.channel], parcel)
                    self._came((parcel, outcome))
        finally:
            self._claimed[parcel.channel] -= 1
            self._came_back.set()

    def _came(self, done: claiming.Done) -> None:
        """Noted before anything else: this process may end at any moment."""
        for note in _notes([done]):
            self._journal.note(note)
        self._done.append(done)

    async def _outcome(self, channel: Channel, parcel: Parcel) -> Outcome:
        try:
            async with asyncio.timeout(SEND_SECONDS):
                return await channel.send(parcel)
        except TimeoutError:
            return channel.silence
        except Exception:  # A fault of ours in one message must not stop all the others.
            log.exception("channel_fault", channel=channel.name, kind=parcel.kind)
            return again("fault")

    async def _finish(self) -> None:
        """Wait for what is under way, and write it down; what is left returns with its lease."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=STOP_SECONDS)
        try:
            while self._done:  # More may come back while these are being written.
                done, self._done = self._done, []
                await self._in_thread(claiming.turn, self.name, done, {})
            self._journal.close(done=not self._tasks and not self._unwritable)
        except Exception as error:  # It stops: leases and notes bring back what is not written.
            _tell_fault("outbox_fault", error)
            self._journal.close(done=False)

    async def _look_after(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            for job in self._beside:
                await loop.run_in_executor(self._ladder, self._look_after_one, job)
            await asyncio.sleep(self._beside_seconds)

    def _look_after_one(self, job: Beside) -> None:
        try:
            self._in_app(job, clock.now())
        except Exception as error:  # One that fails must not end the others, nor itself for ever.
            _tell_fault("ladder_fault", error)

    async def _tell(self, done: Sequence[claiming.Done]) -> None:
        """Every few seconds of work a line about how far it is."""
        for _, outcome in done:
            self._told["sent" if outcome.state is DeliveryState.SENT else "not_sent"] += 1
        if not self._told or time.monotonic() < self._tell_at:
            return
        try:
            left = await self._in_thread(due_queries.still_to_send, clock.now())
        except Exception:  # The next turn meets the same database, and says so.
            return
        with suppress(OSError):
            log.info("sending", worker=self.name, **self._told, left=left)
        self._told.clear()
        self._tell_at = time.monotonic() + PROGRESS_SECONDS

    async def _in_thread(self, verb: Callable[..., T], *args: object) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._database, self._in_app, verb, *args)

    def _in_app(self, verb: Callable[..., T], *args: object) -> T:
        with self._app.app_context():
            try:
                return verb(*args)
            finally:
                db.session.remove()

    @staticmethod
    async def _wait(event: asyncio.Event, seconds: float) -> None:
        try:
            await asyncio.wait_for(event.wait(), seconds)
        except TimeoutError:
            return


def _notes(done: Iterable[claiming.Done]) -> list[Note]:
    """Of what was taken: to try anything else again harms nobody."""
    return [
        Note(parcel.id, parcel.tries, clock.now(), outcome.gateway_id)
        for parcel, outcome in done
        if outcome.state is DeliveryState.SENT
    ]


def _tell_fault(event: str, error: Exception) -> None:
    """A line in the log, if it can still be written: it may lie on the disk that is full."""
    with suppress(OSError):
        if _passing(error):
            log.error("outbox_unavailable", error=type(error).__name__)
        else:
            log.error(event, exc_info=error)


def _passing(error: Exception) -> bool:
    """Whether it is the database that has a bad day, and not a fault of ours."""
    if isinstance(error, OperationalError | InterfaceError | PoolTimeout | Problem):
        return True
    return isinstance(error, DBAPIError) and bool(error.connection_invalidated)
