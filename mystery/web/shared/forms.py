"""The form that pages are made of, and numbers in it as the page's language writes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import wtforms
from flask import request
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms.widgets import TextInput

from mystery.web.shared.i18n import plain_decimal, read_decimal


class PageForm(FlaskForm):  # type: ignore[misc]  # the package is not typed
    """A form that a page sends. JSON is no form: its values could be anything, not only text."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # the package is not typed
        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            return None if request.is_json else super().wrap_formdata(form, formdata)


class DecimalInput(TextInput):  # type: ignore[misc]  # the package is not typed
    def __call__(self, field: Any, **kwargs: Any) -> Any:
        return super().__call__(field, **{"inputmode": "decimal", "autocomplete": "off", **kwargs})


class DecimalField(wtforms.DecimalField):  # type: ignore[misc]  # the package is not typed
    """12,50 on a German page. A number box would follow the browser's language instead of the page's."""

    widget = DecimalInput()
    data: Any

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else plain_decimal(self.data, self.places)

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        if not valuelist:
            return
        self.data = None
        try:
            self.data = read_decimal(valuelist[0])
        except ValueError as error:
            example = plain_decimal(12.5, self.places)
            raise ValueError(_("Please write a number, such as %(example)s.", example=example)) from error
