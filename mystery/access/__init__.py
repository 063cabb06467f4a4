"""Who may do what: roles, one permission table, and how far a person's rights reach.

What enters: an `Actor` and the name of an act, such as `study.edit`. What leaves: yes or no, and the
`Reach` within which the yes holds. Which rows lie inside a reach is said once, in store/queries/scope.py.
"""

from mystery.access.model import FIELD_ROLES, STAFF_ROLES, TENANT_ROLES, Actor, Reach, Role, home_of
from mystery.access.permissions import PERMISSIONS, allowed, require

__all__ = [
    "FIELD_ROLES",
    "PERMISSIONS",
    "STAFF_ROLES",
    "TENANT_ROLES",
    "Actor",
    "Reach",
    "Role",
    "allowed",
    "home_of",
    "require",
]
