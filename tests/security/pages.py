"""Forms as a page offers them, filled in as a person would but for one field."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

WRITTEN = {"text", "search", "email", "tel", "url", "password", "textarea"}
_PLAUSIBLE = {"date": "2026-11-23", "number": "5", "email": "someone.new@agency.example", "time": "10:00"}
_PLAUSIBLE["datetime-local"] = "2026-11-23T10:00"


@dataclass
class Field:
    name: str
    type: str
    value: str = ""


@dataclass
class Form:
    """Where it is sent, how, and its fields."""

    action: str
    method: str
    fields: list[Field] = field(default_factory=list)

    def written(self) -> list[str]:
        return [each.name for each in self.fields if each.type in WRITTEN]

    def filled(self, name: str, payload: str) -> dict[str, list[str]]:
        """Every field with what is in it, or something plausible; `name` with the payload."""
        values: dict[str, list[str]] = {}
        for each in self.fields:
            value = each.value or _PLAUSIBLE.get(each.type, "plausible")
            values.setdefault(each.name, []).append(payload if each.name == name else value)
        return values


class Reader(HTMLParser):
    """The forms of a page, and every tag and attribute in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self._select: Field | None = None
        self._textarea: Field | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append((tag, given))
        if tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("method", "get").lower()))
        if not self.forms:
            return
        if tag in ("input", "textarea", "select") and given.get("name"):
            self._add(tag, given)
        elif tag == "option" and self._select is not None and ("selected" in given or not self._select.value):
            self._select.value = given.get("value", "")

    def _add(self, tag: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text") if tag == "input" else tag
        if kind in ("submit", "button", "file") or (kind in ("checkbox", "radio") and "checked" not in given):
            return
        made = Field(given["name"], kind, given.get("value", ""))
        self.forms[-1].fields.append(made)
        self._select = made if tag == "select" else None
        self._textarea = made if tag == "textarea" else None

    def handle_data(self, data: str) -> None:
        if self._textarea is not None:
            self._textarea.value += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._textarea = None
        elif tag == "select":
            self._select = None
