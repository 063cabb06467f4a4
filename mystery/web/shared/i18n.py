"""Languages: the .po files as they are, who reads which language, and figures and times in words."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import flask_babel
from babel import Locale
from babel.dates import format_date as babel_date
from babel.dates import format_datetime as babel_datetime
from babel.dates import format_time as babel_time
from babel.dates import get_timezone_name
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_decimal
from babel.support import NullTranslations, Translations
from flask import Flask, has_request_context, request

from mystery.resources import package_folder
from mystery.services.context import settings
from mystery.web.shared.identity import current_user

LANGUAGES = ("de", "en")
LANGUAGE_COOKIE = "language"


def init_app(app: Flask) -> None:
    babel = flask_babel.Babel()
    babel.init_app(
        app, default_locale=app.extensions["mystery"].default_language, locale_selector=choose_language
    )
    babel.domain_instance = PoDomain()
    app.jinja_env.globals.update(
        language=language,
        format_date=format_date,
        format_datetime=format_datetime,
        format_number=format_number,
        format_percent=format_percent,
        format_money=format_money,
    )


class PoDomain(flask_babel.Domain):  # type: ignore[misc]  # the package is not typed
    """Translations straight from the .po files of the package; nothing is compiled beforehand."""

    def get_translations(self) -> NullTranslations:
        return translations_for(language())


@lru_cache(maxsize=8)
def translations_for(code: str) -> NullTranslations:
    """All areas' texts in one language. English is the source, so it has no files."""
    paths = sorted((package_folder("translations") / code).glob("*.po"))
    return _compile(code, paths) if paths else NullTranslations()


def _compile(code: str, paths: list[Path]) -> Translations:
    whole = Catalog(locale=code)
    for path in paths:
        with path.open("rb") as file:
            for message in read_po(file, locale=code):
                if message.id and message.string and not message.fuzzy:
                    whole.add(message.id, message.string, context=message.context)
    compiled = BytesIO()
    write_mo(compiled, whole)
    compiled.seek(0)
    return Translations(compiled)


def choose_language() -> str:
    """This browser's choice, else the person's, else what the browser asks for, else the default."""
    if not has_request_context():
        return settings().default_language
    user = current_user()
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    if chosen in LANGUAGES:
        return chosen
    if user is not None and user.language in LANGUAGES:
        return user.language
    return request.accept_languages.best_match(LANGUAGES) or settings().default_language


def language() -> str:
    """The language of the present page; outside a request the installation's."""
    locale = flask_babel.get_locale()
    return locale.language if locale else settings().default_language


def _locale() -> Locale:
    return Locale.parse(language())


def format_date(day: date, form: str = "medium") -> str:
    """A calendar day, e.g. 23.11.2026."""
    return babel_date(day, form, locale=_locale())


def format_datetime(moment: datetime, zone: str = "", form: str = "short") -> str:
    """A moment in a location's zone, with the zone's name: 23.11.26, 10:00 MEZ."""
    name = zone or settings().default_time_zone
    local = moment.astimezone(ZoneInfo(name))
    return f"{babel_datetime(local, form, locale=_locale())} {zone_name(local)}"


def format_time(moment: datetime, zone: str) -> str:
    """What the clocks of a place show: 10:00."""
    return babel_time(moment.astimezone(ZoneInfo(zone)), "short", locale=_locale())


def zone_name(local: datetime) -> str:
    """The short name of a zone: MEZ, CET. American English knows no names for European zones."""
    locale = Locale("en", "GB") if language() == "en" else _locale()
    return get_timezone_name(local, width="short", locale=locale)


def format_number(value: float | int, digits: int = 0) -> str:
    """A number with exactly `digits` decimals and the language's separators."""
    return format_decimal(value, format="#,##0" + ("." + "0" * digits if digits else ""), locale=_locale())


def plain_decimal(value: Decimal | float, digits: int | None) -> str:
    """A number to be changed in a form: ungrouped, in the language's way; `digits` None keeps all."""
    decimals = "#" * 9 if digits is None else "0" * digits
    return format_decimal(value, format=f"0.{decimals}" if decimals else "0", locale=_locale())


def read_decimal(text: str) -> Decimal:
    """A number as people write it. 1.500 is grouped where the language groups so; else a point or a comma,
    whichever there is, is the decimal sign. Raises `ValueError`."""
    plain = re.sub(r"\s", "", text)
    point, group = (",", r"\.") if language() == "de" else (r"\.", ",")
    if re.fullmatch(rf"-?[1-9][0-9]{{0,2}}({group}[0-9]{{3}})+({point}[0-9]+)?", plain):
        plain = re.sub(group, "", plain)
    if not re.fullmatch(r"-?[0-9]*[.,]?[0-9]+", plain):
        raise ValueError(text)
    return Decimal(plain.replace(",", "."))


def format_percent(value: float, digits: int = 0) -> str:
    """A percentage that is given as 0..100."""
    return f"{format_number(value, digits)}\N{NO-BREAK SPACE}%"


def format_money(cents: int, currency: str = "EUR") -> str:
    """An amount that is given in hundredths."""
    return format_currency(cents / 100, currency, locale=_locale())
