"""The forms of the accounts' pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    EmailField,
    SelectField,
    SelectMultipleField,
    StringField,
    ValidationError,
)
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp

from mystery.access import Role
from mystery.services import directory
from mystery.services.administration import AccountFacts, ProfileFacts
from mystery.store.models.states import OrgKind
from mystery.web.shared.forms import DecimalField, PageForm
from mystery.web.shared.words import role_name

if TYPE_CHECKING:
    from mystery.store.models import Client, OrgUnit

_LANGUAGES = (SelectChoice("de", "Deutsch"), SelectChoice("en", "English"))


def _roles() -> list[SelectChoice]:
    return [SelectChoice(role.value, role_name(role)) for role in Role]


def _reach() -> list[SelectChoice]:
    """Every client as a group: the whole company first, then its regions and locations."""
    return [choice for client, units in directory.scope_choices() for choice in _of_client(client, units)]


def _of_client(client: Client, units: Sequence[OrgUnit]) -> Iterator[SelectChoice]:
    whole = _("%(client)s: all of it", client=client.name)
    yield SelectChoice(str(client.public_id), whole, optgroup=client.name)
    for unit in units:
        name = f"{unit.name} ({_('region')})" if unit.kind is OrgKind.REGION else f"\N{EM SPACE}{unit.name}"
        yield SelectChoice(str(unit.public_id), name, optgroup=client.name)


class AccountForm(PageForm):
    """What is decided about an account; `choices` of the reach are every client and place."""

    name = StringField(_l("Name"), [InputRequired(), Length(max=200)], render_kw={"autocomplete": "off"})
    role = SelectField(_l("Role"), choices=_roles)
    language = SelectField(_l("Language"), choices=_LANGUAGES)
    reach = SelectMultipleField(
        _l("Clients and places"),
        choices=_reach,
        description=_l(
            "Nothing chosen: staff see every client. People of a client need theirs; people of a region or "
            "location need their place. Several are marked with the Ctrl key."
        ),
        render_kw={"size": 10},
    )

    def facts(self) -> AccountFacts:
        scopes = directory.scopes_of([UUID(each) for each in self.reach.data])
        return AccountFacts(self.name.data, Role(self.role.data), self.language.data, scopes)


class NewAccountForm(AccountForm):
    email = EmailField(
        _l("E-mail address"), [InputRequired(), Length(max=254)], render_kw={"autocomplete": "off"}
    )


class ProfileForm(PageForm):
    pseudonym = StringField(
        _l("Pseudonym"),
        [InputRequired(), Length(max=40)],
        description=_l("The only name that planning and results know."),
        render_kw={"autocomplete": "off"},
    )
    can_visit = BooleanField(_l("Can visit places"), default=True)
    can_call = BooleanField(_l("Can make calls"))
    is_available = BooleanField(_l("Available for new assignments"), default=True)
    country = StringField(
        _l("Country"),
        [InputRequired(), Regexp(r"^[A-Za-z]{2}$", message=_l("Two letters, such as DE."))],
        default="DE",
    )
    postcode = StringField(_l("Postcode"), [Optional(), Length(max=12)])
    radius_km = DecimalField(
        _l("Travels up to (km)"), [InputRequired(), NumberRange(0, 2000)], default=30, places=0
    )

    def validate_can_call(self, field: BooleanField) -> None:
        if not field.data and not self.can_visit.data:
            raise ValidationError(_("Choose visits, calls, or both."))

    def facts(self) -> ProfileFacts:
        return ProfileFacts(
            self.pseudonym.data,
            self.can_visit.data,
            self.can_call.data,
            self.is_available.data,
            self.country.data,
            self.postcode.data or "",
            float(self.radius_km.data),
        )
