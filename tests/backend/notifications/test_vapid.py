"""Our keys towards push services: made once, readable by their owner, rotated, dropped."""

from __future__ import annotations

import base64
import json
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from py_vapid import Vapid02

from backend.notifications.vapid import TOKEN_SECONDS, KeyGone, Keys, Tokens

FCM, MOZILLA = "https://fcm.googleapis.com", "https://updates.push.services.mozilla.com"
CONTACT = "mailto:mot-cua@example.vn"


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    return Keys(tmp_path / "vapid")


def test_the_first_run_makes_a_key_for_its_owner_only(keys: Keys, tmp_path: Path) -> None:
    made = keys.current()
    assert keys.known() == [made]
    assert Keys(tmp_path / "vapid").current() == made
    files = list((tmp_path / "vapid").iterdir())
    assert {file.name for file in files} == {f"{made}.pem", "current"}
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert stat.S_IMODE((tmp_path / "vapid").stat().st_mode) == 0o700


def test_processes_that_start_together_agree_on_one(tmp_path: Path) -> None:
    """Seen failing with `replace` instead of `link`."""
    for turn in range(20):
        folder = tmp_path / str(turn)
        with ThreadPoolExecutor(8) as pool:
            made = set(pool.map(lambda _, at=folder: Keys(at).current(), range(8)))
        assert len(made) == 1
        assert Keys(folder).known() == sorted(made)


def test_after_a_rotation_the_old_key_still_signs(keys: Keys) -> None:
    old = keys.current()
    new = keys.rotate()
    assert keys.current() == new != old
    assert set(keys.known()) == {old, new}
    assert keys.public(old) != keys.public(new)
    header = Tokens(keys, CONTACT).authorization(old, FCM)
    assert Vapid02.verify(header)
    assert header.endswith(f"k={keys.public(old)}")


def test_a_dropped_key_signs_nothing_more(keys: Keys) -> None:
    old = keys.current()
    with pytest.raises(ValueError, match="rotated"):
        keys.drop(old)
    keys.rotate()
    keys.private(old)
    keys.drop(old)
    with pytest.raises(KeyGone):
        keys.private(old)
    with pytest.raises(KeyGone):
        keys.drop("0" * 16)


def test_a_token_is_used_again_until_it_gets_old(keys: Keys) -> None:
    """Signing costs more than encrypting; a service may see one token for hours (RFC 8292)."""
    now = 1_000_000.0
    tokens = Tokens(keys, CONTACT, lambda: now)
    key_id = keys.current()
    first = tokens.authorization(key_id, FCM)
    assert tokens.authorization(key_id, FCM) is first
    assert tokens.authorization(key_id, MOZILLA) != first
    claims = first.split("t=")[1].split(",")[0].split(".")[1]
    told = json.loads(base64.urlsafe_b64decode(claims + "=="))
    assert told == {"aud": FCM, "exp": int(now) + TOKEN_SECONDS, "sub": CONTACT}
    now += TOKEN_SECONDS - 1800
    second = tokens.authorization(key_id, FCM)
    assert second != first
    tokens.forget(key_id, FCM)
    now += 1
    assert tokens.authorization(key_id, FCM) != second
