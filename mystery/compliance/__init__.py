"""What a country allows on the telephone, as data with date and source; a country nobody knows is strictest.

What enters: countries and their parts, the kind of call, a local moment, who has agreed. What leaves:
problems; none means that nothing here speaks against it. It is a help for planners, not legal advice.
"""

from mystery.compliance.calling import against_moment, consent_of, pack_of
from mystery.compliance.model import Clock, Consent, Hours, Pack, Said, Source
from mystery.compliance.numbers import (
    ALLOWABLE_KINDS,
    ALWAYS_REFUSED,
    Guards,
    against_number,
    guards,
)
from mystery.compliance.packs import PACKS, STRICTEST
from mystery.compliance.recording import SIDES, against_recording

__all__ = [
    "ALLOWABLE_KINDS",
    "ALWAYS_REFUSED",
    "PACKS",
    "SIDES",
    "STRICTEST",
    "Clock",
    "Consent",
    "Guards",
    "Hours",
    "Pack",
    "Said",
    "Source",
    "against_moment",
    "against_number",
    "against_recording",
    "consent_of",
    "guards",
    "pack_of",
]
