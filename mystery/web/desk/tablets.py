"""Tablets: what went missing, who has which, and the code that sets one up."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mystery.access import allowed, require
from mystery.clock import utcnow
from mystery.services import devices, holdings, tablets
from mystery.web.desk.blueprint import blueprint
from mystery.web.shared.attempts import tried
from mystery.web.shared.identity import current_actor
from mystery.web.shared.listing import here, pages_of, wanted_page
from mystery.web.shared.lookup import device_or_404, holding_or_404, tester_or_404
from mystery.web.shared.tablet_words import qr_code, tablet_row


@blueprint.get("/tablets", endpoint="tablets")
def all_tablets() -> ResponseReturnValue:
    actor, now, text = current_actor(), utcnow(), request.args.get("q", "")[:100]
    found = tablets.list_tablets(actor, now, text=text, page=wanted_page())
    return render_template(
        "desk/tablets/tablets.html",
        rows=[tablet_row(each) for each in found.lines],
        total=found.total,
        text=text,
        page=wanted_page(),
        page_url=lambda number: here(page=number),
        pages=pages_of(found.total, tablets.PAGE),
        alarms=holdings.alarms(actor, now),
        quiet_since=now - holdings.SILENT_AFTER,
        testers=tablets.testers(actor) if allowed(actor, "device.edit") else (),
    )


@blueprint.get("/tablets/testers/<uuid:public_id>")
def tester_tablets(public_id: UUID) -> ResponseReturnValue:
    profile = tester_or_404(public_id)
    lines = tablets.tablets_of(profile.user, utcnow())
    return render_template(
        "desk/tablets/tester.html",
        profile=profile,
        rows=[tablet_row(each) for each in lines],
        message=tablets.told(lines),
        longest=tablets.LONGEST_MESSAGE,
        longest_reason=tablets.LONGEST_REASON,
    )


@blueprint.post("/tablets/testers")
def tablet_for() -> ResponseReturnValue:
    """From the list: leads to the page of the tester who was chosen."""
    require(current_actor(), "device.view")
    chosen = request.form.get("tester", None, type=UUID)
    if chosen is None:
        flash(_("Choose a tester."), "danger")
        return redirect(url_for("desk.tablets"))
    return redirect(url_for("desk.tester_tablets", public_id=chosen))


@blueprint.post("/tablets/testers/<uuid:public_id>/code")
def tablet_code(public_id: UUID) -> ResponseReturnValue:
    """Shown in the reply itself and kept nowhere: whoever loads it again makes another one."""
    profile = tester_or_404(public_id)
    code = devices.make_code(profile.user, current_actor())
    return render_template("desk/tablets/code.html", profile=profile, code=code, image=qr_code(code))


@blueprint.post("/tablets/testers/<uuid:public_id>/message")
def tablet_message(public_id: UUID) -> ResponseReturnValue:
    profile = tester_or_404(public_id)
    text = request.form.get("message", "")
    tried(
        lambda: tablets.say(profile.user, text, current_actor()),
        _("The tablets show it with their next contact."),
    )
    return redirect(url_for("desk.tester_tablets", public_id=public_id))


@blueprint.post("/tablets/<uuid:public_id>/revoke")
def tablet_revoke(public_id: UUID) -> ResponseReturnValue:
    device = device_or_404(public_id, to="edit")
    typed = request.form.get("confirm_name", "")
    tried(lambda: devices.revoke(device, current_actor(), typed=typed), _("The tablet is revoked."))
    profile = device.user.tester_profile
    if profile is None:
        return redirect(url_for("desk.tablets"))
    return redirect(url_for("desk.tester_tablets", public_id=profile.public_id))


@blueprint.post("/tablets/<uuid:public_id>/accept")
def tablet_accept(public_id: UUID) -> ResponseReturnValue:
    device, reason = device_or_404(public_id, to="accept"), request.form.get("reason", "")
    tried(
        lambda: tablets.accept_storage(device, current_actor(), reason),
        _("The tablet is accepted. It hears so at its next contact and warns no more."),
    )
    profile = device.user.tester_profile
    if profile is None:
        return redirect(url_for("desk.tablets"))
    return redirect(url_for("desk.tester_tablets", public_id=profile.public_id))


@blueprint.post("/tablets/losses/<uuid:public_id>/settle")
def loss_settle(public_id: UUID) -> ResponseReturnValue:
    holding, reason = holding_or_404(public_id, to="edit"), request.form.get("reason", "")
    tried(lambda: holdings.settle(holding, current_actor(), reason), _("The loss is settled."))
    return redirect(url_for("desk.tablets"))
