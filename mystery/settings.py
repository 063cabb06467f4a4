"""Every setting of an installation: its default, its environment variable and what it means."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from mystery.problems import Place, Problem, Rejected

PREFIX = "MYSTERY_"
QUEUES = ("postgresql", "postgres", "redis", "rediss")
"""Kinds of addresses that background work can be queued at."""
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_OF_THE_TESTS = {"MYSTERY_BROWSER", "MYSTERY_FAULTS", "MYSTERY_TEST_DATABASE"}
SIGNATURES = ("HMAC_SHA1", "HMAC_SHA256")
"""How Twilio may be told to sign its webhooks."""
_TRUE, _FALSE = ("1", "true", "yes", "on"), ("", "0", "false", "no", "off")


T = TypeVar("T")


def _setting(default: T, meaning: str) -> T:
    value: T = field(default=default, metadata={"meaning": meaning})
    return value


def _secret(meaning: str, default: str = "") -> str:
    """A setting whose value is never shown, not even in a traceback; an address may hold a password."""
    value: str = field(default=default, repr=False, metadata={"meaning": meaning, "secret": True})
    return value


@dataclass(frozen=True, slots=True)
class Settings:
    """What the operator may decide. Each field is read from `MYSTERY_<NAME>`."""

    instance_folder: Path = _setting(
        Path("instance"), "Folder of everything this installation owns: database, media, secrets, backups."
    )
    base_url: str = _setting(
        "http://localhost:8000",
        "Address people type; links in e-mails and webhook signatures are made from it.",
    )
    agency_name: str = _setting("Mystery", "Name of the research agency, shown on pages and reports.")
    database_url: str = _secret("SQLAlchemy address of the database. Empty: SQLite in the instance folder.")
    media_folder: str = _setting(
        "", "Folder of photos and recordings. Empty: `media` in the instance folder."
    )
    journal_folder: str = _setting(
        "",
        "Folder of the journal of all that arrives; best on another disk than the database. "
        "Empty: `journal` in the instance folder.",
    )
    rate_limit_url: str = _secret(
        "Where request counts are kept, e.g. `redis://host` for several processes.", default="memory://"
    )
    queue_url: str = _secret(
        "Where background work is queued: `postgresql://…` or `redis://…` for several machines. "
        "Empty: a SQLite file in the instance folder.",
    )
    jobs_in_server: bool = _setting(
        True, "`mystery serve` does background work itself. Off: `mystery worker` runs beside it."
    )
    job_threads: int = _setting(2, "Jobs that one process does at the same time.")
    host: str = _setting("127.0.0.1", "Network address that `mystery serve` listens on.")
    port: int = _setting(8000, "Port that `mystery serve` listens on.")
    threads: int = _setting(8, "Threads that `mystery serve` answers with.")
    proxy_hops: int = _setting(
        0, "Number of reverse proxies in front whose X-Forwarded headers are believed."
    )
    trusted_hosts: str = _setting(
        "", "Further host names to answer to, separated by commas. The base URL's is always among them."
    )
    default_language: str = _setting("de", "Language of people who have not chosen one: `de` or `en`.")
    default_time_zone: str = _setting("Europe/Berlin", "Time zone where no location gives another.")
    staff_idle_minutes: int = _setting(
        30, "Minutes without a click after which staff and clients log in again."
    )
    field_idle_minutes: int = _setting(720, "The same for testers and callers, who work a whole day.")
    staff_session_minutes: int = _setting(
        720, "Minutes after which a session of staff or clients ends in any case."
    )
    field_session_minutes: int = _setting(10_080, "The same for testers and callers.")
    login_limit: str = _setting("10 per minute", "How often one address may try to log in.")
    password_memory_kib: int = _setting(65_536, "Memory that hashing one password takes, in KiB (Argon2id).")
    password_rounds: int = _setting(3, "Passes over that memory.")
    max_upload_mb: int = _setting(32, "Largest request body, in megabytes.")
    max_image_megapixels: int = _setting(40, "Largest image that is decoded, in megapixels.")
    secret_key: str = _secret(
        "Key that signs links and tokens. Empty: made once and kept in the instance folder."
    )
    tablet_offline: bool = _setting(
        True,
        "Tablets keep the app itself, to start without a connection. Off: they drop it; their data stay.",
    )
    call_minutes: int = _setting(60, "Longest call that is put through, in minutes; then it is cut off.")
    twilio_account: str = _setting("", "Twilio account (AC…) that calls are made from. Empty: no Twilio.")
    twilio_api_key: str = _secret("Id (SK…) of the API key that requests to Twilio are made with.")
    twilio_api_secret: str = _secret("Secret of that API key.")
    twilio_token: str = _secret("Token that Twilio signs its webhooks with. Empty: every webhook is refused.")
    twilio_second_token: str = _secret("A second token that is believed too, while the first is changed.")
    twilio_signature: str = _setting(
        "HMAC_SHA1",
        "How webhooks are signed: `HMAC_SHA1` by the account's token, `HMAC_SHA256` by a key.",
    )
    twilio_number: str = _setting("", "Number that called parties see, unless a call plan has its own.")
    twilio_region: str = _setting("", "Region that Twilio works in, e.g. `ie1`; each key belongs to one.")
    twilio_edge: str = _setting("", "Edge to reach that region by, e.g. `dublin`.")
    twilio_machine_detection: bool = _setting(
        False, "Twilio guesses whether a machine answers; callers see it as a hint, nothing else follows."
    )
    twilio_app: str = _setting("", "TwiML app (AP…) for telephoning in the browser. Empty: not offered.")
    twilio_api_url: str = _setting("", "Another address than Twilio's own, on this machine: for tests.")
    log_json: bool = _setting(False, "Write the log as JSON lines instead of text.")
    mail: str = _setting(
        "null", "How letters leave: `smtp`, `console` (printed, for trying out) or `null` (not at all)."
    )
    mail_from: str = _setting("mystery@localhost", "Address that letters come from.")
    mail_host: str = _setting("localhost", "Mail server.")
    mail_port: int = _setting(587, "Its port.")
    mail_security: str = _setting("starttls", "`starttls`, `tls` from the first byte, or `none`.")
    mail_user: str = _setting("", "Name at the mail server. Empty: nobody logs in.")
    mail_password: str = _secret("Password at the mail server.")
    demo: bool = _setting(
        False, "Invented data only: the sign-in page names the accounts and their password."
    )

    @property
    def database(self) -> str:
        """The database's address, with the default filled in."""
        return self.database_url or f"sqlite:///{(self.instance_folder / 'mystery.db').resolve()}"

    @property
    def media(self) -> Path:
        chosen = Path(self.media_folder) if self.media_folder else self.instance_folder / "media"
        return chosen.resolve()  # Flask looks for relative paths beside the code

    @property
    def journal(self) -> Path:
        chosen = Path(self.journal_folder) if self.journal_folder else self.instance_folder / "journal"
        return chosen.resolve()

    @property
    def is_https(self) -> bool:
        return urlsplit(self.base_url).scheme == "https"

    @property
    def hosts(self) -> list[str]:
        """Host names this installation answers to."""
        named = urlsplit(self.base_url).hostname or "localhost"
        more = [host.strip() for host in self.trusted_hosts.split(",") if host.strip()]
        return [*dict.fromkeys([named, *more, *(_LOOPBACK if named in _LOOPBACK else ())])]


@dataclass(frozen=True, slots=True)
class SettingLine:
    """One line of the settings' page."""

    name: str
    variable: str
    default: str
    meaning: str
    is_secret: bool


def setting_lines() -> tuple[SettingLine, ...]:
    """Every setting in the order of the class."""
    return tuple(
        SettingLine(
            each.name,
            PREFIX + each.name.upper(),
            str(each.default),
            str(each.metadata["meaning"]),
            "secret" in each.metadata,
        )
        for each in fields(Settings)
    )


def settings_page() -> str:
    """The page docs/settings.md, made from the class above so that it cannot go stale."""
    head = (
        "# Settings\n\nEvery setting has a default. Set others in the environment or in a file `.env` beside "
        "`wsgi.py`.\nThis page is printed by `mystery settings --page`.\n\n"
        "| Variable | Default | Meaning |\n|---|---|---|\n"
    )
    rows = (
        f"| `{line.variable}` | {f'`{line.default}`' if line.default else ''} | {line.meaning} |\n"
        for line in setting_lines()
    )
    return head + "".join(rows)


def read_settings(environ: Mapping[str, str]) -> Settings:
    """The settings given by `MYSTERY_*` variables. What cannot be read is a problem, never a default."""
    kinds = {each.name: type(each.default) for each in fields(Settings)}
    given: dict[str, object] = {}
    problems: list[Problem] = []
    for name, kind in kinds.items():
        variable = PREFIX + name.upper()
        if variable not in environ:
            continue
        try:
            given[name] = _parse(kind, environ[variable])
        except ValueError:
            details = {"variable": variable, "value": environ[variable], "kind": kind.__name__}
            problems.append(Problem("SETTING_UNREADABLE", Place(path=variable), details))
    if problems:
        raise Rejected(problems)
    return Settings(**given)  # type: ignore[arg-type]  # each value was parsed by its field's type


def _parse(kind: type, text: str) -> object:
    if kind is not bool:
        return kind(text)
    if text.lower() in _TRUE:
        return True
    if text.lower() in _FALSE:
        return False
    raise ValueError(text)


def unknown_variables(environ: Mapping[str, str]) -> list[Problem]:
    """Warnings about `MYSTERY_*` variables that no setting has: most likely a slip of the pen."""
    known = {line.variable for line in setting_lines()} | _OF_THE_TESTS
    strange = sorted(name for name in environ if name.startswith(PREFIX) and name not in known)
    return [Problem("SETTING_UNKNOWN", Place(path=name), {"variable": name}) for name in strange]


def check_settings(settings: Settings) -> list[Problem]:
    """What is wrong with settings that can be read: found before the first request, not by a user."""
    problems: list[Problem] = []
    address = urlsplit(settings.base_url)
    if address.scheme not in ("http", "https") or not address.hostname:
        problems.append(
            Problem("BASE_URL_UNREADABLE", Place(path="MYSTERY_BASE_URL"), {"url": settings.base_url})
        )
    elif address.scheme == "http" and address.hostname not in _LOOPBACK:
        problems.append(
            Problem("BASE_URL_NOT_HTTPS", Place(path="MYSTERY_BASE_URL"), {"url": settings.base_url})
        )
    if settings.secret_key and len(settings.secret_key) < 32:
        problems.append(Problem("SECRET_KEY_SHORT", Place(path="MYSTERY_SECRET_KEY"), {"minimum": 32}))
    if settings.queue_url and urlsplit(settings.queue_url).scheme not in QUEUES:
        details = {"queues": ", ".join(QUEUES)}
        problems.append(Problem("QUEUE_URL_UNKNOWN", Place(path="MYSTERY_QUEUE_URL"), details))
    if settings.default_language not in ("de", "en"):
        details = {"language": settings.default_language}
        problems.append(Problem("LANGUAGE_UNKNOWN", Place(path="MYSTERY_DEFAULT_LANGUAGE"), details))
    return [*problems, *_check_twilio(settings), *_check_mail(settings)]


def _check_twilio(settings: Settings) -> list[Problem]:
    """What would send credentials elsewhere, or believe what nobody signed."""
    problems: list[Problem] = []
    if settings.twilio_api_url and urlsplit(settings.twilio_api_url).hostname not in _LOOPBACK:
        problems.append(Problem("TWILIO_ELSEWHERE", Place(path="MYSTERY_TWILIO_API_URL")))
    if settings.twilio_signature not in SIGNATURES:
        details = {"algorithm": settings.twilio_signature}
        problems.append(Problem("TWILIO_SIGNATURE_UNKNOWN", Place(path="MYSTERY_TWILIO_SIGNATURE"), details))
    if not re.fullmatch(r"[a-z0-9-]*", settings.twilio_edge):  # it stands in a header of the call page
        details = {"edge": settings.twilio_edge}
        problems.append(Problem("TWILIO_EDGE_UNREADABLE", Place(path="MYSTERY_TWILIO_EDGE"), details))
    return problems


def _check_mail(settings: Settings) -> list[Problem]:
    allowed = {"MAIL": ("smtp", "console", "null"), "MAIL_SECURITY": ("starttls", "tls", "none")}
    given = {"MAIL": settings.mail, "MAIL_SECURITY": settings.mail_security}
    return [
        Problem(
            "SETTING_NOT_AMONG",
            Place(path=PREFIX + name),
            {"variable": PREFIX + name, "value": given[name], "allowed": ", ".join(values)},
        )
        for name, values in allowed.items()
        if given[name] not in values
    ]


def secret_key(settings: Settings) -> str:
    """The signing key: the operator's, or one made on first run that only this account may read."""
    if settings.secret_key:
        return settings.secret_key
    settings.instance_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = settings.instance_folder / "secret_key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        key = secrets.token_urlsafe(48)
        file.write(key)
    return key
