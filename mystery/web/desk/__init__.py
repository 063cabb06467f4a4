"""The desk: where researchers, schedulers and reviewers work. A module per resource joins by being here."""

from importlib import import_module
from pkgutil import iter_modules

from mystery.web.desk.blueprint import blueprint

for _each in iter_modules(__path__):
    import_module(f"{__name__}.{_each.name}")

__all__ = ["blueprint"]
