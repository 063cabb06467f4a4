"""Every spelling of XLSForm's columns and types that workbooks in use have, and what each means here."""

from __future__ import annotations

MEDIA = ("image", "big-image", "audio", "video")

TRANSLATED = (
    "label", "hint", "guidance_hint", "interviewer_note", "read_aloud",
    "required_message", "constraint_message", "warning_message", "media",
)  # fmt: skip
"""Columns that may carry `::Language (code)`."""

EXPRESSIONS = ("relevant", "required", "readonly", "constraint", "warning", "calculation")

SURVEY_FIELDS = (
    "type", "name", "label", "hint", "guidance_hint", "interviewer_note", "read_aloud", "relevant",
    "required", "required_message", "readonly", "constraint", "constraint_message", "warning",
    "warning_message", "calculation", "trigger", "default", "choice_filter", "repeat_count",
    "appearance", "parameters", "missing", "evidence", "modes", "touchpoint", "process", "phase",
    "dimension", "rotate", "pin", "media", "disabled", "mystery_type",
)  # fmt: skip
CHOICE_FIELDS = ("list_name", "name", "label", "media")
RULE_FIELDS = ("name", "relevant", "constraint", "label", "severity", "about")

SURVEY_COLUMNS = {
    "command": "type", "tag": "name", "value": "name", "caption": "label",
    "relevance": "relevant", "read_only": "readonly", "calculate": "calculation",
    "constraining_message": "constraint_message", "requiredmsg": "required_message",
    "jr:constraintmsg": "constraint_message", "jr:requiredmsg": "required_message",
    "count": "repeat_count", "jr:count": "repeat_count", "missing_codes": "missing",
}  # fmt: skip
RULE_COLUMNS = {"rule": "name", "when": "relevant", "message": "label", "items": "about"}
CHOICE_COLUMNS = {"caption": "label", "value": "name"}
SETTING_COLUMNS = {
    "set_form_title": "form_title", "title": "form_title", "set_form_id": "form_id",
    "id_string": "form_id", "missing_codes": "missing",
}  # fmt: skip

NESTED_COLUMNS = {
    ("bind", "relevant"): "relevant", ("bind", "required"): "required",
    ("bind", "readonly"): "readonly", ("bind", "constraint"): "constraint",
    ("bind", "calculate"): "calculation", ("bind", "jr:constraintmsg"): "constraint_message",
    ("bind", "jr:requiredmsg"): "required_message",
    ("control", "appearance"): "appearance", ("body", "appearance"): "appearance",
    ("control", "jr:count"): "repeat_count", ("body", "jr:count"): "repeat_count",
}  # fmt: skip
"""Two-part headings that are another spelling of one column."""

TRUE = frozenset({"yes", "true", "true()"})
FALSE = frozenset({"no", "false", "false()"})

SELECTS = {
    "add select one prompt using": "select_one", "select one from": "select_one",
    "select1": "select_one", "select_one": "select_one", "select one": "select_one",
    "select_one_from_file": "select_one", "select one from file": "select_one",
    "select_one_external": "select_one",
    "add select multiple prompt using": "select_multiple",
    "select all that apply from": "select_multiple", "select_multiple": "select_multiple",
    "select all that apply": "select_multiple",
    "select_multiple_from_file": "select_multiple", "select multiple from file": "select_multiple",
    "rank": "rank",
}  # fmt: skip
FROM_FILE = frozenset(name for name in SELECTS if name.endswith("file"))

CONTAINERS = {
    "group": "group",
    "lgroup": "repeat",
    "repeat": "repeat",
    "looped group": "repeat",
    "loop": "loop",
}

ITEM_TYPES = (
    "note", "text", "integer", "decimal", "range", "date", "time", "datetime", "acknowledge", "calculate",
    "hidden", "image", "signature", "audio", "video", "file", "barcode", "geopoint", "geotrace", "geoshape",
    "start", "end", "today", "deviceid", "username", "phonenumber", "email", "subscriberid", "simserial",
    "audit", "start-geopoint", "background-geopoint", "background-audio",
)  # fmt: skip
"""Types that XLSForm has under the same name (`signature` is our name of a drawn image)."""

OWN_TYPES = ("timer", "promise", "section", "signature")
"""Types that only we have; in a workbook they stand in the column `mystery_type`."""

_PROMPTS = {
    "text": "text", "date": "date", "decimal": "decimal", "integer": "integer", "barcode": "barcode",
    "note": "note", "acknowledge": "acknowledge", "calculate": "calculate", "location": "geopoint",
    "image": "image", "photo": "image", "audio": "audio", "video": "video", "file": "file",
    "dateTime": "datetime", "date time": "datetime",
}  # fmt: skip
_SHORT = {
    "picture": "image", "image": "image", "note": "note", "string": "text", "audio": "audio",
    "geopoint": "geopoint", "geoshape": "geoshape", "geotrace": "geotrace", "acknowledge": "acknowledge",
    "location": "geopoint", "video": "video", "barcode": "barcode", "int": "integer",
    "calculate": "calculate", "date": "date", "decimal": "decimal",
    "date time": "datetime", "dateTime": "datetime",
}  # fmt: skip
_METADATA = {
    "start": ("start time", "get start time"), "end": ("end time", "get end time"), "today": ("get today",),
    "deviceid": ("imei", "device id", "get device id", "uri:deviceid"),
    "phonenumber": ("get phone number", "uri:phonenumber"), "username": ("uri:username",),
    "email": ("uri:email",), "subscriberid": ("subscriber id", "get subscriber id", "uri:subscriberid"),
    "simserial": ("sim id", "get sim id", "uri:simserial"),
}  # fmt: skip

TYPES: dict[str, str] = {
    **{name: name for name in ITEM_TYPES if name != "signature"},
    **{f"add {name} prompt": base for name, base in _PROMPTS.items()},
    **{f"q {name}": base for name, base in _SHORT.items()},
    **{alias: base for base, aliases in _METADATA.items() for alias in aliases},
    "string": "text", "int": "integer", "dateTime": "datetime", "date time": "datetime",
    "photo": "image", "gps": "geopoint", "location": "geopoint", "trigger": "acknowledge",
    "percentage": "integer", "phone number": "text", "osm": "file",
    "number of days in last month": "integer", "number of days in last six months": "integer",
    "number of days in last year": "integer",
}  # fmt: skip

IMPLIED: dict[str, dict[str, str]] = {
    "percentage": {"constraint": "0 <= . and . <= 100"},
    "phone number": {"constraint": r"regex(., '^\d*$')", "hint": "Enter numbers only."},
    "number of days in last month": {"constraint": "0 <= . and . <= 31", "hint": "Enter a number 0-31."},
    "number of days in last six months": {
        "constraint": "0 <= . and . <= 183",
        "hint": "Enter a number 0-183.",
    },
    "number of days in last year": {"constraint": "0 <= . and . <= 365", "hint": "Enter a number 0-365."},
}
"""What some old types bring along where the author left the column empty."""

EXTERNAL_INSTANCES = ("csv-external", "xml-external")

SETTING_TYPES = {
    "form_title": "form_title", "set_form_title": "form_title", "set form title": "form_title",
    "form_id": "form_id", "set_form_id": "form_id", "set form id": "form_id",
}  # fmt: skip
"""Old workbooks give settings as rows of the survey sheet: the type is the setting, the name its value."""

WITH_PARAMETERS = ("photo", "add image prompt", "add photo prompt", "add audio prompt")
"""Old spellings of types that take parameters all the same."""

_GEO = ("allow-mock-accuracy", "incremental", "reference-geometry")
_SELECT = ("randomize", "seed")
PARAMETERS: dict[str, tuple[str, ...]] = {
    "text": ("rows",),
    "image": ("app", "max-pixels"),
    "audio": ("quality",),
    "background-audio": ("quality",),
    "audit": ("identify-user", "location-max-age", "location-min-interval", "location-priority",
              "track-changes", "track-changes-reasons"),
    "geopoint": ("allow-mock-accuracy", "capture-accuracy", "reference-geometry", "warning-accuracy"),
    "geotrace": _GEO,
    "geoshape": _GEO,
    "range": ("end", "placeholder", "start", "step", "tick_interval", "tick_labelset"),
    "select_one": _SELECT,
    "select_multiple": _SELECT,
    "rank": _SELECT,
}  # fmt: skip
_SWITCH = ("true", "false")
_QUALITY = ("normal", "low", "voice-only")
PARAMETER_VALUES: dict[str, dict[str, tuple[str, ...]]] = {
    "audio": {"quality": (*_QUALITY, "external")},
    "background-audio": {"quality": _QUALITY},
    "audit": {
        "identify-user": _SWITCH,
        "track-changes": _SWITCH,
        "track-changes-reasons": ("on-form-edit",),
        "location-priority": ("balanced", "no-power", "low-power", "high-accuracy"),
    },
    "geopoint": {"allow-mock-accuracy": _SWITCH},
    "geotrace": {"allow-mock-accuracy": _SWITCH, "incremental": ("true", "yes", "true()")},
    "geoshape": {"allow-mock-accuracy": _SWITCH, "incremental": ("true", "yes", "true()")},
}
"""Parameters that take one of a few words."""

FILE_PARAMETERS = ("label", "randomize", "seed", "value")
