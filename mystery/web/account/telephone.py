"""How a caller telephones: the number that rings first when a provider makes the calls, or the browser."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mystery.services import own_telephone
from mystery.services.own_telephone import OwnTelephone
from mystery.web.account.blueprint import blueprint
from mystery.web.account.forms import TelephoneForm
from mystery.web.shared.attempts import saved
from mystery.web.shared.identity import current_actor


@blueprint.route("/account/telephone", methods=["GET", "POST"])
def telephone() -> ResponseReturnValue:
    form = TelephoneForm(obj=own_telephone.known(current_actor()))
    if not own_telephone.offers_browser():
        del form.in_browser
    if not form.validate_on_submit():
        return render_template("account/telephone.html", form=form), 422 if form.errors else 200
    if saved(form, lambda: own_telephone.save(current_actor(), _wanted(form))) is None:
        return render_template("account/telephone.html", form=form), 422
    flash(_("How you telephone is kept."), "good")
    return redirect(url_for("account.profile"))


def _wanted(form: TelephoneForm) -> OwnTelephone:
    """A choice that is not offered at present stays as it was."""
    in_browser = form.in_browser.data if form.in_browser else own_telephone.known(current_actor()).in_browser
    return OwnTelephone(form.number.data or "", in_browser, form.opens_links.data)
