"""The two kinds of random runs: many simulated phones, and a few real ones."""

from __future__ import annotations

from contextlib import ExitStack, nullcontext
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

from tests.soak.browser_phone import BrowserPhone
from tests.soak.phones import NodePhone, Phones, build_script
from tests.soak.run import Run, carried
from tests.soak.world import a_world

HASTE = 6
"""The time of simulated phones runs faster, so that their waits fit into a run."""


@dataclass(frozen=True)
class Size:
    """Of a run: people with a phone each, what they file, and how much happens to them."""

    phones: int
    dossiers: int
    happenings: int


def simulated(seed: int, folder: Path, database_url: str, size: Size) -> Run:
    """The app's queue in Node: many dossiers, deaths between any two of its steps."""
    numbers = count(1)
    with (
        a_world(folder, database_url, size.phones) as world,
        Phones(build_script(folder / "phone")) as phones,
    ):

        def handset(address: str) -> NodePhone:
            phone = NodePhone(phones, f"phone {next(numbers)}")
            phones.switch_on(phone.name, address, HASTE)
            return phone

        with carried(world.people, world.server.port, handset) as hands:
            run = Run(seed, world, hands)
            run.go(size.dossiers, size.happenings)
        assert phones.faults == [], f"SEED={seed}\n" + "\n".join(phones.faults)
    return run


def real(
    seed: int, folder: Path, database_url: str, size: Size, tools: Playwright | None = None
) -> Run:
    """The whole app in Chromium: tabs and browsers are killed, profiles are opened again.

    `tools` is Playwright where it runs in this process already.
    """
    numbers = count(1)
    script = build_script(folder / "phone")
    with (
        a_world(folder, database_url, size.phones) as world,
        nullcontext(tools) if tools else sync_playwright() as chromium_tools,
        ExitStack() as stack,
    ):

        def handset(address: str) -> BrowserPhone:
            number = next(numbers)
            profile = folder / f"profile-{number}"
            phone = BrowserPhone(chromium_tools, script, profile, address, seed + number)
            stack.callback(phone.close)
            return phone

        with carried(world.people, world.server.port, handset) as hands:
            run = Run(seed, world, hands)
            run.go(size.dossiers, size.happenings)
            for phone in hands:
                phone.link.calm()
    return run
