"""Whether a webhook comes from Twilio: its signature over our own address and what was sent.

The address is made from the base URL and the request's raw target, never from a header. The algorithm is
the installation's decision: a header that names another one is a reason to refuse, not to follow.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, urlsplit

from twilio.request_validator import RequestValidator, get_signature_algorithm

from mystery.settings import SIGNATURES, Settings

SIGNATURE = "X-Twilio-Signature"
SIGNATURE_SETTINGS = "X-Twilio-Webhooks-Signature-Settings"


@dataclass(frozen=True, slots=True)
class Message:
    """A request as it came. `form` are all its values, untrimmed; `json` its text where it has one."""

    target: str
    signature: str
    named_settings: str = ""
    form: Mapping[str, object] | None = None
    json: str | None = None


def is_from_twilio(message: Message, settings: Settings) -> bool:
    """Whether one of the tokens in force signed exactly this; False without any token."""
    tokens = [each for each in (settings.twilio_token, settings.twilio_second_token) if each]
    algorithm = settings.twilio_signature
    if not tokens or not message.signature or algorithm not in SIGNATURES:
        return False
    if get_signature_algorithm(message.named_settings).upper() != algorithm:
        return False
    address = settings.base_url.rstrip("/") + message.target
    if message.json is not None and "bodySHA256" not in parse_qs(urlsplit(address).query):
        return False  # nothing would bind the body to the signature
    sent = message.form if message.json is None else message.json
    return any(
        RequestValidator(token).validate(address, sent, message.signature, algorithm) for token in tokens
    )


def raw_target(environ: Mapping[str, object]) -> str:
    """Path and query as they stood in the request's first line; servers put it under different names."""
    raw = str(environ.get("RAW_URI") or environ.get("REQUEST_URI") or "")
    if raw.startswith(("http://", "https://")):
        parts = urlsplit(raw)
        raw = f"{parts.path}?{parts.query}" if parts.query else parts.path
    if raw.startswith("/"):
        return raw
    path = f"{environ.get('SCRIPT_NAME', '')}{environ.get('PATH_INFO', '')}"
    query = str(environ.get("QUERY_STRING", ""))
    return quote(path.encode("latin-1")) + (f"?{query}" if query else "")
