"""Finishing with pikepdf: structure tree, links, metadata and colours as PDF/UA-1 and PDF/A-2a ask for."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from io import BytesIO
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import ImageCms

from mystery.manners import give_way
from mystery.reporting.document import Document
from mystery.reporting.pdf.pen import printable
from mystery.reporting.pdf.structure import Element, Link

_PRODUCER = "Mystery"
_FIRST_LINK_KEY = 100_000
"""Keys of links in the parent tree; pages take the numbers from 0."""


def finish(raw: bytes, document: Document, root: Element) -> bytes:
    """The drawn PDF with everything around the drawing. Deterministic: no clock, no random id."""
    with Pdf.open(BytesIO(raw)) as pdf:
        _structure(pdf, root)
        _catalog(pdf, document)
        _clean_unicode_maps(pdf)
        out = BytesIO()
        pdf.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
        return out.getvalue()


def _structure(pdf: Pdf, root: Element) -> None:
    """The tree itself, and the parent tree that leads from content on a page back into it."""
    tree = _Tree(pdf)
    top = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    top.K = tree.grow(root, top)
    numbers = Array()
    for number, (page, owned) in enumerate(zip(tree.pages, tree.owners, strict=True)):
        page.StructParents = number
        page.Tabs = Name.S
        numbers.append(number)
        numbers.append(pdf.make_indirect(Array([owned[content] for content in sorted(owned)])))
    for number, (link, element) in enumerate(tree.links, _FIRST_LINK_KEY):
        _annotate(tree, link, element, number)
        numbers.append(number)
        numbers.append(element)
    top.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))
    top.ParentTreeNextKey = _FIRST_LINK_KEY + len(tree.links)
    pdf.Root.StructTreeRoot = top


class _Tree:
    """Elements on their way into the file, and what the parent tree must know about them."""

    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self.pages: list[pikepdf.Object] = [page.obj for page in pdf.pages]
        self.owners: list[dict[int, pikepdf.Object]] = [{} for _ in self.pages]
        self.links: list[tuple[Link, pikepdf.Object]] = []

    def grow(self, element: Element, parent: pikepdf.Object) -> pikepdf.Object:
        """The element with everything below it."""
        node = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + element.tag), P=parent))
        kids = Array()
        give_way()
        for kid in element.kids:
            if isinstance(kid, Element):
                kids.append(self.grow(kid, node))
                continue
            page, content = kid
            self.owners[page][content] = node
            kids.append(Dictionary(Type=Name.MCR, Pg=self.pages[page], MCID=content))
        node.K = kids
        _attributes(element, node)
        if element.link:
            self.links.append((element.link, node))
        return node


def _attributes(element: Element, node: pikepdf.Object) -> None:
    if element.alt:
        node.Alt = String(printable(element.alt))
    if element.scope:
        node.A = Dictionary(O=Name.Table, Scope=Name("/" + element.scope))
    if element.span > 1:
        node.A.ColSpan = element.span
    if element.box:
        box = Array([round(edge, 2) for edge in element.box])
        node.A = Dictionary(O=Name.Layout, BBox=box, Placement=Name.Block)


def _annotate(tree: _Tree, link: Link, element: pikepdf.Object, number: int) -> None:
    note = tree.pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=Array([round(edge, 2) for edge in link.box]),
            Border=Array([0, 0, 0]),
            F=4,
            Contents=String(printable(link.says)),
            Dest=Array([tree.pages[link.to_page], Name.XYZ, 0, round(link.to_top, 2), 0]),
            StructParent=number,
        )
    )
    page = tree.pages[link.page]
    if "/Annots" not in page:
        page.Annots = Array()
    page.Annots.append(note)
    element.K.append(Dictionary(Type=Name.OBJR, Pg=page, Obj=note))


def _catalog(pdf: Pdf, document: Document) -> None:
    pdf.Root.Lang = String(document.language)
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    profile = pdf.make_stream(_srgb(), N=3)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([intent])
    pdf.Root.Metadata = pdf.make_stream(_xmp(document).encode(), Type=Name.Metadata, Subtype=Name.XML)
    _information(pdf, document)


def _information(pdf: Pdf, document: Document) -> None:
    """The old information dictionary; it must say the same as the metadata."""
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    at = document.generated_at
    stamp = f"D:{at:%Y%m%d%H%M%S}" + _offset(at, "'")
    pdf.docinfo["/Title"] = String(printable(document.title))
    pdf.docinfo["/Author"] = String(printable(document.author))
    pdf.docinfo["/Producer"] = String(_PRODUCER)
    pdf.docinfo["/CreationDate"] = String(stamp)
    pdf.docinfo["/ModDate"] = String(stamp)


def _offset(at: datetime, quote: str) -> str:
    """+01:00 as XMP writes it, +01'00' as the information dictionary does."""
    text = f"{at:%z}" or "+0000"
    return f"{text[:3]}{quote or ':'}{text[3:5]}{quote}"


def _xmp(document: Document) -> str:
    at = f"{document.generated_at:%Y-%m-%dT%H:%M:%S}{_offset(document.generated_at, '')}"
    return _XMP.format(
        title=escape(printable(document.title)),
        author=escape(printable(document.author)),
        language=document.language,
        at=at,
        producer=_PRODUCER,
    )


@cache
def _srgb() -> bytes:
    """The sRGB profile without the moment of its making, which would change the bytes."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
    profile[84:100] = bytes(16)
    return bytes(profile)


def _clean_unicode_maps(pdf: Pdf) -> None:
    """ReportLab pads unused places of a font's map with U+0000, which PDF/A forbids; a space is harmless."""
    for stream in _unicode_maps(pdf):
        source = stream.read_bytes()
        stream.write(re.sub(rb"<0000>(?=\s)", b"<0020>", source))


def _unicode_maps(pdf: Pdf) -> Iterator[pikepdf.Object]:
    seen = set()
    for page in pdf.pages:
        for font in page.Resources.get("/Font", Dictionary()).values():
            mapping = font.get("/ToUnicode")
            if mapping is not None and mapping.objgen not in seen:
                seen.add(mapping.objgen)
                yield mapping


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>
<xmp:CreateDate>{at}</xmp:CreateDate>
<xmp:ModifyDate>{at}</xmp:ModifyDate>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
