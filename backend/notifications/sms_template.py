"""How an SMS gateway is spoken to, as the operator wrote it down. Pure.

Each gateway has its own request, so the request is data: method, address, headers, and a body as
JSON or as a form, with {to}, {text} and {id} wherever they belong. `{id}` is our id of the message
and the gateway's idempotency key. Values are put into the finished structure, never into its text:
no telephone number or sentence can change the shape of a request.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal
from urllib.parse import quote, urlencode, urlsplit

METHODS: Final = ("POST", "PUT", "GET")
_HERE: Final = ("localhost", "127.0.0.1", "::1")
_PLACES: Final = ("{to}", "{text}", "{id}")

Answered = Literal["taken", "missing", "delivered", "failed", "unclear"]


class TemplateError(ValueError):
    """The description of the gateway cannot be used; the text says where and why."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A request ready to go."""

    method: str
    url: str
    headers: Mapping[str, str] = field(repr=False)
    body: bytes | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Template:
    """One request of a gateway."""

    method: str
    url: str
    headers: Mapping[str, str] = field(repr=False)
    json: Any = None
    form: Mapping[str, str] | None = None

    def fill(self, values: Mapping[str, str]) -> Filled:
        """Put the values in their places, each escaped as its place needs it."""
        url = _filled(self.url, {name: quote(value, safe="") for name, value in values.items()})
        headers = {name: _filled(text, values) for name, text in self.headers.items()}
        body: bytes | None = None
        if self.json is not None:
            body = json.dumps(_deep(self.json, values), ensure_ascii=False).encode()
            headers.setdefault("Content-Type", "application/json; charset=utf-8")
        elif self.form is not None:
            pairs = {name: _filled(text, values) for name, text in self.form.items()}
            body = urlencode(pairs).encode()
            headers.setdefault("Content-Type", "application/x-www-form-urlencoded")
        return Filled(self.method, url, headers, body)


@dataclass(frozen=True, slots=True)
class Gateway:
    """`id_at`: where the gateway's own id stands in its answer to `send`, as "data.id". `ask`: what
    became of a message; `state_at` and `words` read its answer. `secret` signs its notices."""

    send: Template
    id_at: str = ""
    ask: Template | None = None
    state_at: str = "state"
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)
    secret: str = field(default="", repr=False)

    def state(self, told: Any) -> Answered:
        """What the gateway's answer to `ask` says."""
        return self.meaning(at_path(told, self.state_at))

    def meaning(self, word: Any) -> Answered:
        """What a state is to us that the gateway has a word of its own for."""
        known = str(word or "").strip().lower()
        for name in ("delivered", "failed", "missing", "taken"):
            if known in self.words.get(name, frozenset()):
                return name
        return "unclear"


_WORDS: Mapping[str, tuple[str, ...]] = {
    "delivered": ("delivered", "delivrd", "success"),
    "failed": ("failed", "rejected", "undelivered", "undeliv", "rejectd", "expired"),
    "missing": ("missing", "not_found", "unknown"),
    "taken": ("taken", "accepted", "queued", "sent", "pending"),
}


def gateway_of(data: Mapping[str, Any]) -> Gateway:
    """From the operator's JSON; raises TemplateError."""
    strange = set(data) - {"send", "id_at", "ask", "state_at", "words", "secret"}
    if strange:
        raise TemplateError(f"{sorted(strange)[0]}: nobody knows this part.")
    words = {**_WORDS, **data.get("words", {})}
    send = _template("send", data.get("send"))
    if "{id}" not in repr(send.url) + repr(send.headers) + repr(send.json) + repr(send.form):
        raise TemplateError("send: {id} is missing; without it a repeated text is sent twice.")
    return Gateway(
        send=send,
        id_at=str(data.get("id_at", "")),
        ask=_template("ask", data["ask"]) if data.get("ask") else None,
        state_at=str(data.get("state_at", "state")),
        words={name: frozenset(str(w).lower() for w in said) for name, said in words.items()},
        secret=str(data.get("secret", "")),
    )


def at_path(data: Any, path: str) -> Any:
    """What stands at "data.0.id"; None where there is nothing."""
    for part in path.split(".") if path else ():
        if isinstance(data, Mapping):
            data = data.get(part)
        elif isinstance(data, list) and part.isdecimal() and int(part) < len(data):
            data = data[int(part)]
        else:
            return None
    return data if path else None


def _template(name: str, data: Any) -> Template:
    if not isinstance(data, Mapping) or not isinstance(data.get("url"), str):
        raise TemplateError(f"{name}: an address (url) is needed.")
    method = str(data.get("method", "POST")).upper()
    if method not in METHODS:
        raise TemplateError(f"{name}: the method is one of {', '.join(METHODS)}.")
    address = urlsplit(data["url"])
    if address.scheme != "https" and address.hostname not in _HERE:
        raise TemplateError(f"{name}: texts hold codes, so the address begins with https.")
    if "{" in address.netloc:
        raise TemplateError(f"{name}: nothing is put into the name of the server.")
    if data.get("json") is not None and data.get("form") is not None:
        raise TemplateError(f"{name}: the body is JSON or a form, not both.")
    headers = {str(key): str(value) for key, value in data.get("headers", {}).items()}
    form = data.get("form")
    pairs = None if form is None else {str(key): str(value) for key, value in form.items()}
    return Template(method, data["url"], headers, data.get("json"), pairs)


def _filled(text: str, values: Mapping[str, str]) -> str:
    """In one pass: a value that looks like a place is not filled again."""
    for place in _PLACES:
        text = text.replace(place, f"\0{place[1:-1]}\0")
    parts = text.split("\0")
    return "".join(values.get(part, "") if n % 2 else part for n, part in enumerate(parts))


def _deep(shape: Any, values: Mapping[str, str]) -> Any:
    if isinstance(shape, str):
        return _filled(shape, values)
    if isinstance(shape, Mapping):
        return {key: _deep(item, values) for key, item in shape.items()}
    if isinstance(shape, list):
        return [_deep(item, values) for item in shape]
    return shape
