"""The `parameters` cell: `key=value` pairs, and what each type accepts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from mystery.questionnaire.xlsform.aliases import FILE_PARAMETERS, PARAMETERS
from mystery.questionnaire.xlsform.texts import is_name

_PAIR = re.compile(r"\s*([^\s=,;]+)\s*=\s*([^\s=,;]+)\s*")
_KEEP_CASE = ("label", "value")
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
    if "randomize" in accepted:
        faults += _select_faults(parameters)
    faults += [_not_a_number(key, parameters[key]) for key in _wrong_numbers(type_, parameters)]
    if type_ in ("geotrace", "geoshape") and parameters.get("incremental", "true") not in ("true", "yes"):
        faults.append(_not_allowed("incremental", parameters["incremental"], "true"))
    return faults


def _wrong_numbers(type_: str, parameters: Mapping[str, str]) -> list[str]:
    keys = {
        "text": ("rows",),
        "image": ("max-pixels",),
        "geopoint": ("capture-accuracy", "warning-accuracy"),
        "audit": ("location-min-interval", "location-max-age"),
    }.get(type_, ())
    return [key for key in keys if key in parameters and _decimal(parameters[key]) is None]


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
    return number if number.is_finite() else None


def _not_a_number(key: str, value: str) -> Fault:
    return "PARAMETER_NOT_A_NUMBER", {"key": key, "value": value}


def _not_allowed(key: str, value: str | None, allowed: str) -> Fault:
    return "PARAMETER_NOT_ALLOWED", {"key": key, "value": value or "", "allowed": allowed}
