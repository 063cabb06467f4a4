"""What findings call the visits of a scenario: its method, or more where a method has several questionnaires.

Figures of different questionnaires must never meet because their items happen to have the same names.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from mystery.services.transaction import reading
from mystery.store.models import QuestionnaireVersion, Scenario


def kinds_of(study_id: int) -> Mapping[int, str]:
    """Scenario id -> kind: `store-visit` for the method's first questionnaire, `store-visit:name` for others.

    The first keeps its name when a second comes, so that addresses of pages and marks stay true.
    """
    query = (
        select(Scenario.id, Scenario.method, QuestionnaireVersion.name)
        .join(QuestionnaireVersion, Scenario.questionnaire_version_id == QuestionnaireVersion.id)
        .where(Scenario.study_id == study_id)
        .order_by(Scenario.id)
    )
    first: dict[str, str] = {}
    kinds = {}
    for scenario_id, method, questionnaire in reading().execute(query):
        is_first = first.setdefault(method, questionnaire) == questionnaire
        kinds[scenario_id] = method if is_first else f"{method}:{questionnaire}"
    return kinds
