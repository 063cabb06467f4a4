"""A letter of authorisation that the demo's workshop testers take along."""

from __future__ import annotations

from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

_LINES = (
    "Bestätigung eines Qualitätstests · Confirmation of a quality test",
    "",
    "Die Überbringerin oder der Überbringer prüft im Auftrag der Geschäftsleitung den Service dieses Hauses.",
    "Bitte rufen Sie bei Fragen die Leitung der Kundenbetreuung an, bevor Sie etwas unternehmen.",
    "",
    "The bearer of this letter tests the service of this house on behalf of its management.",
    "If you have questions, please telephone the head of customer care before you take any steps.",
    "",
    "Nur vorzeigen, wenn der Test aufgedeckt wurde. · To be shown only when the test was discovered.",
)


def letter(client: str) -> bytes:
    """One page of PDF; the same client gets the same bytes."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.setTitle("Bestätigung eines Qualitätstests")
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(72, 740, client)
    canvas.setFont("Helvetica", 10.5)
    for number, line in enumerate(_LINES):
        canvas.drawString(72, 700 - 18 * number, line)
    canvas.showPage()
    canvas.save()
    return out.getvalue()
