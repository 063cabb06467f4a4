"""A tester's own tablets: set this one up, see the others, take one's word."""

from __future__ import annotations

from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mystery.clock import utcnow
from mystery.services import devices, tablets
from mystery.web.capi.blueprint import blueprint
from mystery.web.shared.attempts import tried
from mystery.web.shared.identity import current_actor, signed_in
from mystery.web.shared.lookup import own_device_or_404
from mystery.web.shared.tablet_words import qr_code, tablet_row


@blueprint.get("/tablet", endpoint="tablet")
def own_tablets() -> ResponseReturnValue:
    lines = tablets.tablets_of(signed_in(), utcnow())
    return render_template("capi/tablet.html", rows=[tablet_row(each) for each in lines])


@blueprint.post("/tablet/code")
def tablet_code() -> ResponseReturnValue:
    """The code for the tablet in hand, as a link, and for another one, as a picture."""
    code = devices.make_code(signed_in(), current_actor())
    return render_template("capi/tablet_code.html", code=code, image=qr_code(code))


@blueprint.post("/tablet/<uuid:public_id>/revoke")
def tablet_revoke(public_id: UUID) -> ResponseReturnValue:
    device, typed = own_device_or_404(public_id), request.form.get("confirm_name", "")
    tried(lambda: devices.revoke(device, current_actor(), typed=typed), _("The tablet is revoked."))
    return redirect(url_for("capi.tablet"))
