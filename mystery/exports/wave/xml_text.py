"""XML as formats of archives want it: indented, UTF-8, without signs that XML forbids."""

from __future__ import annotations

import re
from typing import BinaryIO
from xml.etree import ElementTree as ET

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def child(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    """A new last element in another."""
    element = ET.SubElement(parent, name, attributes)
    if text:
        element.text = clean(text)
    return element


def clean(text: str) -> str:
    return _FORBIDDEN.sub("", text)


def write_xml(root: ET.Element, out: BinaryIO) -> None:
    ET.indent(root)
    out.write(b'<?xml version="1.0" encoding="UTF-8"?>\n')
    out.write(ET.tostring(root, encoding="utf-8"))
    out.write(b"\n")
