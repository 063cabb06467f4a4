"""Reads the XML that Collect sends: hardened, within limits, into plain records of texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from mystery.exports.collect import END, START, VISIT
from mystery.problems import Problem, Rejected

LARGEST = 5_000_000
DEEPEST = 60
MOST_ELEMENTS = 100_000
LONGEST_NAME = 200
_JR_TEMPLATE = "{http://openrosa.org/javarosa}template"
_IDS = UUID("6f9d3f0a-5f1d-4f0e-9d51-6a0b6a3f8f21")
_UUID = re.compile(r"uuid:([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Sent:
    """One submission as it came: which form, which number, which answers."""

    form_id: str
    version: str
    instance_id: str
    deprecated_id: str
    audit: str
    record: Mapping[str, object]

    @property
    def interview(self) -> UUID:
        """The UUID that its interview is known by: Collect's own, or one made of a number of another kind."""
        found = _UUID.fullmatch(self.instance_id)
        return UUID(found[1]) if found else uuid5(_IDS, self.instance_id)

    @property
    def visit(self) -> str:
        return self.text(VISIT)

    @property
    def started(self) -> str:
        return self.text(START)

    @property
    def ended(self) -> str:
        return self.text(END)

    def text(self, name: str) -> str:
        found = self.record.get(name)
        return found if isinstance(found, str) else ""


def read_submission(data: bytes) -> Sent:
    """Raises `Rejected` COLLECT_UNREADABLE for what is no submission, or larger than any."""
    root = _parsed(data)
    _check_size(root)
    meta = next((each for each in root if _name(each) == "meta"), None)
    named = {} if meta is None else {_name(each): (each.text or "").strip() for each in meta}
    sent = Sent(
        form_id=root.get("id") or "",
        version=root.get("version") or "",
        instance_id=named.get("instanceID") or root.get("instanceID") or "",
        deprecated_id=named.get("deprecatedID", ""),
        audit=named.get("audit", ""),
        record=_record(root),
    )
    if not sent.form_id:
        raise unreadable("id")
    if not _is_number(sent.instance_id):
        raise unreadable("instanceID")
    if sent.deprecated_id and not _is_number(sent.deprecated_id):
        raise unreadable("deprecatedID")
    return sent


def _parsed(data: bytes) -> Element:
    """No document type, so no entities: nothing grows and nothing is fetched."""
    if len(data) > LARGEST:
        raise unreadable(f"> {LARGEST} bytes")
    try:
        found: Element = fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError) as error:
        raise unreadable("XML") from error
    return found


def _check_size(root: Element) -> None:
    level, count = [root], 0
    for _ in range(DEEPEST):
        count += len(level)
        if count > MOST_ELEMENTS or any(len(_name(each)) > LONGEST_NAME for each in level):
            raise unreadable("XML")
        level = [child for each in level for child in each]
        if not level:
            return
    raise unreadable(f"> {DEEPEST}")


def _is_number(text: str) -> bool:
    return 0 < len(text) <= LONGEST_NAME and not _CONTROLS.search(text)


def _record(element: Element) -> dict[str, object]:
    """Children by name; a name that stands several times is a list of its rounds."""
    found: dict[str, object] = {}
    for child in element:
        name = _name(child)
        if name == "meta" or _JR_TEMPLATE in child.attrib:
            continue
        value: object = _record(child) if len(child) else (child.text or "")
        if name not in found:
            found[name] = value
        elif isinstance(found[name], list):
            found[name].append(value)  # type: ignore[attr-defined]  # it is the list made here
        else:
            found[name] = [found[name], value]
    return found


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def texts_of(record: object, names: Set[str], name: str = "") -> Iterator[str]:
    """The texts that stand under any of these names, in whichever round."""
    if isinstance(record, str):
        if name in names:
            yield record
    elif isinstance(record, Mapping):
        for key, value in record.items():
            yield from texts_of(value, names, key)
    elif isinstance(record, list):
        for value in record:
            yield from texts_of(value, names, name)


def unreadable(reason: str) -> Rejected:
    return Rejected([Problem("COLLECT_UNREADABLE", params={"reason": reason})])
