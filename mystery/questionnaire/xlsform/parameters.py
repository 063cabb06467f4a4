"""The `parameters` cell: `key=value` pairs, and what each type accepts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from mystery.questionnaire.xlsform.aliases import FILE_PARAMETERS, PARAMETER_VALUES, PARAMETERS
from mystery.questionnaire.xlsform.texts import is_name

_PAIR = re.compile(r"\s*([^\s=,;]+)\s*=\s*([^\s=,;]+)\s*")
_KEEP_CASE = ("label", "value", "reference-geometry", "tick_labelset", "app")
_LOCATION = ("location-priority", "location-min-interval", "location-max-age")
_NUMBERS = {
    "text": ("rows",),
    "image": ("max-pixels",),
    "geopoint": ("capture-accuracy", "warning-accuracy"),
    "audit": ("location-min-interval", "location-max-age"),
    "range": ("tick_interval", "placeholder"),
}
_PACKAGE = re.compile(r"[A-Za-z]\w*(\.[A-Za-z]\w*)+", re.ASCII)
_DIGITS = 20
Fault = tuple[str, Mapping[str, object]]


def parse_parameters(text: str) -> dict[str, str] | None:
    """Keys and values; None if the text is not made of pairs."""
    found: dict[str, str] = {}
    at = 0
    text = text.strip(" \t\n\r,;")
    while at < len(text):
        match = _PAIR.match(text, at)
        if not match:
            return None
        key = match[1].lower()
        value = match[2]
        keep = key in _KEEP_CASE or value.startswith("${")
        found[key] = value if keep else value.lower()
        at = match.end()
        while at < len(text) and text[at] in ",; \t\n\r":
            at += 1
    return found


def parameter_faults(type_: str, parameters: Mapping[str, str], *, from_file: bool) -> list[Fault]:
    """Problem codes with their details for the parameters of one item."""
    accepted = FILE_PARAMETERS if from_file else PARAMETERS.get(type_)
    if accepted is None:
        return []
    unknown = [key for key in parameters if key not in accepted]
    faults: list[Fault] = [
        ("PARAMETER_UNKNOWN", {"key": key, "accepted": ", ".join(accepted), "type": type_}) for key in unknown
    ]
    faults += _value_faults(type_, parameters)
    if "randomize" in accepted:
        faults += _select_faults(parameters)
    elif type_ == "audit":
        faults += _audit_faults(parameters)
    elif type_ == "range":
        faults += _range_faults(parameters)
    return faults


def _value_faults(type_: str, parameters: Mapping[str, str]) -> list[Fault]:
    """Values that must be numbers, or one of a few words."""
    faults = [
        _not_a_number(key, parameters[key])
        for key in _NUMBERS.get(type_, ())
        if key in parameters and _decimal(parameters[key]) is None
    ]
    for key, allowed in PARAMETER_VALUES.get(type_, {}).items():
        if parameters.get(key, allowed[0]) not in allowed:
            faults.append(_not_allowed(key, parameters[key], ", ".join(allowed)))
    if type_ == "image" and not _PACKAGE.fullmatch(parameters.get("app", "a.b")):
        faults.append(_not_allowed("app", parameters["app"], "com.example.app"))
    return faults


def _audit_faults(parameters: Mapping[str, str]) -> list[Fault]:
    """Positions need all three parameters, and an age that is not below the interval."""
    given = [key for key in _LOCATION if key in parameters]
    if not given:
        return []
    if len(given) < len(_LOCATION):
        missing = ", ".join(key for key in _LOCATION if key not in given)
        return [("PARAMETERS_INCOMPLETE", {"given": ", ".join(given), "missing": missing})]
    interval, age = (_decimal(parameters[key]) for key in _LOCATION[1:])
    if interval is None or age is None:
        return []  # reported as no number
    if interval < 0:
        return [_not_allowed(_LOCATION[1], parameters[_LOCATION[1]], "0, 1, 2, …")]
    if age < interval:
        return [_not_allowed(_LOCATION[2], parameters[_LOCATION[2]], f"{interval}, …")]
    return []


def _range_faults(parameters: Mapping[str, str]) -> list[Fault]:
    """Ticks and the first position of the handle lie on the steps. XLSForm's defaults: 1, 10, 1."""
    start, end, step = (
        _decimal(parameters.get(key, default))
        for key, default in (("start", "1"), ("end", "10"), ("step", "1"))
    )
    if start is None or end is None or not step:
        return []  # reported with the range itself
    faults: list[Fault] = []
    ticks, handle = (_decimal(parameters.get(key, "")) for key in ("tick_interval", "placeholder"))
    if ticks is not None and (ticks == 0 or ticks > abs(end - start) or ticks % step):
        faults.append(_not_allowed("tick_interval", parameters["tick_interval"], f"{step}, {2 * step}, …"))
    inside = handle is None or min(start, end) <= handle <= max(start, end)
    if handle is not None and (not inside or (handle - start) % step):
        allowed = f"{start}, {start + step}, … {end}"
        faults.append(_not_allowed("placeholder", parameters["placeholder"], allowed))
    return faults


def _select_faults(parameters: Mapping[str, str]) -> list[Fault]:
    faults: list[Fault] = []
    randomize = parameters.get("randomize")
    seed = parameters.get("seed")
    if randomize not in (None, "true", "false"):
        faults.append(_not_allowed("randomize", randomize, "true, false"))
    if seed is not None and randomize is None:
        faults.append(("PARAMETER_SEED_ALONE", {}))
    if seed is not None and not seed.startswith("${") and _decimal(seed) is None:
        faults.append(_not_a_number("seed", seed))
    for key in ("value", "label"):
        if key in parameters and not is_name(parameters[key]):
            faults.append(("PARAMETER_NOT_A_NAME", {"key": key, "value": parameters[key]}))
    return faults


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    if not number.is_finite() or len(number.as_tuple().digits) > _DIGITS:
        return None
    return number if abs(number.adjusted()) < _DIGITS else None


def _not_a_number(key: str, value: str) -> Fault:
    return "PARAMETER_NOT_A_NUMBER", {"key": key, "value": value}


def _not_allowed(key: str, value: str | None, allowed: str) -> Fault:
    return "PARAMETER_NOT_ALLOWED", {"key": key, "value": value or "", "allowed": allowed}
