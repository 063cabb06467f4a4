"""The form that pages are made of."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_wtf import FlaskForm


class PageForm(FlaskForm):  # type: ignore[misc]  # the package is not typed
    """A form that a page sends. JSON is no form: its values could be anything, not only text."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # the package is not typed
        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            return None if request.is_json else super().wrap_formdata(form, formdata)
