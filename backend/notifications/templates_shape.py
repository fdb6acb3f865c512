"""The shape of a message's words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Template:
    """`sms`: the part of a text that may be shortened, between the slip number and whom to call."""

    title: str
    sentences: tuple[str, ...]
    next: str
    sms: str = ""
