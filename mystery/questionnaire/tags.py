"""Tags of items (touchpoint, process, phase, dimension), handed down from sections and groups."""

from __future__ import annotations

from mystery.questionnaire.model import Form


def tag(form: Form, key: str, name: str) -> str:
    """The tag `name` of a node: its own, else that of the nearest enclosing node; '' if none has one."""
    while key:
        item = form.items[key]
        own = item.get(name)
        if own:
            return str(own)
        key = item.parent
    return ""
