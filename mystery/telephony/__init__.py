"""How calls are made: by hand, by a simulator, or by a provider; one interface, one registry.

What enters: an `Order` with numbers in E.164, and settings. What leaves: a provider's id of the call, and
`Told` values: what became of it. No other package knows a provider; none of this is needed to work, for a
`tel:` link and a stopwatch are enough.
"""

from mystery.telephony import twilio_browser, twilio_signature, twilio_told, twiml
from mystery.telephony.addresses import HOOKS
from mystery.telephony.links import dial_link
from mystery.telephony.model import (
    AWAY,
    Connection,
    Leg,
    MenuOrder,
    Order,
    Telephone,
    TelephoneDown,
    Told,
)
from mystery.telephony.registry import TELEPHONES, available, examine, telephone, usual
from mystery.telephony.simulator import SCRIPTS, script_of

__all__ = [
    "AWAY",
    "HOOKS",
    "SCRIPTS",
    "TELEPHONES",
    "Connection",
    "Leg",
    "MenuOrder",
    "Order",
    "Telephone",
    "TelephoneDown",
    "Told",
    "available",
    "dial_link",
    "examine",
    "script_of",
    "telephone",
    "twilio_browser",
    "twilio_signature",
    "twilio_told",
    "twiml",
    "usual",
]
