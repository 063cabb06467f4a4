"""The form that plans a reachability study: how many contacts, of which scenario, in which days."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, SelectField, SelectMultipleField
from wtforms.validators import DataRequired, InputRequired, NumberRange
from wtforms.widgets import CheckboxInput, ListWidget

from mystery.services import reach
from mystery.services.reach import LIMITS, ReachOrder
from mystery.web.desk.assignment_forms import cents
from mystery.web.shared.forms import DecimalField, PageForm
from mystery.web.shared.i18n import language

if TYPE_CHECKING:
    from mystery.store.models import Scenario, Wave

PRESETS = {
    "rounds": {"rounds": 5, "questions": 10, "wait_only": 0},
    "waiting": {"rounds": 3, "questions": 3, "wait_only": 91},
}
"""50 contacts that all ask something; or 100, most of which only measure the wait."""


class ReachForm(PageForm):
    """`numbers` are the telephone numbers of the hotlines, by their public ids."""

    numbers: Mapping[str, str]
    scenario = SelectField(_l("Scenario of the questions"))
    wait_scenario = SelectField(_l("Scenario of the calls that only wait"))
    rounds = IntegerField(_l("Rounds"), [InputRequired(), NumberRange(*LIMITS["rounds"])])
    questions = IntegerField(
        _l("Questions in each round"), [InputRequired(), NumberRange(*LIMITS["questions"])]
    )
    wait_only = IntegerField(
        _l("Calls that only wait, in all"),
        [InputRequired(), NumberRange(*LIMITS["wait_only"])],
        description=_l("They end when somebody answers."),
    )
    places = SelectMultipleField(
        _l("Hotlines"),
        [DataRequired(_l("Please choose at least one hotline."))],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    first = DateField(_l("First day"), [InputRequired()])
    last = DateField(_l("Last day"), [InputRequired()])
    fee = DecimalField(_l("Fee in euros"), [InputRequired(), NumberRange(0, 10_000)], default=0, places=2)

    def order(self) -> ReachOrder:
        return ReachOrder(
            scenario=self.scenario.data or "",
            wait_scenario=self.wait_scenario.data or "",
            days=(self.first.data, self.last.data),
            rounds=self.rounds.data,
            questions=self.questions.data,
            wait_only=self.wait_only.data,
            fee_cents=cents(self.fee.data),
            places=[UUID(each) for each in self.places.data],
        )


def reach_form(wave: Wave, preset: str = "") -> ReachForm:
    """The form with the wave's days and scenarios; `preset` is a key of `PRESETS`.

    Chosen are the hotlines that have contacts already, at the beginning all.
    """
    hotlines = reach.choice(wave)
    has_some = any(is_planned for _, is_planned in hotlines)
    form = ReachForm(
        data={
            **PRESETS.get(preset, PRESETS["rounds"]),
            "first": wave.starts_on,
            "last": wave.ends_on,
            "places": [str(each.public_id) for each, known in hotlines if known or not has_some],
        }
    )
    form.places.choices = [(str(each.public_id), each.name) for each, _ in hotlines]
    form.numbers = {str(each.public_id): each.phone for each, _ in hotlines}
    named = [(each.code, _title(each)) for each in reach.call_scenarios(wave)]
    form.scenario.choices = named
    form.wait_scenario.choices = [("", _l("The same")), *named]
    return form


def _title(scenario: Scenario) -> str:
    return scenario.title_de if language() == "de" else scenario.title_en
