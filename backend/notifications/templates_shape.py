"""The shape of a message's words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Template:
    """`sms`: the part of a text that may be shortened, between the slip number and whom to call.

    Of a sentence in several ways the first is said whose facts are all known.
    """

    title: str
    sentences: tuple[str | tuple[str, ...], ...]
    next: str
    sms: str = ""
