"""A report as a tree of plain blocks: no fonts, no pages, no markup. Any text is literal text."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from mystery.reporting.charts import Chart


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1 opens a chapter and stands in the table of contents; `anchor` is unique."""

    text: str
    level: int = 1
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`lead` is set bold before the text. `role` is body, lead (larger), small or label."""

    text: str
    role: str = "body"
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; each entry is (bold beginning, rest)."""

    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Terms with their values, two columns."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """The one big number, its verdict and interval, the lines that qualify it, and a picture beside it."""

    value: str
    label: str
    verdict: str = ""
    span: str = ""
    details: tuple[str, ...] = ()
    chart: Chart | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """One of a few columns. `tone` is accent, warm or ink; entries are (headline, detail)."""

    title: str
    entries: tuple[tuple[str, str], ...]
    tone: str = "accent"
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Cards:
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Callout:
    """A box that must not be overlooked. `tone` is accent or warm."""

    title: str
    text: str
    tone: str = "accent"


@dataclass(frozen=True, slots=True)
class ChartBlock:
    chart: Chart
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """`weight` shares the width; `align` is start, middle or end; `cut` shortens lines rather than wrap."""

    title: str
    weight: float = 1
    align: str = "start"
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """`tone` is ink, muted, accent or warm. A line feed in the text starts a new line."""

    text: str
    tone: str = "ink"
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under heads that repeat on every page. A row of one cell is a sub-heading."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A new page; with `room` only where less than this share (0..1) of the present one is left."""

    room: float = 1.0


@dataclass(frozen=True, slots=True)
class TableOfContents:
    title: str


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page, drawn edge to edge."""

    kicker: str
    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    notice: str


Block = (
    Heading
    | Paragraph
    | Bullets
    | Facts
    | KeyFigure
    | Cards
    | Callout
    | ChartBlock
    | Table
    | PageBreak
    | TableOfContents
    | Cover
)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report. `header_*`, `footer` and `page_label` ("Page {page} of {pages}") run along."""

    title: str
    language: str
    author: str
    generated_at: datetime
    blocks: tuple[Block, ...]
    header_left: str = ""
    header_right: str = ""
    footer: str = ""
    page_label: str = "{page} / {pages}"
    accent: str = "#0b5c6b"
    keywords: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class ReportMeta:
    """What a report says about itself. `generated_at` is the only time that may appear in it.

    `fingerprint` names the data and the rules; `confidentiality` replaces the report's own words.
    `notes` are extra paragraphs for the method page. While `running_promises` of its tests are open, its
    figures are provisional.
    """

    version: str
    fingerprint: str
    generated_at: datetime
    agency: str = ""
    confidentiality: str = ""
    accent: str = "#0b5c6b"
    questionnaire: str = ""
    scheme: str = ""
    notes: tuple[str, ...] = ()
    running_promises: int = 0
