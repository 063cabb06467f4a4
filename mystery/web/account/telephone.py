"""A caller's own telephone, which rings first when a provider makes the calls."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mystery.services import own_telephone
from mystery.web.account.blueprint import blueprint
from mystery.web.account.forms import TelephoneForm
from mystery.web.shared.attempts import saved
from mystery.web.shared.identity import current_actor


@blueprint.route("/account/telephone", methods=["GET", "POST"])
def telephone() -> ResponseReturnValue:
    known = own_telephone.known(current_actor())
    form = TelephoneForm(phone=known)
    if not form.validate_on_submit():
        return render_template("account/telephone.html", form=form), 422 if form.errors else 200
    kept = saved(form, lambda: own_telephone.save(current_actor(), form.phone.data or ""))
    if kept is None:
        return render_template("account/telephone.html", form=form), 422
    flash(_("Your telephone is kept.") if kept else _("Your telephone is forgotten."), "good")
    return redirect(url_for("account.profile"))
