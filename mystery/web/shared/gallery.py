"""The gallery of the design system: every component in every state, for staff who build pages."""

from __future__ import annotations

import re

from flask import Flask, render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    FileField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from mystery.resources import folder
from mystery.web.shared.forms import PageForm
from mystery.web.shared.guard import DESK_ROLES, open_to

_SYMBOL = re.compile(r'<symbol id="([a-z0-9-]+)"')
_guard = open_to(*DESK_ROLES)


class GalleryForm(PageForm):
    """One field of each kind."""

    name = StringField(_l("Name of the study"), [InputRequired()], description=_l("As the client knows it."))
    email = EmailField(_l("E-mail of the contact"))
    secret = PasswordField(_l("Password"))
    count = IntegerField(_l("Visits per location"), [InputRequired()])
    day = DateField(_l("First day"))
    method = SelectField(
        _l("Method"), choices=[SelectChoice("visit", _l("Visit")), SelectChoice("call", _l("Telephone call"))]
    )
    goal = TextAreaField(_l("What the client wants to know"))
    detail = RadioField(
        _l("Who may see single visits"),
        [InputRequired()],
        choices=[
            SelectChoice("none", _l("Nobody")),
            SelectChoice("office", _l("Head office")),
            SelectChoice("all", _l("Every location")),
        ],
    )
    days = SelectMultipleField(
        _l("Days"),
        choices=[SelectChoice("monday", _l("Monday")), SelectChoice("saturday", _l("Saturday"))],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    places = SelectMultipleField(
        _l("Locations"),
        [InputRequired()],
        choices=[SelectChoice(name.lower(), name) for name in ("Bremen", "Köln", "München", "Ulm")],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    logo = FileField(_l("Logo of the client"), description=_l("PNG or SVG, up to 2 MB."))
    agreed = BooleanField(_l("The works council has agreed"), [InputRequired()])


def init_app(app: Flask) -> None:
    app.add_url_rule("/gallery", "gallery", gallery)


def gallery() -> ResponseReturnValue:
    """All components on one page."""
    refused = _guard()
    if refused is not None:
        return refused
    return render_template(
        "gallery.html",
        icons=icon_names(),
        good_form=_filled(),
        wrong_form=_refused(),
        page_url=lambda number: f"?page={number}",
    )


def icon_names() -> list[str]:
    """The icons that the sprite holds."""
    return _SYMBOL.findall((folder("static") / "img" / "icons.svg").read_text("utf-8"))


def _filled() -> GalleryForm:
    data = {
        "name": "Branch banking 2026",
        "count": 2,
        "method": "call",
        "detail": "office",
        "days": ["monday"],
        "places": ["bremen", "ulm"],
    }
    return GalleryForm(formdata=None, data=data, prefix="good-", meta={"csrf": False})


def _refused() -> GalleryForm:
    form = GalleryForm(formdata=MultiDict({"wrong-count": "many"}), prefix="wrong-", meta={"csrf": False})
    form.validate()
    return form
