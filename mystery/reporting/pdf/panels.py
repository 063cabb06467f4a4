"""The parts that are composed rather than flowed: cover, key figure, cards, callout, chart."""

from __future__ import annotations

from collections.abc import Iterator

from mystery.reporting import metrics
from mystery.reporting.charts import Scene, draw
from mystery.reporting.document import Callout, Card, Cards, ChartBlock, Cover, KeyFigure
from mystery.reporting.pdf.layout import FRAME, LEFT, RIGHT, WIDTH, Draw, Piece
from mystery.reporting.pdf.pen import PAGE_HEIGHT, PAGE_WIDTH, Pen, printable
from mystery.reporting.pdf.scene import draw_scene
from mystery.reporting.pdf.structure import Element
from mystery.reporting.pdf.text import PARAGRAPHS, Flow, Style, lines_of, write

_TITLE = Style(34, 39, 0, "on-dark", "bold")
_SUBTITLE = Style(15, 20, 0, "on-dark")
_KICKER = Style(10.5, 14, 0, "on-dark", "semibold")
_FACT = Style(10.5, 15, 0)
_BLOCK = PAGE_HEIGHT * 0.46


def cover_pieces(block: Cover, flow: Flow) -> Iterator[Piece]:
    kicker, title, subtitle = (flow.root.child(tag) for tag in ("P", "H1", "P"))
    listing = flow.root.child("L")
    rows = [
        (entry.child("Lbl"), entry.child("LBody")) for entry in (listing.child("LI") for _ in block.facts)
    ]
    notice = flow.root.child("P")

    def paint(pen: Pen, top: float) -> None:
        with pen.artifact():
            pen.rect(0, 0, PAGE_WIDTH, _BLOCK, fill="accent")
            pen.rect(LEFT, _BLOCK, 84, 6, fill="warm")
        write(pen, kicker, [printable(block.kicker)], LEFT, 84, _KICKER)
        subtitles = metrics.balance(printable(block.subtitle), WIDTH, _SUBTITLE.size)
        titles = metrics.wrap(printable(block.title), WIDTH, _TITLE.size, "bold", lines=5)
        y = _BLOCK - 40 - len(subtitles) * _SUBTITLE.leading
        write(pen, title, titles, LEFT, y - 12 - len(titles) * _TITLE.leading, _TITLE)
        write(pen, subtitle, subtitles, LEFT, y, _SUBTITLE)
        _cover_facts(pen, block, rows)
        lines = metrics.wrap(printable(block.notice), WIDTH, 9)
        style = Style(9, 12.5, 0, "muted")
        write(pen, notice, lines, LEFT, PAGE_HEIGHT - 60 - len(lines) * 12.5, style)

    yield Piece(FRAME, paint, fresh=FRAME, fills_page=True)


def _cover_facts(pen: Pen, block: Cover, rows: list[tuple[Element, Element]]) -> None:
    y = _BLOCK + 56
    for (term, value), (label, body) in zip(block.facts, rows, strict=True):
        lines = metrics.wrap(printable(value), WIDTH - 140, _FACT.size, "semibold", lines=3)
        write(pen, label, [printable(term)], LEFT, y, _FACT, tone="muted")
        write(pen, body, lines, LEFT + 140, y, _FACT, weight="semibold")
        y += len(lines) * _FACT.leading + 8


def key_figure_pieces(block: KeyFigure, flow: Flow) -> Iterator[Piece]:
    """The number at the left, its qualification and picture at the right."""
    section = flow.root.child("Sect")
    label, value, verdict, span = (section.child("P") for _ in range(4))
    details = [section.child("P") for _ in block.details]
    scene = draw(block.chart, WIDTH * 0.58) if block.chart else None
    figure = section.child("Figure", alt=scene.title + ". " + scene.description) if scene else None
    style = Style(10, 14.5, 0)
    wrapped = [metrics.wrap(printable(text), WIDTH * 0.58 - 8, style.size) for text in block.details]
    right = sum(len(lines) * style.leading + 3 for lines in wrapped) + (scene.height + 8 if scene else 0)
    high = max(146.0, right + 28)
    size = 62 if metrics.width(block.value, 62, "bold") < WIDTH * 0.36 else 46

    def paint(pen: Pen, top: float) -> None:
        with pen.artifact():
            pen.rect(LEFT, top, WIDTH, high, fill="wash")
            pen.rect(LEFT, top, 4, high, fill="accent")
        write(pen, label, [printable(block.label)], LEFT + 18, top + 14, Style(9, 12, 0, "muted", "semibold"))
        write(pen, value, [printable(block.value)], LEFT + 16, top + 26, Style(size, 70, 0, "accent", "bold"))
        write(
            pen,
            verdict,
            [printable(block.verdict)],
            LEFT + 18,
            top + 100,
            Style(12, 15, 0, "ink", "semibold"),
        )
        write(pen, span, [printable(block.span)], LEFT + 18, top + 118, Style(9.5, 12, 0, "muted"))
        x, y = LEFT + WIDTH * 0.4, top + 14
        if scene and figure:
            _draw_figure(pen, figure, scene, x - 8, y)
            y += scene.height + 8
        for element, lines in zip(details, wrapped, strict=True):
            write(pen, element, lines, x, y, style)
            y += len(lines) * style.leading + 3

    yield Piece(high, paint, before=12)


def cards_pieces(block: Cards, flow: Flow) -> Iterator[Piece]:
    gap = 16.0
    wide = (WIDTH - gap * (len(block.cards) - 1)) / len(block.cards)
    painters, highs = [], []
    for number, card in enumerate(block.cards):
        painter, high = _card(card, LEFT + number * (wide + gap), wide, flow)
        painters.append(painter)
        highs.append(high)

    def paint(pen: Pen, top: float) -> None:
        for painter in painters:
            painter(pen, top)

    yield Piece(max(highs), paint, before=20)


def _card(card: Card, x: float, wide: float, flow: Flow) -> tuple[Draw, float]:
    section = flow.root.child("Sect")
    title = section.child("H2")
    head, small = Style(10.2, 13, 0, "ink", "semibold"), Style(9, 12.2, 0, "muted")
    entries = card.entries or ((card.empty, ""),)
    parts = [
        (
            section.child("P"),
            metrics.wrap(printable(lead), wide - 20, head.size, "semibold"),
            metrics.wrap(printable(text), wide - 20, small.size) if text else [],
        )
        for lead, text in entries
    ]
    tall = 36 + sum(len(lead) * head.leading + len(text) * small.leading + 12 for _, lead, text in parts)

    def paint(pen: Pen, top: float) -> None:
        with pen.artifact():
            pen.rect(x, top, wide, 3, fill=card.tone)
        write(pen, title, [printable(card.title)], x, top + 12, Style(12, 15, 0, card.tone, "bold"))
        y = top + 38.0
        for number, (element, lead, text) in enumerate(parts, 1):
            if card.entries:
                with pen.artifact():
                    pen.text(x, y + head.size, str(number), 10.2, tone=card.tone, weight="bold")
            write(pen, element, lead, x + 16, y, head)
            y += len(lead) * head.leading
            if text:
                write(pen, element, text, x + 16, y + 1, small)
            y += len(text) * small.leading + 12

    return paint, tall


def callout_pieces(block: Callout, flow: Flow) -> Iterator[Piece]:
    section = flow.root.child("Sect")
    title, body = section.child("P"), section.child("P")
    style = Style(9.5, 13.5, 0)
    lines = metrics.wrap(printable(block.text), WIDTH - 36, style.size)
    high = len(lines) * style.leading + (38 if block.title else 22)

    def paint(pen: Pen, top: float) -> None:
        with pen.artifact():
            pen.rect(LEFT, top, WIDTH, high, fill=f"{block.tone}-soft")
            pen.rect(LEFT, top, 4, high, fill=block.tone)
        y = top + 10
        if block.title:
            write(pen, title, [printable(block.title)], LEFT + 18, y, Style(10, 14, 0, block.tone, "bold"))
            y += 16
        write(pen, body, lines, LEFT + 18, y, style)

    yield Piece(high, paint, before=20)


def chart_pieces(block: ChartBlock, flow: Flow) -> Iterator[Piece]:
    if block.caption:
        style = PARAGRAPHS["label"]
        yield from lines_of(flow.root.child("P"), style, LEFT, WIDTH, block.caption, keep_last=True)
    scene = draw(block.chart, WIDTH)
    figure = flow.root.child("Figure", alt=f"{scene.title}. {scene.description}")

    def paint(pen: Pen, top: float) -> None:
        _draw_figure(pen, figure, scene, LEFT, top)

    yield Piece(scene.height, paint, before=10)


def _draw_figure(pen: Pen, figure: Element, scene: Scene, x: float, top: float) -> None:
    figure.box = (x, PAGE_HEIGHT - top - scene.height, min(x + scene.width, RIGHT), PAGE_HEIGHT - top)
    with pen.marked(figure):
        draw_scene(pen, scene, x, top)
