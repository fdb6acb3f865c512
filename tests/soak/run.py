"""A randomised run: people file on weak links while links, pages and the server die, from a seed.

What happens is drawn from the seed alone, one thing after another, so that a run can be repeated
(the threads of links and servers add their own small chance). After every death of the server, and
in the end, the checker looks at everything that is left.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

from backend.core.model import new_id
from tests.soak import checker
from tests.soak.evidence import Told, kept_by
from tests.soak.phones import FiledPage, Filing
from tests.soak.world import Person, World
from tests.support import wire
from tests.support.factories import uploads
from tests.support.weak_link import WeakLink

_SETTLES_IN = 180
"""Seconds after which a good link should have carried everything; more is a hang."""


class Handset(Protocol):
    """A phone with the app on it, simulated or real; pages die, the disk stays."""

    def sign_in(self, person: Person) -> None: ...
    def file(self, filing: Filing) -> None: ...
    def open(self) -> None: ...
    def kill(self) -> None: ...
    def online(self) -> None: ...
    def remember(self) -> dict[str, Any]: ...


@dataclass
class Carried:
    """A phone in somebody's hand, and the link that it has."""

    person: Person
    handset: Handset
    link: WeakLink


@dataclass
class Run:
    """One run. `story` is what happened, in words; it is told when something is wrong."""

    seed: int
    world: World
    phones: list[Carried]
    up: float = 40_000
    """Bytes a second of each link, upwards; downwards twice that."""
    story: list[str] = field(default_factory=list)
    filed: list[Filing] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.draw = random.Random(self.seed)  # noqa: S311 - Bad luck, not a secret.
        self.told = Told()
        for phone in self.phones:
            phone.handset.sign_in(phone.person)
            phone.handset.open()
            phone.link.weather(up=self.up, down=2 * self.up, round_trip=0.05)

    def go(self, dossiers: int, happenings: int) -> None:
        """So many dossiers among so many happenings, then calm, then the last look."""
        deeds = ["file"] * dossiers + self.draw.choices(
            list(_HAPPENINGS), weights=list(_HAPPENINGS.values()), k=happenings
        )
        self.draw.shuffle(deeds)
        for deed in deeds:
            self._do(deed)
        self.settle()

    def settle(self) -> None:
        """The link is good and the app is opened: everything goes, and everything is right."""
        self.story.append("calm")
        for phone in self.phones:
            phone.link.calm()
            phone.link.weather()
            phone.handset.kill()
            phone.handset.open()
        ends = time.monotonic() + _SETTLES_IN
        while self._waiting() and time.monotonic() < ends:
            time.sleep(0.5)
        self.look(over=True)

    def look(self, *, over: bool = False) -> None:
        """AssertionError with the seed and the story if anything is lost, doubled or altered.

        Phones and links are asked before the server: what they know must be there.
        """
        memories = [phone.handset.remember() for phone in self.phones]
        for phone in self.phones:
            for tape in phone.link.tapes:
                self.told.hear(wire.exchanges(bytes(tape.up), bytes(tape.down)))
            phone.link.recount()
        kept = kept_by(self.world.settings)
        wrong = checker.faults(self.filed, memories, self.told, kept, over=over)
        assert not wrong, "\n".join([f"SEED={self.seed}", *self.story, "Wrong:", *wrong])

    def _waiting(self) -> bool:
        """Something will still go by itself."""
        memories = [phone.handset.remember() for phone in self.phones]
        return any(entry["parked"] is None for each in memories for entry in each["entries"])

    def _do(self, deed: str) -> None:
        nth = self.draw.randrange(len(self.phones))
        before = time.monotonic()
        getattr(self, f"_{deed}")(self.phones[nth])
        self.story.append(f"{deed} (phone {nth}, {time.monotonic() - before:.1f} s)")
        time.sleep(self.draw.uniform(0, 0.3))

    # What may happen.

    def _file(self, phone: Carried) -> None:
        number = len(self.filed)
        pages = tuple(self._page() for _ in range(self.draw.randint(0, 4)))
        filing = Filing(
            id=str(new_id()),
            account=phone.person.id,
            owner_name=_name(number),
            need=f"Xin hướng dẫn việc số {number}.",
            pages=pages,
            made_at=int(time.time() * 1000) + number,
        )
        self.filed.append(filing)
        phone.handset.file(filing)

    def _page(self) -> FiledPage:
        """Any weight up to 60 kB; now and then a picture that was filed before."""
        old = [page for filing in self.filed for page in filing.pages]
        if old and self.draw.random() < 0.1:
            return FiledPage(self.draw.choice(old).data, "image/jpeg")
        data = uploads.page(self.draw.randrange(10**6))
        filler = bytes(self.draw.randrange(60_000))
        return FiledPage(data + filler, "image/jpeg")

    def _reset(self, phone: Carried) -> None:
        phone.link.reset()

    def _vanish(self, phone: Carried) -> None:
        """Half-open connections; the phone hears of another network."""
        phone.link.vanish()
        phone.handset.online()

    def _stall(self, phone: Carried) -> None:
        phone.link.stall()
        time.sleep(self.draw.uniform(0.1, 1))
        phone.link.flow()

    def _valley(self, phone: Carried) -> None:
        phone.link.cut()
        time.sleep(self.draw.uniform(0.1, 1))
        phone.link.mend()
        phone.handset.online()

    def _lost_answer(self, phone: Carried) -> None:
        """The server works, its answer never comes."""
        phone.link.lose_answer("^(?:PUT|PATCH) ")

    def _portal(self, phone: Carried) -> None:
        phone.link.portal()
        phone.handset.online()
        time.sleep(self.draw.uniform(0.1, 0.5))
        phone.link.calm()

    def _cuts_by_bytes(self, phone: Carried) -> None:
        """From now on the link breaks again and again, each so many bytes."""
        phone.link.calm()
        phone.link.reset_every(sent=self.draw.randint(8_000, 40_000))

    def _page_dies(self, phone: Carried) -> None:
        phone.handset.kill()
        time.sleep(self.draw.uniform(0, 0.2))
        phone.handset.open()

    def _power_cut(self, _phone: Carried) -> None:
        self.world.server.kill()
        self.look()
        self.world.server.start()

    def _nudge(self, phone: Carried) -> None:
        phone.handset.online()


def _name(number: int) -> str:
    """Invented names have no digits; this one is nobody else's in a run."""
    words = ("Mẫu", "Thử", "Ví", "Dụ", "Nháp", "Bịa", "Giả", "Tạm", "Đùa", "Chơi")
    return " ".join(["Giàng A", *(words[int(digit)] for digit in str(number))])


_HAPPENINGS: dict[str, int] = {
    "reset": 5,
    "vanish": 2,
    "stall": 2,
    "valley": 3,
    "lost_answer": 3,
    "portal": 1,
    "cuts_by_bytes": 1,
    "page_dies": 4,
    "power_cut": 1,
    "nudge": 4,
}
"""How often each happens beside the others."""


@contextmanager
def carried(
    people: list[Person], port: int, handset: Callable[[str], Handset]
) -> Iterator[list[Carried]]:
    """A phone and a link for each; `handset` makes one for an address."""
    links: list[WeakLink] = []
    try:
        found = []
        for person in people:
            links.append(WeakLink(port).__enter__())
            found.append(Carried(person, handset(links[-1].address), links[-1]))
        yield found
    finally:
        for link in links:
            link.__exit__(None, None, None)
