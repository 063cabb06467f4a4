"""Clients: the list, and a client's organisation and touchpoints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import SelectChoice

from mystery.access import allowed, require
from mystery.services import clients
from mystery.store.models.states import OrgKind
from mystery.web.desk.blueprint import blueprint
from mystery.web.desk.client_forms import ClientForm, NewPlaceForm, PlaceForm, TouchpointForm
from mystery.web.shared.attempts import saved
from mystery.web.shared.identity import current_actor
from mystery.web.shared.lookup import client_or_404, location_or_404

if TYPE_CHECKING:
    from mystery.store.models import Client, OrgUnit


@blueprint.get("/clients/", endpoint="clients")
def list_clients() -> ResponseReturnValue:
    require(current_actor(), "client.view")
    return render_template("desk/clients/list.html", clients=clients.visible_clients(current_actor()))


@blueprint.route("/clients/new", methods=["GET", "POST"])
def client_new() -> ResponseReturnValue:
    actor, form = current_actor(), ClientForm()
    require(actor, "client.edit")
    if form.validate_on_submit():
        code, name = form.code.data, form.name.data
        row = saved(
            form, lambda: clients.create_client(code, name, industry=form.industry.data or "", actor=actor)
        )
        if row:
            flash(_("The client is created. Next, enter its locations."), "good")
            return redirect(url_for("desk.client", public_id=row.public_id))
    return _form_page(form, _("New client"), url_for("desk.clients"))


def _form_page(form: object, title: str, back: str) -> ResponseReturnValue:
    status = 422 if getattr(form, "errors", None) else 200
    return render_template("desk/clients/form.html", form=form, title=title, back=back), status


@blueprint.get("/clients/<uuid:public_id>")
def client(public_id: UUID) -> ResponseReturnValue:
    return _client_page(client_or_404(public_id), TouchpointForm(formdata=None))


def _client_page(row: Client, form: TouchpointForm, status: int = 200) -> ResponseReturnValue:
    units = clients.units_of(row)
    return render_template(
        "desk/clients/client.html",
        client=row,
        tree=_branches(units, None),
        units=units,
        touchpoints=clients.touchpoints_of(row),
        form=form,
    ), status


def _branches(units: Sequence[OrgUnit], parent: int | None) -> list[dict[str, Any]]:
    """The tree for the component `tree`; a place has no page but the one to edit it, and the root none."""
    editable = allowed(current_actor(), "location.edit")
    return [
        {
            "label": unit.name,
            "href": url_for("desk.location_edit", public_id=unit.public_id) if parent and editable else "",
            "meta": str(unit.headcount) if unit.headcount is not None else "",
            "children": _branches(units, unit.id),
            "open": True,
        }
        for unit in units
        if unit.parent_id == parent
    ]


@blueprint.route("/clients/<uuid:public_id>/places/new", methods=["GET", "POST"])
def location_new(public_id: UUID) -> ResponseReturnValue:
    row = client_or_404(public_id)
    require(current_actor(), "location.edit")
    form = NewPlaceForm()
    parents = {str(unit.public_id): unit for unit in clients.units_of(row) if unit.kind != "location"}
    form.parent.choices = [SelectChoice(key, unit.name) for key, unit in parents.items()]
    if form.validate_on_submit() and saved(form, lambda: _add(row, form, parents[form.parent.data])):
        flash(_("The place is saved."), "good")
        return redirect(url_for("desk.client", public_id=public_id))
    return _form_page(form, _("New place"), url_for("desk.client", public_id=public_id))


def _add(row: Client, form: NewPlaceForm, parent: OrgUnit) -> OrgUnit:
    facts = form.facts()
    name = str(facts.pop("name"))
    kind, actor = OrgKind(form.kind.data), current_actor()
    return clients.add_org_unit(row, kind, form.code.data, name, parent=parent, actor=actor, **facts)


@blueprint.route("/places/<uuid:public_id>/edit", methods=["GET", "POST"])
def location_edit(public_id: UUID) -> ResponseReturnValue:
    unit = location_or_404(public_id, to="edit")
    form, back = PlaceForm(obj=unit), url_for("desk.client", public_id=unit.client.public_id)
    if form.validate_on_submit() and saved(form, lambda: _change(unit, form)):
        flash(_("The place is saved."), "good")
        return redirect(back)
    return _form_page(form, unit.name, back)


def _change(unit: OrgUnit, form: PlaceForm) -> bool:
    clients.change_org_unit(unit, actor=current_actor(), **form.facts())
    return True


@blueprint.post("/clients/<uuid:public_id>/touchpoints")
def touchpoint_save(public_id: UUID) -> ResponseReturnValue:
    row, form = client_or_404(public_id, to="edit"), TouchpointForm()
    if not form.validate():
        return _client_page(row, form, 422)
    clients.save_touchpoint(row, form.facts(), actor=current_actor())
    flash(_("The touchpoint is saved."), "good")
    return redirect(url_for("desk.client", public_id=public_id))
