"""Settings come from the environment, and what is wrong with them is said before anybody logs in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mystery.problems import Rejected
from mystery.settings import (
    Settings,
    check_settings,
    read_settings,
    secret_key,
    setting_lines,
    unknown_variables,
)


def test_every_kind_of_value_is_read() -> None:
    given = {
        "MYSTERY_PORT": "9000",
        "MYSTERY_LOG_JSON": "yes",
        "MYSTERY_INSTANCE_FOLDER": "/srv/x",
        "HOME": "/root",
    }
    settings = read_settings(given)
    assert (settings.port, settings.log_json, settings.instance_folder) == (9000, True, Path("/srv/x"))


def test_all_values_that_cannot_be_read_are_named() -> None:
    with pytest.raises(Rejected) as refusal:
        read_settings({"MYSTERY_PORT": "ninety", "MYSTERY_LOG_JSON": "perhaps"})
    assert [problem.place.path for problem in refusal.value.problems] == ["MYSTERY_PORT", "MYSTERY_LOG_JSON"]


def test_a_slip_of_the_pen_is_noticed() -> None:
    found = unknown_variables({"MYSTERY_BASEURL": "x", "MYSTERY_BASE_URL": "y"})
    assert [problem.params["variable"] for problem in found] == ["MYSTERY_BASEURL"]


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        (Settings(base_url="http://mystery.example"), "BASE_URL_NOT_HTTPS"),
        (Settings(base_url="mystery.example"), "BASE_URL_UNREADABLE"),
        (Settings(secret_key="short"), "SECRET_KEY_SHORT"),
        (Settings(queue_url="postgresql+psycopg://host/jobs"), "QUEUE_URL_UNKNOWN"),
        (Settings(default_language="fr"), "LANGUAGE_UNKNOWN"),
    ],
)
def test_settings_that_would_not_be_safe_are_refused(settings: Settings, code: str) -> None:
    assert [problem.code for problem in check_settings(settings)] == [code]


def test_the_defaults_are_safe() -> None:
    assert check_settings(Settings()) == []


def test_no_secret_stands_in_a_traceback() -> None:
    """An address of a database or queue may hold a password too."""
    secrets = [each.name for each in setting_lines() if each.is_secret]
    assert {"secret_key", "mail_password", "twilio_token", "database_url", "queue_url"} <= set(secrets)
    assert "hunter2" not in repr(replace(Settings(), **dict.fromkeys(secrets, "hunter2")))


def test_the_signing_key_is_made_once_and_is_private(tmp_path: Path) -> None:
    settings = Settings(instance_folder=tmp_path / "new")
    key = secret_key(settings)
    assert secret_key(settings) == key
    assert len(key) >= 64
    assert (tmp_path / "new" / "secret_key").stat().st_mode & 0o777 == 0o600


def test_the_host_of_the_base_url_is_always_trusted() -> None:
    settings = Settings(base_url="https://a.example", trusted_hosts="b.example, c.example")
    assert settings.hosts == ["a.example", "b.example", "c.example"]


def test_files_lie_where_the_command_was_given_whoever_serves_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert Settings(instance_folder=Path("instance")).media == tmp_path / "instance" / "media"
    assert Settings(media_folder="photos").media == tmp_path / "photos"
