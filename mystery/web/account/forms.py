"""The forms of the account pages."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, PasswordField, TelField
from wtforms.validators import EqualTo, InputRequired, Length

from mystery.services.passwords import MAXIMUM, MINIMUM
from mystery.web.shared.forms import PageForm


class LoginForm(PageForm):
    email = EmailField(
        _l("E-mail address"),
        [InputRequired(), Length(max=254)],
        render_kw={"autocomplete": "username", "autofocus": True},
    )
    password = PasswordField(
        _l("Password"), [InputRequired(), Length(max=1000)], render_kw={"autocomplete": "current-password"}
    )


class PasswordForm(PageForm):
    present = PasswordField(
        _l("Present password"), [InputRequired()], render_kw={"autocomplete": "current-password"}
    )
    new = PasswordField(
        _l("New password"),
        [InputRequired(), Length(max=MAXIMUM)],
        description=_l("At least %(count)d characters; several words make a good one.", count=MINIMUM),
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        _l("New password once more"),
        [InputRequired(), EqualTo("new", _l("The two new passwords differ."))],
        render_kw={"autocomplete": "new-password"},
    )


class TelephoneForm(PageForm):
    number = TelField(
        _l("Telephone"),
        [Length(max=40)],
        description=_l("With area code, such as 030 1234567. Leave it empty to dial by hand."),
        render_kw={"autocomplete": "tel"},
    )
    in_browser = BooleanField(
        _l("I telephone in the browser, with a headset"),
        description=_l(
            "Calls over the provider are made by the page then, and your telephone does not ring."
        ),
    )
    opens_links = BooleanField(
        _l("A program on this device dials for me"),
        description=_l(
            "Numbers that you dial yourself are handed to it at once. Without one the browser would ask, "
            "and take the keys; the number then has a button of its own."
        ),
    )
