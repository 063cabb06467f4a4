"""The forms for plans and assignments."""

from __future__ import annotations

from datetime import time
from decimal import Decimal

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    IntegerField,
    SelectField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import InputRequired, Length, NumberRange

from mystery.services.plans import HIGHEST_TARGET, Order
from mystery.web.shared.forms import DecimalField, PageForm

_HIGHEST_FEE = 10_000


def cents(euros: Decimal | None) -> int:
    return round((euros or Decimal(0)) * 100)


class FillForm(PageForm):
    """The same target for many locations."""

    scenario = SelectField(_l("Scenario"))
    region = SelectField(_l("Region"))
    count = IntegerField(
        _l("Tests at each location"), [InputRequired(), NumberRange(0, HIGHEST_TARGET)], default=1
    )


class MakeForm(PageForm):
    """When and for how much the lacking assignments are made."""

    scenario = SelectField(_l("Scenario"))
    first = DateField(_l("First day"), [InputRequired()])
    last = DateField(_l("Last day"), [InputRequired()])
    opens = TimeField(_l("From"), [InputRequired()], default=time(9))
    closes = TimeField(
        _l("Until"), [InputRequired()], default=time(18), description=_l("By the clocks of each location.")
    )
    fee = DecimalField(
        _l("Fee in euros"), [InputRequired(), NumberRange(0, _HIGHEST_FEE)], default=0, places=2
    )
    evenly = BooleanField(
        _l("Spread the tests of a location over these days"),
        default=True,
        description=_l("Otherwise each test may be done on any of them."),
    )

    def order(self) -> Order:
        return Order(
            days=(self.first.data, self.last.data),
            hours=(self.opens.data, self.closes.data),
            fee_cents=cents(self.fee.data),
            scenario=self.scenario.data or "",
            evenly=self.evenly.data,
        )


class AssignmentForm(PageForm):
    """Window and fee of one assignment; the times are those of its location."""

    opens = DateTimeLocalField(_l("From"), [InputRequired()])
    closes = DateTimeLocalField(_l("Until"), [InputRequired()])
    fee = DecimalField(_l("Fee in euros"), [InputRequired(), NumberRange(0, _HIGHEST_FEE)], places=2)


class CancelForm(PageForm):
    reason = TextAreaField(
        _l("Reason"),
        [InputRequired(), Length(max=1000)],
        description=_l("It stays in the history of the assignment."),
        render_kw={"rows": 2},
    )
