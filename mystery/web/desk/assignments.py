"""Assignments: the list with its filters and bulk actions, and one assignment with its possible testers."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from mystery.access import allowed, require
from mystery.clock import utcnow
from mystery.services import assignments, progress, staffing
from mystery.services.assignments import SORTS, AssignmentFilter
from mystery.store.models.states import AssignmentState
from mystery.web.desk.assignment_forms import AssignmentForm, CancelForm, cents
from mystery.web.desk.blueprint import blueprint
from mystery.web.desk.note_words import note_entries
from mystery.web.shared.attempts import saved, tried
from mystery.web.shared.errors import sentence
from mystery.web.shared.identity import current_actor
from mystery.web.shared.listing import pages_of, wanted_id, wanted_page
from mystery.web.shared.lookup import assignment_or_404
from mystery.web.shared.states import ASSIGNMENT_STATES
from mystery.web.shared.urls import safe_next

if TYPE_CHECKING:
    from mystery.store.models import Assignment, User

_SIZE = 50
_REASONS_SHOWN = 5


@blueprint.get("/assignments/", endpoint="assignments")
def list_assignments() -> ResponseReturnValue:
    actor = current_actor()
    require(actor, "assignment.view")
    wanted, sort, page = _wanted(), _sort(), wanted_page()
    found, total = assignments.find_assignments(actor, wanted, sort=sort, page=page, size=_SIZE)
    return render_template(
        "desk/assignments/list.html",
        assignments=found,
        total=total,
        wanted=wanted,
        sort=sort,
        sorts=frozenset(SORTS),
        page=page,
        pages=pages_of(total, _SIZE),
        waves=progress.current_waves(actor, limit=25),
        testers=staffing.testers(actor) if allowed(actor, "tester.view") else [],
        methods=assignments.methods_in_use(actor),
        states=[(state.value, name) for state, name in ASSIGNMENT_STATES.items()],
    )


def _wanted() -> AssignmentFilter:
    return AssignmentFilter(
        text=request.args.get("q", "").strip(),
        wave=wanted_id("wave"),
        tester=wanted_id("tester"),
        method=request.args.get("method", ""),
        state=request.args.get("state", None, type=AssignmentState),
        late_at=utcnow() if request.args.get("late") else None,
    )


def _sort() -> str:
    """Empty: what somebody still has to do comes first."""
    sort = request.args.get("sort", "")
    return sort if sort.removeprefix("-") in SORTS else ""


@blueprint.post("/assignments/bulk")
def assignments_bulk() -> ResponseReturnValue:
    actor = current_actor()
    require(actor, "assignment.edit")
    chosen = staffing.selected(actor, request.form.getlist("selected", type=UUID))
    if not chosen:
        flash(_("No assignment was ticked."), "caution")
    elif request.form.get("act") == "cancel":
        _cancel_all(chosen)
    else:
        _assign_all(chosen)
    return redirect(safe_next(request.form.get("next"), url_for("desk.assignments")))


def _assign_all(chosen: Sequence[Assignment]) -> None:
    tester = _tester(request.form.get("tester", None, type=UUID))
    if tester is None:
        flash(_("Choose a tester."), "caution")
        return
    refused = staffing.assign_many(chosen, tester, actor=current_actor(), now=utcnow())
    given = sum(each.tester_id == tester.id for each in chosen)
    if given:
        text = ngettext(
            "%(num)d assignment goes to %(name)s.",
            "%(num)d assignments go to %(name)s.",
            given,
            name=tester.name,
        )
        flash(text, "good")
    for problem in refused[:_REASONS_SHOWN]:
        flash(sentence(problem), "caution")


def _cancel_all(chosen: Sequence[Assignment]) -> None:
    actor, reason = current_actor(), request.form.get("reason", "")
    done = ngettext("%(num)d assignment is cancelled.", "%(num)d assignments are cancelled.", len(chosen))
    tried(lambda: assignments.cancel_many(chosen, reason, actor=actor), done)


def _tester(public_id: UUID | None) -> User | None:
    people = staffing.testers(current_actor())
    return next((person for person in people if person.public_id == public_id), None)


@blueprint.get("/assignments/<uuid:public_id>")
def assignment(public_id: UUID) -> ResponseReturnValue:
    row = assignment_or_404(public_id)
    return _page(row, _filled(row), CancelForm(formdata=None))


def _filled(row: Assignment) -> AssignmentForm:
    zone = ZoneInfo(row.location.time_zone)
    return AssignmentForm(
        formdata=None,
        opens=row.window_from.astimezone(zone),
        closes=row.window_to.astimezone(zone),
        fee=Decimal(row.fee_cents) / 100,
    )


def _page(
    row: Assignment, form: AssignmentForm, cancel: CancelForm, status: int = 200
) -> ResponseReturnValue:
    actor = current_actor()
    may_plan = allowed(actor, "assignment.edit") and allowed(actor, "tester.view")
    open_for_staff = row.state.value in ("draft", "offered", "assigned", "briefed", "could_not_test")
    return render_template(
        "desk/assignments/assignment.html",
        wave=assignments.wave_of(row),
        notes=note_entries(row),
        assignment=row,
        form=form,
        cancel=cancel,
        history=assignments.history_of(row),
        options=staffing.options_for(row, actor, utcnow()) if may_plan and open_for_staff else [],
        may_plan=may_plan,
    ), status


@blueprint.post("/assignments/<uuid:public_id>/change")
def assignment_change(public_id: UUID) -> ResponseReturnValue:
    row = assignment_or_404(public_id, to="edit")
    form = AssignmentForm()
    if not (form.validate() and saved(form, lambda: _change(row, form))):
        return _page(row, form, CancelForm(formdata=None), 422)
    flash(_("The assignment is saved."), "good")
    return redirect(url_for("desk.assignment", public_id=public_id))


def _change(row: Assignment, form: AssignmentForm) -> bool:
    zone = ZoneInfo(row.location.time_zone)
    window = form.opens.data.replace(tzinfo=zone), form.closes.data.replace(tzinfo=zone)
    assignments.change(row, window, cents(form.fee.data), actor=current_actor())
    return True


@blueprint.post("/assignments/<uuid:public_id>/assign")
def assignment_assign(public_id: UUID) -> ResponseReturnValue:
    row = assignment_or_404(public_id, to="edit")
    actor = current_actor()
    tester = _tester(request.form.get("tester", None, type=UUID))
    if tester is None:
        flash(_("Choose a tester."), "caution")
    else:
        said = str(_("%(name)s has the assignment.", name=tester.name))
        tried(lambda: staffing.assign(row, tester, actor=actor, now=utcnow()), said)
    return redirect(url_for("desk.assignment", public_id=public_id))


@blueprint.post("/assignments/<uuid:public_id>/take-back")
def assignment_take_back(public_id: UUID) -> ResponseReturnValue:
    row = assignment_or_404(public_id, to="edit")
    actor = current_actor()
    tried(lambda: assignments.take_back(row, actor=actor), str(_("Nobody has the assignment now.")))
    return redirect(url_for("desk.assignment", public_id=public_id))


@blueprint.post("/assignments/<uuid:public_id>/cancel")
def assignment_cancel(public_id: UUID) -> ResponseReturnValue:
    row = assignment_or_404(public_id, to="edit")
    form, actor = CancelForm(), current_actor()
    if not form.validate():
        return _page(row, _filled(row), form, 422)
    tried(
        lambda: assignments.cancel(row, form.reason.data, actor=actor), str(_("The assignment is cancelled."))
    )
    return redirect(url_for("desk.assignment", public_id=public_id))
