"""The app on the tablet: one page without anybody's data, the list of its files, its worker, its manifest."""

from mystery.web.tablet import pages
from mystery.web.tablet.blueprint import blueprint

__all__ = ["blueprint", "pages"]
