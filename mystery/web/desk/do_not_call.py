"""The list of numbers that nobody calls."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Regexp

from mystery.access import require
from mystery.services import clients, do_not_call
from mystery.services.do_not_call import Added
from mystery.web.desk.blueprint import blueprint
from mystery.web.shared.attempts import saved
from mystery.web.shared.forms import PageForm
from mystery.web.shared.identity import current_actor
from mystery.web.shared.listing import pages_of, wanted_id, wanted_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mystery.store.models import Client

_SIZE = 50


class BlockForm(PageForm):
    numbers = TextAreaField(
        _l("Phone numbers"),
        [InputRequired(), Length(max=200_000)],
        description=_l("One on each line, as they are dialled."),
        render_kw={"rows": 4},
    )
    country = StringField(
        _l("Country of numbers without +"),
        [InputRequired(), Regexp(r"^[A-Z]{2}$", message=_l("Two capital letters, such as DE."))],
        default="DE",
    )
    client = SelectField(_l("Holds for"))
    reason = StringField(
        _l("Reason"), [Length(max=200)], description=_l("Such as: asked us on 3 March. No names.")
    )


@blueprint.get("/do-not-call")
def do_not_call_list() -> ResponseReturnValue:
    require(current_actor(), "number.block")
    return _page(_offer(BlockForm(formdata=None), _clients()))


def _clients() -> Sequence[Client]:
    return clients.visible_clients(current_actor())


def _offer(form: BlockForm, known: Sequence[Client]) -> BlockForm:
    everybody = [SelectChoice("", _("All clients"))]
    form.client.choices = everybody + [SelectChoice(str(each.public_id), each.name) for each in known]
    return form


def _page(form: BlockForm, status: int = 200) -> ResponseReturnValue:
    text, client, page = request.args.get("q", "").strip(), wanted_id("client"), wanted_page()
    rows, total = do_not_call.entries(current_actor(), text, client, page=page, size=_SIZE)
    return render_template(
        "desk/calls/do_not_call.html",
        form=form,
        rows=rows,
        total=total,
        text=text,
        client=client,
        clients=_clients(),
        page=page,
        pages=pages_of(total, _SIZE),
    ), status


@blueprint.post("/do-not-call")
def do_not_call_add() -> ResponseReturnValue:
    require(current_actor(), "number.block")
    known = _clients()
    form = _offer(BlockForm(), known)
    added = saved(form, lambda: _add(form, known)) if form.validate() else None
    if added is None:
        return _page(form, 422)
    flash(
        ngettext("%(num)d number is on the list.", "%(num)d numbers are on the list.", added.numbers), "good"
    )
    if added.closed:
        closed = ngettext("%(num)d open case was closed.", "%(num)d open cases were closed.", added.closed)
        flash(closed, "info")
    return redirect(url_for("desk.do_not_call_list"))


def _add(form: BlockForm, known: Sequence[Client]) -> Added:
    client = next((each for each in known if str(each.public_id) == form.client.data), None)
    numbers = do_not_call.read(form.numbers.data, form.country.data)
    return do_not_call.add(numbers, client, form.reason.data or "", current_actor())


@blueprint.post("/do-not-call/<uuid:public_id>/remove")
def do_not_call_remove(public_id: UUID) -> ResponseReturnValue:
    do_not_call.remove(public_id, current_actor())
    flash(_("The number may be called again. Cases that it closed stay closed."), "info")
    return redirect(url_for("desk.do_not_call_list"))
