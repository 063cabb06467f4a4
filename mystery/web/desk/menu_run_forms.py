"""The form of a run through a voice menu: where, when, and what is pressed on each level."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _l
from wtforms import DateTimeLocalField, FieldList, Form, FormField, IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp

from mystery.calling import LONGEST_WAIT, MOST_LEVELS
from mystery.services.menu_runs import MOST_AT_ONCE
from mystery.web.shared.forms import PageForm

if TYPE_CHECKING:
    from mystery.store.models import OrgUnit

_SHOWN_LEVELS = 6


class LevelForm(Form):  # type: ignore[misc]  # the package is not typed
    """One level; a row without seconds is none."""

    label = StringField(_l("Level"), [Length(max=80)])
    wait = IntegerField(_l("Listen, seconds"), [Optional(), NumberRange(0, LONGEST_WAIT)])
    digits = StringField(
        _l("Then press"), [Length(max=20), Regexp("[0-9*#w]*$", message=_l("Only 0 to 9, *, # and w."))]
    )


class MenuRunForm(PageForm):
    location = SelectField(_l("Hotline of"), [InputRequired()])
    number = StringField(
        _l("Telephone number"), [Length(max=80)], description=_l("Empty: the number that the location has.")
    )
    due = DateTimeLocalField(_l("First run"), [InputRequired()], description=_l("By the location's clock."))
    times = IntegerField(_l("Runs"), [InputRequired(), NumberRange(1, MOST_AT_ONCE)], default=1)
    every = IntegerField(_l("Minutes between two"), [InputRequired(), NumberRange(1, 10_080)], default=60)
    levels = FieldList(FormField(LevelForm), min_entries=_SHOWN_LEVELS, max_entries=MOST_LEVELS)

    def steps(self) -> list[dict[str, Any]]:
        """The levels that were filled in."""
        rows = [(row.form, (row.form.digits.data or "").strip()) for row in self.levels]
        return [
            {"label": (row.label.data or "").strip(), "wait": row.wait.data, "digits": digits}
            for row, digits in rows
            if row.wait.data is not None or digits
        ]


def form_for(places: Sequence[OrgUnit]) -> MenuRunForm:
    """The form with the locations of the wave's client."""
    form = MenuRunForm()
    form.location.choices = [
        SelectChoice(str(place.public_id), f"{place.name} ({place.phone})" if place.phone else place.name)
        for place in places
    ]
    return form
