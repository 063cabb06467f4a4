"""The form that publishes a draft."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, StringField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import HiddenInput

from mystery.web.shared.forms import PageForm


class PublishForm(PageForm):
    version = StringField(_l("Number of the new version"), [InputRequired(), Length(max=40)])
    confirmed = BooleanField(_l("I have read the remarks: these codes mean the same as before"))
    revision = IntegerField(validators=[InputRequired()], widget=HiddenInput())
