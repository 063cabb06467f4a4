"""The forms for clients, their places and touchpoints."""

from __future__ import annotations

import re
from zoneinfo import available_timezones

import phonenumbers
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import IntegerField, SelectChoice, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp, ValidationError

from mystery.services.clients import TouchpointFacts
from mystery.web.desk.study_forms import CODE
from mystery.web.shared.forms import DecimalField

_PLACE_COLUMNS = (
    "name",
    "street",
    "postcode",
    "city",
    "country",
    "subdivision",
    "time_zone",
    "phone",
    "web",
    "headcount",
)
_ZONES = sorted(zone for zone in available_timezones() if zone.startswith("Europe/"))


class ClientForm(FlaskForm):  # type: ignore[misc]  # the package is not typed
    name = StringField(_l("Name"), [InputRequired(), Length(max=200)])
    code = StringField(_l("Short code"), [InputRequired(), Length(max=80), CODE])
    industry = StringField(_l("Industry"), [Length(max=200)])


class PlaceForm(FlaskForm):  # type: ignore[misc]  # the package is not typed
    """A region or a location; a region needs only its name."""

    name = StringField(_l("Name"), [InputRequired(), Length(max=200)])
    street = StringField(_l("Street"), [Length(max=200)])
    postcode = StringField(_l("Postcode"), [Length(max=80)])
    city = StringField(_l("Town"), [Length(max=200)])
    country = StringField(
        _l("Country"),
        [InputRequired(), Regexp(r"^[A-Z]{2}$", message=_l("Two capital letters, such as DE."))],
        default="DE",
    )
    subdivision = StringField(
        _l("Part of the country"),
        [Length(max=10), Regexp(r"^[A-Za-z0-9-]*$", message=_l("Letters and digits, such as NW."))],
        description=_l("Such as NW: the public holidays there count when it is called."),
    )
    time_zone = SelectField(
        _l("Time zone"), choices=[SelectChoice(zone) for zone in _ZONES], default="Europe/Berlin"
    )
    phone = StringField(_l("Phone"), [Length(max=80)])
    web = StringField(_l("Website"), [Length(max=200)])
    headcount = IntegerField(
        _l("Members of staff"),
        [Optional(), NumberRange(0, 1_000_000)],
        description=_l("Small places are not shown alone; without a number a place counts as small."),
    )
    position = StringField(
        _l("Position"),
        [Length(max=80)],
        description=_l(
            "Latitude and longitude as maps show them: 53.0793, 8.8017. Tests elsewhere are flagged."
        ),
    )

    def process(self, formdata: object = None, obj: object = None, **values: object) -> None:
        """A place keeps its position in two columns; here it is one text that can be pasted."""
        latitude, longitude = getattr(obj, "latitude", None), getattr(obj, "longitude", None)
        if latitude is not None and longitude is not None:
            values.setdefault("position", f"{latitude}, {longitude}")
        super().process(formdata, obj, **values)

    def validate_position(self, field: StringField) -> None:
        if (field.data or "").strip() and coordinates(field.data) is None:
            raise ValidationError(_("Write two numbers, such as 53.0793, 8.8017."))

    def validate_phone(self, field: StringField) -> None:
        """Stored as +49…, so that callers can dial it from anywhere."""
        if not (field.data or "").strip():
            field.data = ""
            return
        try:
            number = phonenumbers.parse(field.data, self.country.data)
        except phonenumbers.NumberParseException as error:
            raise ValidationError(_("This is no telephone number.")) from error
        if not phonenumbers.is_possible_number(number):
            raise ValidationError(_("This is no telephone number."))
        field.data = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

    def facts(self) -> dict[str, object]:
        """The columns of the place that this form fills."""
        latitude, longitude = coordinates(self.position.data or "") or (None, None)
        columns = {name: self[name].data for name in _PLACE_COLUMNS}
        return {**columns, "latitude": latitude, "longitude": longitude}


def coordinates(text: str) -> tuple[float, float] | None:
    """Latitude and longitude in degrees out of "53.0793, 8.8017"; None for anything else."""
    found = re.fullmatch(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d+)?)\s*", text)
    if found is None:
        return None
    latitude, longitude = float(found[1]), float(found[2])
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


class NewPlaceForm(PlaceForm):
    kind = SelectField(
        _l("Kind"),
        choices=[SelectChoice("location", _l("Location")), SelectChoice("region", _l("Region"))],
    )
    parent = SelectField(_l("Below"))
    code = StringField(_l("Short code"), [InputRequired(), Length(max=80), CODE])


class TouchpointForm(FlaskForm):  # type: ignore[misc]  # the package is not typed
    code = StringField(
        _l("Short code"),
        [InputRequired(), Length(max=80), CODE],
        description=_l("The code of an existing touchpoint changes that one."),
    )
    label_de = StringField(_l("Label in German"), [InputRequired(), Length(max=200)])
    label_en = StringField(_l("Label in English"), [InputRequired(), Length(max=200)])
    channel = StringField(_l("Channel"), [Length(max=80)])
    crm_process = SelectField(
        _l("Process"),
        choices=[
            SelectChoice("marketing", _l("Marketing")),
            SelectChoice("sales", _l("Sales")),
            SelectChoice("service", _l("Service")),
        ],
    )
    crm_phase = SelectField(
        _l("Phase"),
        choices=[
            SelectChoice("acquisition", _l("Acquisition")),
            SelectChoice("retention", _l("Retention")),
            SelectChoice("win-back", _l("Win-back")),
        ],
    )
    value = DecimalField(_l("Customer value"), [InputRequired(), NumberRange(0, 100)], default=1)

    def facts(self) -> TouchpointFacts:
        return TouchpointFacts(
            code=self.code.data,
            label_de=self.label_de.data,
            label_en=self.label_en.data,
            channel=self.channel.data or "",
            process=self.crm_process.data,
            phase=self.crm_phase.data,
            value=float(self.value.data),
        )
