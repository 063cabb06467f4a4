"""The key a caller's browser telephones with over Twilio: short-lived, outgoing only, one person's."""

from __future__ import annotations

from mystery.settings import Settings
from mystery.telephony import registry
from mystery.telephony.model import TelephoneDown

LIFE_SECONDS = 600
_USUAL_EDGE = "roaming"


def is_offered(settings: Settings) -> bool:
    """Whether browsers may telephone here at all."""
    return bool(settings.twilio_app) and not registry.twilio_missing(settings)


def edge(settings: Settings) -> str:
    """Where a browser enters Twilio's network."""
    return settings.twilio_edge or _USUAL_EDGE


def signalling(settings: Settings) -> str:
    """The one address that such a browser has to reach; what is spoken goes another way than by requests."""
    return f"wss://voice-js.{edge(settings)}.twilio.com"


def browser_key(identity: str, settings: Settings) -> str:
    """A signed token for one caller. Raises `TelephoneDown` where browsers are not to telephone."""
    if not is_offered(settings):
        raise TelephoneDown("no-browser-phone")
    from twilio.jwt.access_token import AccessToken
    from twilio.jwt.access_token.grants import VoiceGrant

    token = AccessToken(
        settings.twilio_account,
        settings.twilio_api_key,
        settings.twilio_api_secret,
        identity=identity,
        ttl=LIFE_SECONDS,
        region=settings.twilio_region or None,
    )
    token.add_grant(VoiceGrant(incoming_allow=False, outgoing_application_sid=settings.twilio_app))
    return str(token.to_jwt())
