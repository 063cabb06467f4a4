"""Twilio's webhooks. The guard has checked the signature; each does one short thing and answers."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from mystery.clock import utcnow
from mystery.services import dialling
from mystery.services.context import settings
from mystery.telephony import Leg, twilio_told, twiml
from mystery.web.hooks.blueprint import blueprint, instructions, taken
from mystery.web.shared.security import csrf


@blueprint.post("/twilio/voice")
def voice() -> ResponseReturnValue:
    """Our caller has picked up: connect with whom?"""
    connection = dialling.connect(_reference(), request.form.get("CallSid", ""))
    return instructions(twiml.bridge(connection, settings()) if connection else twiml.goodbye())


@blueprint.post("/twilio/browser")
def browser() -> ResponseReturnValue:
    """Our caller telephones in the browser: connect with whom?"""
    sent = request.form
    connection = dialling.connect_browser(
        sent.get("attempt", ""), sent.get("From", ""), sent.get("CallSid", "")
    )
    return instructions(twiml.bridge(connection, settings()) if connection else twiml.goodbye())


@blueprint.post("/twilio/status")
def status() -> ResponseReturnValue:
    """One leg of a call has come further."""
    leg = Leg.CALLER if request.args.get("leg") == Leg.CALLER else Leg.TARGET
    dialling.heard(_reference(), twilio_told.by_status(request.form, leg, utcnow()))
    return taken()


@blueprint.post("/twilio/ended")
def ended() -> ResponseReturnValue:
    """The called leg is over, so ours is."""
    dialling.heard(_reference(), twilio_told.by_dial(request.form, utcnow()))
    return instructions(twiml.goodbye())


@blueprint.post("/twilio/amd")
def amd() -> ResponseReturnValue:
    """What answering-machine detection believes."""
    dialling.heard(_reference(), twilio_told.by_detection(request.form, utcnow()))
    return taken()


def _reference() -> str:
    return request.args.get("attempt", "")


for view in (voice, browser, status, ended, amd):
    csrf.exempt(view)  # no cookie speaks for anybody here; the signature does
