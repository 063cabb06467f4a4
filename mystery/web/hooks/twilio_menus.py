"""What Twilio asks and tells on a run through a voice menu."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from mystery.clock import utcnow
from mystery.services import menu_runs
from mystery.services.context import settings
from mystery.telephony import Leg, twilio_told, twiml
from mystery.telephony.addresses import hook
from mystery.web.hooks.blueprint import blueprint, instructions, taken
from mystery.web.shared.security import csrf


@blueprint.post("/twilio/menu")
def menu() -> ResponseReturnValue:
    """One level is over: what is pressed next?"""
    run, number = request.args.get("run", ""), request.args.get("step", 0, type=int)
    step = menu_runs.next_step(run, number, request.form.get("CallSid", ""), utcnow())
    if step is None:
        return instructions(twiml.goodbye())
    then = hook(settings().base_url, "menu", run=run, step=number + 1)
    return instructions(twiml.press(step.digits, step.wait_seconds, then))


@blueprint.post("/twilio/menu-status")
def menu_status() -> ResponseReturnValue:
    told = twilio_told.by_status(request.form, Leg.CALLER, utcnow())
    menu_runs.heard(request.args.get("run", ""), told)
    return taken()


for view in (menu, menu_status):
    csrf.exempt(view)  # no cookie speaks for anybody here; the signature does
