"""The protocol's XML documents: the list of forms, the list of files beside one, what became of visits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from flask import Response

from mystery.services.collect_forms import BesideForm, Offered
from mystery.web.openrosa.blueprint import address

_LIST = "http://openrosa.org/xforms/xformsList"
_MANIFEST = "http://openrosa.org/xforms/xformsManifest"


def form_list(offered: Iterable[Offered], *, verbose: bool) -> Response:
    """One entry that lacks a part would make Collect drop the whole list, so every entry has all of them."""
    root = Element("xforms", xmlns=_LIST)
    for each in offered:
        entry = SubElement(root, "xform")
        public_id = each.version.public_id
        _texts(
            entry, ("formID", each.version.name), ("name", each.form.title), ("version", each.version.version)
        )
        _texts(entry, ("hash", f"md5:{each.form.md5}"))
        if verbose:
            _texts(entry, ("descriptionText", each.form.title))
        _texts(entry, ("downloadUrl", address("openrosa.form", public_id=public_id)))
        _texts(entry, ("manifestUrl", address("openrosa.manifest", public_id=public_id)))
    return xml(root)


def manifest(public_id: object, files: Sequence[BesideForm]) -> Response:
    root = Element("manifest", xmlns=_MANIFEST)
    for each in files:
        entry = SubElement(root, "mediaFile")
        url = address("openrosa.beside", public_id=public_id, name=each.name)
        _texts(entry, ("filename", each.name), ("hash", f"md5:{each.md5}"), ("downloadUrl", url))
    return xml(root)


def integrity(states: Iterable[tuple[str, bool]]) -> Response:
    """For each id whether it is gone."""
    root = Element("data")
    entities = SubElement(root, "entities")
    for public_id, is_gone in states:
        _texts(SubElement(entities, "entity", id=public_id), ("deleted", "true" if is_gone else "false"))
    return xml(root)


def xml(root: Element) -> Response:
    body = tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(body, content_type="text/xml; charset=utf-8")


def _texts(parent: Element, *pairs: tuple[str, str]) -> None:
    for name, text in pairs:
        SubElement(parent, name).text = text
