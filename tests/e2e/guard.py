"""What no page may do while a person uses it: complain in the console, or call another host.

A refusal of the content security policy appears in the console too, so one rule catches both.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebError

_LINK_LOST = "Failed to load resource: net::ERR_"
_REFUSED = "Failed to load resource: the server responded with a status of "


@dataclass
class Guard:
    """Listens to one phone or desk. `refusals` are the statuses that its journey provokes."""

    host: str
    refusals: frozenset[int] = frozenset()
    friends: set[str] = field(default_factory=set)
    """Other hosts to which the journey leads by itself: a payment's gateway."""
    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    _link_may_fail: bool = False

    def watch(self, context: BrowserContext) -> None:
        """Listen to every page of this context."""
        context.on("console", self._on_console)
        context.on("weberror", self._on_error)
        context.on("request", self._on_request)

    def expect_lost_link(self) -> None:
        """From now on the browser may report requests that found no link."""
        self._link_may_fail = True

    def check(self) -> None:
        """Fail with everything that was said."""
        assert not self.complaints, "In the console:\n" + "\n".join(self.complaints)
        assert not self.strangers, "Requests to other hosts:\n" + "\n".join(self.strangers)

    def _on_console(self, message: ConsoleMessage) -> None:
        if self._link_may_fail and message.text.startswith(_LINK_LOST):
            return
        if any(message.text.startswith(f"{_REFUSED}{status}") for status in self.refusals):
            return
        place = message.location.get("url", "")
        self.complaints.append(f"[{message.type}] {message.text} ({place})")

    def _on_error(self, error: WebError) -> None:
        self.complaints.append(f"[error] {error.error}")

    def _on_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        known = {self.host, *self.friends}
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc not in known:
            self.strangers.append(request.url)
