"""The only reader of the environment.

Everything else receives the frozen `Settings`: `current_settings()`, `create_app(settings)`.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

Mode = Literal["demo", "production", "test"]

PACKAGE_FOLDER = Path(__file__).resolve().parent


class SettingsError(ValueError):
    """A setting is missing or contradicts another; the text says which and what to do."""


@dataclass(frozen=True, slots=True)
class PaymentSettings:
    """What the providers gave to the commune; empty where there is no contract.

    `sandbox_url`: our own gateway of the demo. It never stands beside real credentials.
    """

    vnpay_code: str = ""
    vnpay_secret: str = field(default="", repr=False)
    vnpay_pay_url: str = ""
    vnpay_api_url: str = ""
    vnpay_addresses: tuple[str, ...] = ()
    payos_key: str = field(default="", repr=False)
    sandbox_url: str = ""


_NO_CONTACT = "mailto:motcua@localhost"


@dataclass(frozen=True, slots=True)
class PushSettings:
    """Web Push. `services`: push services beside the known ones, as `endpoints.Services` takes
    them; `contact`: whom a push service may write to about our messages (mailto: or https:)."""

    services: tuple[str, ...] = ()
    contact: str = _NO_CONTACT


@dataclass(frozen=True, slots=True)
class SmsSettings:
    """`gateway`: how the commune's SMS gateway is spoken to, as the operator wrote it down
    (`backend/notifications/sms_template.py`); None where there is none."""

    gateway: Mapping[str, Any] | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """How this installation runs. Folders are absolute, sizes in bytes, times in seconds."""

    data_folder: Path
    database_url: str
    blob_url: str
    rate_limit_url: str
    secret_key: str = field(repr=False)
    mode: Mode = "production"
    public_url: str = "http://localhost:8000"
    host: str = "127.0.0.1"
    port: int = 8000
    trusted_proxies: int = 0
    max_json_bytes: int = 256 * 1024
    max_page_bytes: int = 15 * 1024 * 1024
    payments: PaymentSettings = PaymentSettings()
    push: PushSettings = PushSettings()
    sms: SmsSettings = SmsSettings()
    draft_days: int = 90
    catalogue_agency: str = ""
    """Which agency keeps the catalogue where several share this server; the only one needs none."""

    @property
    def is_demo(self) -> bool:
        """True while invented people and a visible code console are served."""
        return self.mode == "demo"

    @property
    def secure_cookies(self) -> bool:
        """Cookies carry Secure wherever the public address is https."""
        return self.public_url.startswith("https://")


def shipped(name: str) -> Path:
    """The folder `name` ("migrations", "pwa") in a checkout, or its copy inside the wheel."""
    beside = {"migrations": "migrations", "pwa": "pwa/dist"}[name]
    checkout = PACKAGE_FOLDER.parent / beside
    return checkout if checkout.is_dir() else PACKAGE_FOLDER / "_shipped" / name


def load(environment: Mapping[str, str] | None = None) -> Settings:
    """Read `MOTCUA_*` variables; raise SettingsError naming the variable that is wrong."""
    env = os.environ if environment is None else environment
    data = Path(env.get("MOTCUA_DATA", "./instance")).resolve()
    mode = env.get("MOTCUA_MODE", "production")
    if mode not in ("demo", "production", "test"):
        raise SettingsError("MOTCUA_MODE must be demo, production or test.")
    host = env.get("MOTCUA_HOST", "127.0.0.1")
    if mode == "demo" and host not in ("127.0.0.1", "localhost", "::1"):
        raise SettingsError(
            "Demo mode serves this machine only: leave MOTCUA_HOST at 127.0.0.1, "
            "or set MOTCUA_MODE=production for real use."
        )
    port = _whole_number(env, "MOTCUA_PORT", 8000)
    return Settings(
        data_folder=data,
        database_url=env.get("MOTCUA_DATABASE_URL", f"sqlite:///{data / 'motcua.db'}"),
        blob_url=env.get("MOTCUA_BLOB_URL", f"file://{data / 'blobs'}"),
        rate_limit_url=env.get("MOTCUA_RATE_LIMIT_URL", "memory://"),
        secret_key=env.get("MOTCUA_SECRET_KEY") or _kept_secret(data / "secret_key"),
        mode=mode,  # type: ignore[arg-type]  # The check above has narrowed the text to the literal.
        public_url=env.get("MOTCUA_PUBLIC_URL", f"http://localhost:{port}").rstrip("/"),
        host=host,
        port=port,
        trusted_proxies=_whole_number(env, "MOTCUA_TRUSTED_PROXIES", 0),
        payments=_payments(env, mode),
        push=_push(env, mode),
        sms=_sms(env),
        draft_days=_draft_days(env),
        catalogue_agency=env.get("MOTCUA_CATALOGUE_AGENCY", "H56.126" if mode == "demo" else ""),
    )


def _draft_days(env: Mapping[str, str]) -> int:
    days = _whole_number(env, "MOTCUA_DRAFT_DAYS", 90)
    if not 1 <= days <= 3650:
        raise SettingsError("MOTCUA_DRAFT_DAYS must be between 1 and 3650 days.")
    return days


def _sms(env: Mapping[str, str]) -> SmsSettings:
    """MOTCUA_SMS_GATEWAY names a JSON file: it holds a secret, so no variable holds it itself."""
    path = env.get("MOTCUA_SMS_GATEWAY")
    if not path:
        return SmsSettings()
    try:
        described = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(f"MOTCUA_SMS_GATEWAY: {path} cannot be read as JSON.") from error
    if not isinstance(described, dict):
        raise SettingsError(f"MOTCUA_SMS_GATEWAY: {path} must hold an object.")
    return SmsSettings(described)


def _push(env: Mapping[str, str], mode: str) -> PushSettings:
    """A push service without https is for tests and the demo."""
    services = tuple(env.get("MOTCUA_PUSH_SERVICES", "").split())
    plain = [entry for entry in services if entry.startswith("http://")]
    if plain and mode == "production":
        raise SettingsError(f"MOTCUA_PUSH_SERVICES: {plain[0]} must be reached by https.")
    public = env.get("MOTCUA_PUBLIC_URL", "").rstrip("/")
    contact = env.get("MOTCUA_PUSH_CONTACT") or (
        public if public.startswith("https://") else _NO_CONTACT
    )
    if not contact.startswith(("mailto:", "https://")):
        raise SettingsError("MOTCUA_PUSH_CONTACT must be a mailto: or https: address.")
    return PushSettings(services=services, contact=contact)


_VNPAY = (
    "MOTCUA_VNPAY_CODE",
    "MOTCUA_VNPAY_SECRET",
    "MOTCUA_VNPAY_PAY_URL",
    "MOTCUA_VNPAY_API_URL",
)


def _payments(env: Mapping[str, str], mode: str) -> PaymentSettings:
    given = [name for name in (*_VNPAY, "MOTCUA_PAYOS_KEY") if env.get(name)]
    sandbox = env.get("MOTCUA_PAYMENT_SANDBOX", "").rstrip("/")
    if sandbox and given:
        raise SettingsError(
            f"MOTCUA_PAYMENT_SANDBOX and {given[0]} are both set: invented money and real money "
            "never stand together. Remove one of them."
        )
    if sandbox and mode == "production":
        raise SettingsError("MOTCUA_PAYMENT_SANDBOX is for the demo: production takes real money.")
    missing = [name for name in _VNPAY if not env.get(name)]
    if missing and len(missing) < len(_VNPAY):
        raise SettingsError(f"VNPay needs {missing[0]} too.")
    code, secret, pay_url, api_url = (env.get(name, "") for name in _VNPAY)
    return PaymentSettings(
        vnpay_code=code,
        vnpay_secret=secret,
        vnpay_pay_url=pay_url,
        vnpay_api_url=api_url,
        vnpay_addresses=tuple(env.get("MOTCUA_VNPAY_ADDRESSES", "").split()),
        payos_key=env.get("MOTCUA_PAYOS_KEY", ""),
        sandbox_url=sandbox,
    )


def _whole_number(env: Mapping[str, str], name: str, default: int) -> int:
    text = env.get(name, str(default))
    if not text.isdecimal():
        raise SettingsError(f"{name} must be a whole number, not {text!r}.")
    return int(text)


def _kept_secret(path: Path) -> str:
    """The secret that signs cookies: made once, readable by its owner only."""
    if path.exists():
        return path.read_text(encoding="ascii").strip()
    path.parent.mkdir(parents=True, exist_ok=True)
    secret = secrets.token_urlsafe(48)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # Two processes started at once; the first one's secret counts.
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secret)
    return secret
