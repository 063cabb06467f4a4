"""The key a caller's browser telephones with over Twilio: short-lived, outgoing only, one person's."""

from __future__ import annotations

from mystery.settings import Settings
from mystery.telephony import registry
from mystery.telephony.model import TelephoneDown

LIFE_SECONDS = 600


def browser_key(identity: str, settings: Settings) -> str:
    """A signed token for one caller. Raises `TelephoneDown` where browsers are not to telephone."""
    if not settings.twilio_app or registry.twilio_missing(settings):
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
