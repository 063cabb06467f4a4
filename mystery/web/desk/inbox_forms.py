"""The forms of the inbox: a decision with its reason, and a rescue file."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, TextAreaField
from wtforms.validators import AnyOf, InputRequired, Length

from mystery.services.inbox import DECISIONS
from mystery.web.shared.forms import PageForm


class SettleForm(PageForm):
    reason = TextAreaField(
        _l("Reason"),
        [InputRequired(), Length(max=2000)],
        description=_l("It stays in the audit log."),
        render_kw={"rows": 3},
    )


class DecisionForm(SettleForm):
    """What is decided is told by the button that was pressed."""

    decision = HiddenField(validators=[AnyOf(DECISIONS)])


class RescueForm(PageForm):
    file = FileField(
        _l("Rescue file"),
        [FileRequired()],
        description=_l("Made on the tablet, under “Rescue”. Taking it in twice changes nothing."),
    )
