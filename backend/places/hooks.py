"""What the places tell phones of domains above them; `create_app` fills it in."""

from __future__ import annotations

from collections.abc import Callable, Collection


def _nobody_records() -> Collection[str]:
    return ()


recorded: Callable[[], Collection[str]] = _nobody_records
"""Codes of the agencies that have recorded anything of what procedures say."""
