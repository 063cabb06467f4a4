"""From a `Document` to PDF bytes.

What enters: a tree of blocks. What leaves: a tagged PDF with embedded fonts, bookmarks and metadata, the same
bytes for the same document. Layout is our own: blocks become pieces (strips that are never cut), pieces
become pages, and everything is drawn straight on the canvas. That is several times faster than ReportLab's
flowables, keeps tagging in one place, and there is no markup that a user's text could break out of.
"""

from mystery.reporting.pdf.render import render

__all__ = ["render"]
