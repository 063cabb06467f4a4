"""The form of a call plan: documents of rules, hours and day-parts as fields that people fill."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import count
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    Field,
    FieldList,
    Form,
    FormField,
    IntegerField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import Length, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from mystery.calling import (
    DAY_PARTS,
    LIMITS,
    USUAL_HOURS,
    USUAL_RULES,
    WEEKDAYS,
    DayPart,
    day_parts,
    hours_of_week,
    rules,
    rules_document,
)
from mystery.services import phone_numbers
from mystery.web.desk.assignment_forms import cents
from mystery.web.shared.forms import DecimalField, PageForm
from mystery.web.shared.i18n import language

if TYPE_CHECKING:
    from mystery.store.models import CallPlan

DAYS = dict(
    zip(
        WEEKDAYS,
        (
            _l("Monday"),
            _l("Tuesday"),
            _l("Wednesday"),
            _l("Thursday"),
            _l("Friday"),
            _l("Saturday"),
            _l("Sunday"),
        ),
        strict=True,
    )
)
_SHORT_DAYS = (_l("Mon"), _l("Tue"), _l("Wed"), _l("Thu"), _l("Fri"), _l("Sat"), _l("Sun"))
KINDS = {
    "test": (_l("Test calls"), _l("Hotlines are tested; busy, no answer and a dead end are results.")),
    "survey": (_l("Survey"), _l("Respondents are interviewed; attempts end in AAPOR codes and rates.")),
}
RULES = {
    "max_attempts": _l("Attempts per case"),
    "appointment_extra": _l("More attempts once there is an appointment"),
    "pause_minutes": _l("Shortest pause between two attempts, minutes"),
    "busy_minutes": _l("After busy, minutes"),
    "busy_in_a_row": _l("Busy in a row, then another day-part"),
    "no_answer_minutes": _l("After no answer, minutes"),
    "soon_minutes": _l("After a dropped call, minutes"),
    "refusal_days": _l("After a soft refusal, days"),
    "conversions": _l("How often after a soft refusal"),
    "grace_minutes": _l("Fixed appointment, minutes until anybody may call"),
    "keep_free_minutes": _l("Before a fixed appointment, minutes without another call"),
    "hold_limit_minutes": _l("Longest time on hold, minutes"),
    "lease_minutes": _l("A case without a sign of life comes back after, minutes"),
}
BUDGETS = {
    "budget_cents": _l("For the wave"),
    "day_budget_cents": _l("Per day"),
    "caller_budget_cents": _l("Per caller"),
    "call_budget_cents": _l("Per call"),
}
_NOT_FOR = {
    "test": ("appointment_extra", "refusal_days", "conversions", "grace_minutes", "keep_free_minutes"),
    "survey": ("hold_limit_minutes",),
}
"""Rules that mean nothing for a kind of work."""
_CLOCK = r"(\d{1,2})(?::?([0-5]\d))?"
_SPAN = re.compile(rf"{_CLOCK}\s*(?:-|–|—|bis|to)\s*{_CLOCK}", re.IGNORECASE)
_DAY_MINUTES = 24 * 60
_FREE_ROWS = 2
"""Empty rows below the day-parts, for more of them."""


def spans_of(text: str) -> list[list[str]] | None:
    """`9-12, 13:00–18:00` as a document's spans; None for what is none."""
    spans = []
    for part in filter(None, (each.strip() for each in re.split(r"[,;]", text))):
        found = _SPAN.fullmatch(part)
        if found is None:
            return None
        begins, ends = (int(found[at]) * 60 + int(found[at + 1] or 0) for at in (1, 3))
        if not begins < ends <= _DAY_MINUTES:
            return None
        spans.append([clock(begins), clock(ends)])
    return spans


def told_spans(spans: Sequence[tuple[int, int]]) -> str:
    return ", ".join(f"{clock(begins)}–{clock(ends)}" for begins, ends in spans)


def clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _spans_or_error(_form: Form, field: StringField) -> None:
    if spans_of(field.data or "") is None:
        raise ValidationError(_("Write times such as 09:00–12:00, 13:00–18:00."))


def _one_span(_form: Form, field: StringField) -> None:
    spans = spans_of(field.data or "")
    if spans is None or len(spans) > 1:
        raise ValidationError(_("Write one span, such as 17:00–21:00."))


class DayPartForm(Form):  # type: ignore[misc]  # the package is not typed
    """One day-part; a row without a name is none."""

    code = StringField(validators=[Length(max=40)])
    name = StringField(_l("Name"), [Length(max=60)])
    weekdays = SelectMultipleField(
        _l("Weekdays"),
        choices=[SelectChoice(code, word) for code, word in zip(WEEKDAYS, _SHORT_DAYS, strict=True)],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    span = StringField(_l("Time of day"), [_one_span])


def _rule_field(name: str) -> IntegerField:
    low, high = LIMITS[name]
    return IntegerField(RULES[name], [Optional(), NumberRange(low, high)])


class CallPlanForm(PageForm):
    """What is left empty among the rules has its usual value."""

    telephony = SelectField(_l("Dialling"))
    from_number = StringField(
        _l("Number shown"),
        [Length(max=80)],
        description=_l("What the called party sees, such as +49 30 1234567. Never another's number."),
    )
    is_pooled = BooleanField(
        _l("Test calls that nobody was given are anybody's"),
        description=_l("Without this, each caller gets only their own."),
    )
    countries = StringField(
        _l("Countries"),
        description=_l("Two letters each, such as DE, AT, CH. Empty: only the country of whoever is called."),
    )
    kinds = SelectMultipleField(
        _l("Numbers that may be dialled though they can cost more"),
        choices=[
            SelectChoice("shared_cost", _l("Shared cost, such as 0180")),
            SelectChoice("uan", _l("Company numbers, such as 0700 or 032")),
        ],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    on_holidays = BooleanField(_l("Test on public holidays too"))
    records = BooleanField(
        _l("Calls may be recorded"),
        description=_l("Only where the country allows it and everybody on the line has agreed."),
    )
    day_parts = FieldList(FormField(DayPartForm))

    def rule_fields(self, kind: str) -> list[Field]:
        return [self[f"rule_{name}"] for name in RULES if name not in _NOT_FOR[kind]]

    @property
    def hour_fields(self) -> list[Field]:
        return [self[f"hours_{day}"] for day in WEEKDAYS]

    @property
    def budget_fields(self) -> list[Field]:
        return [self[name] for name in BUDGETS]

    def validate_from_number(self, field: StringField) -> None:
        written = (field.data or "").strip()
        if not written:
            field.data = ""
            return
        number = phone_numbers.read(written, "DE")
        if number.fault:
            raise ValidationError(_("This is no telephone number."))
        field.data = number.e164

    def validate_countries(self, field: StringField) -> None:
        if set(countries_of(field.data or "")) - set(phone_numbers.COUNTRIES):
            raise ValidationError(_("Two capital letters, such as DE."))

    def document(self, kind: str) -> dict[str, Any]:
        """What the service saves for a plan of this kind."""
        return {
            "telephony": self.telephony.data,
            "from_number": self.from_number.data,
            "is_pooled": bool(self.is_pooled.data),
            "guards": self._guards(),
            "rules": self._rules(kind),
            "hours": self._hours(kind),
            "day_parts": list(self._parts()),
            **{name: cents(self[name].data) for name in BUDGETS},
        }

    def _guards(self) -> dict[str, Any]:
        """What is off stays out of the document."""
        given = {
            "countries": countries_of(self.countries.data or ""),
            "kinds": list(self.kinds.data or ()),
            "on_holidays": bool(self.on_holidays.data),
            "records": bool(self.records.data),
        }
        return {name: value for name, value in given.items() if value}

    def _rules(self, kind: str) -> dict[str, int]:
        given = {name: self[f"rule_{name}"].data for name in RULES if name not in _NOT_FOR[kind]}
        chosen = {name: value for name, value in given.items() if value is not None}
        return rules_document(rules(chosen, kind))

    def _hours(self, kind: str) -> dict[str, Any]:
        """Empty where it is the usual week of the kind, so that a better usual one is followed."""
        week = {day: spans_of(self[f"hours_{day}"].data or "") or [] for day in WEEKDAYS}
        usual = zip(WEEKDAYS, USUAL_HOURS[kind].week, strict=True)
        if all(told_spans(spans) == ", ".join("–".join(pair) for pair in week[day]) for day, spans in usual):
            return {}
        return week

    def _parts(self) -> Iterator[dict[str, Any]]:
        """Nothing where they are the usual ones."""
        rows = [row for row in self.day_parts if (row.form.name.data or "").strip()]
        codes = _codes_of([row.form.code.data or "" for row in rows])
        parts = [_part_document(row.form, code) for row, code in zip(rows, codes, strict=True)]
        if parts != [_document_of(part) for part in DAY_PARTS]:
            yield from parts


for _name in RULES:
    setattr(CallPlanForm, f"rule_{_name}", _rule_field(_name))
for _day in WEEKDAYS:
    setattr(CallPlanForm, f"hours_{_day}", StringField(DAYS[_day], [Length(max=100), _spans_or_error]))
for _name, _label in BUDGETS.items():
    setattr(CallPlanForm, _name, DecimalField(_label, [Optional(), NumberRange(0, 1_000_000)], places=2))


def countries_of(text: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r"[^\s,;]+", text.upper())))


def _document_of(part: DayPart) -> dict[str, Any]:
    return {
        "code": part.code,
        "weekdays": [WEEKDAYS[number] for number in sorted(part.weekdays)],
        "from": clock(part.begins),
        "to": clock(part.ends),
        "en": part.label.en,
        "de": part.label.de,
    }


def _codes_of(given: Sequence[str]) -> Iterator[str]:
    """Codes that there are stay; a new part takes the next number that no other has."""
    free = (code for number in count(len(DAY_PARTS) + 1) if (code := f"part-{number}") not in given)
    return (code or next(free) for code in given)


def _part_document(row: Form, code: str) -> dict[str, Any]:
    """A part that was not renamed keeps its name in the other language."""
    spans = spans_of(row.span.data or "") or [["", ""]]
    known = next((part for part in DAY_PARTS if part.code == code), None)
    name = row.name.data.strip()
    same = known is not None and name in (known.label.en, known.label.de)
    return {
        "code": code,
        "weekdays": row.weekdays.data,
        "from": spans[0][0],
        "to": spans[0][1],
        "en": known.label.en if known and same else name,
        "de": known.label.de if known and same else name,
    }


def form_of(plan: CallPlan, telephones: Mapping[str, str]) -> CallPlanForm:
    """The form with what is in force."""
    usual = USUAL_RULES[plan.kind]
    values: dict[str, Any] = {
        **{name: getattr(plan, name) for name in ("telephony", "from_number", "is_pooled")},
        **plan.guards,
        "countries": ", ".join(plan.guards.get("countries", ())),
        **{f"rule_{name}": plan.rules.get(name, getattr(usual, name)) for name in RULES},
        **{name: Decimal(getattr(plan, name)) / 100 for name in BUDGETS},
        **_hours_values(plan),
    }
    form = CallPlanForm(**values, day_parts=list(_part_values(plan)))
    form.telephony.choices = [SelectChoice(code, word) for code, word in telephones.items()]
    return form


def _hours_values(plan: CallPlan) -> dict[str, str]:
    week = hours_of_week(plan.hours, plan.kind).week
    return {f"hours_{day}": told_spans(spans) for day, spans in zip(WEEKDAYS, week, strict=True)}


def _part_values(plan: CallPlan) -> Iterator[dict[str, Any]]:
    german = language() == "de"
    for part in day_parts(plan.day_parts):
        document = _document_of(part)
        name = part.label.de if german else part.label.en
        yield {**document, "name": name, "span": told_spans([(part.begins, part.ends)])}
    yield from ({} for _ in range(_FREE_ROWS))
