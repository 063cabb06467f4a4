"""Numbers that nobody is to call again: for one client, or for all."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import batched
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import selectinload

from mystery.access import Actor, require
from mystery.problems import NotFound, Place, Problem, Rejected
from mystery.services import audit, cases, phone_numbers
from mystery.services.transaction import reading, transaction
from mystery.store.models import (
    CallCase,
    CallNumber,
    CaseState,
    Client,
    DoNotCall,
    NumberState,
    Study,
    Wave,
)
