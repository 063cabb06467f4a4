"""The forms of the tester's pages."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length

from mystery.web.shared.forms import PageForm
from mystery.web.shared.untested_words import REASONS


class CouldNotTestForm(PageForm):
    reason = RadioField(
        _l("What happened?"),
        [InputRequired()],
        choices=[SelectChoice(value, label) for value, label in REASONS.items()],
    )
    note = TextAreaField(
        _l("In your words"),
        [Length(max=2000)],
        description=_l("What you saw and when; no names."),
        render_kw={"rows": 4, "maxlength": 2000},
    )

    def validate_note(self, field: TextAreaField) -> None:
        if self.reason.data == "other" and not (field.data or "").strip():
            raise ValidationError(_l("Please say in a sentence what happened."))
