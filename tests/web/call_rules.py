"""The rules of the desk's pages about calls; see tests/web/access_rules.py."""

from __future__ import annotations

from tests.web.rule import NOBODY, Rule, desk

_WAVE = {"public_id": "wave"}
_FILE = {"key": NOBODY}
_CALLED_CASE = {"public_id": "case"}

CALL_RULES: dict[str, Rule] = {
    "desk.call_plan": Rule(desk("callplan.view"), _WAVE),
    "desk.call_plan_begin": Rule(desk("callplan.edit"), _WAVE),
    "desk.call_plan_save": Rule(desk("callplan.edit"), _WAVE),
    "desk.call_plan_stop": Rule(desk("callplan.edit"), _WAVE),
    "desk.call_plan_resume": Rule(desk("callplan.edit"), _WAVE),
    "desk.call_cases_open": Rule(desk("callplan.edit"), _WAVE),
    "desk.menu_runs_page": Rule(desk("menurun.edit"), _WAVE),
    "desk.menu_runs_plan": Rule(desk("menurun.edit"), _WAVE),
    "desk.recording": Rule(desk("recording.view"), {"public_id": "recording"}),
    "desk.menu_run_cancel": Rule(desk("menurun.edit"), {"public_id": "menu_run"}),
    "desk.jobs": Rule(desk("job.view")),
    "desk.job_again": Rule(desk("job.edit"), fixed={"public_id": NOBODY}),
    "desk.job_cancel": Rule(desk("job.edit"), fixed={"public_id": NOBODY}),
    "desk.sample": Rule(desk("sample.view"), _WAVE),
    "desk.sample_upload": Rule(desk("sample.edit"), _WAVE),
    "desk.sample_preview": Rule(desk("sample.edit"), _WAVE, _FILE),
    "desk.sample_refused": Rule(desk("sample.edit"), _WAVE, _FILE),
    "desk.sample_take": Rule(desk("sample.edit"), _WAVE, _FILE),
    "desk.sample_discard": Rule(desk("sample.edit"), _WAVE, _FILE),
    "desk.sample_batch_refused": Rule(desk("sample.view"), _WAVE, _FILE),
    "desk.sample_erase": Rule(desk("sample.edit"), _WAVE),
    "desk.called_case": Rule(desk("case.view"), _CALLED_CASE),
    "desk.called_case_pause": Rule(desk("sample.edit"), _CALLED_CASE),
    "desk.called_case_reopen": Rule(desk("sample.edit"), _CALLED_CASE),
    "desk.called_case_close": Rule(desk("sample.edit"), _CALLED_CASE),
    "desk.called_case_priority": Rule(desk("sample.edit"), _CALLED_CASE),
    "desk.calls_report": Rule(desk("callplan.view"), _WAVE),
    "desk.reach": Rule(desk("callplan.view"), _WAVE),
    "desk.reach_plan": Rule(desk("callplan.edit"), _WAVE),
    "desk.reach_move": Rule(desk("callplan.edit"), _WAVE),
    "desk.call_quotas": Rule(desk("callplan.view"), _WAVE),
    "desk.call_quotas_save": Rule(desk("sample.edit"), _WAVE),
    "desk.call_outcomes": Rule(desk("callplan.view"), _WAVE),
    "desk.call_outcomes_file": Rule(desk("callplan.view"), _WAVE),
    "desk.calls_now": Rule(desk("call.monitor")),
    "desk.calls_now_board": Rule(desk("call.monitor")),
    "desk.calls_stop_all": Rule(desk("call.stop")),
    "desk.calls_resume_all": Rule(desk("call.stop")),
    "desk.do_not_call_list": Rule(desk("number.block")),
    "desk.do_not_call_add": Rule(desk("number.block")),
    "desk.do_not_call_remove": Rule(desk("number.block"), fixed={"public_id": NOBODY}),
}
