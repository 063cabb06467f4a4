"""Takes what the fake checks requests against out of Twilio's own OpenAPI file, as npm has it.

`python -m tests.telephony.extract` writes twilio_requests.json anew: which requests there are, and which
parameters each may and must have. The texts of the file are left out.
"""

from __future__ import annotations

import json
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

KEPT = Path(__file__).with_name("twilio_requests.json")
_PACKAGE = "@twilio/cli-core@8.3.2"
_FILE = "package/src/services/twilio-api/twilio_api_v2010.json"
_ACCOUNT = "/2010-04-01/Accounts/{AccountSid}"
WANTED = {
    f"{_ACCOUNT}/Calls.json": ("post", "get"),
    f"{_ACCOUNT}/Calls/{{Sid}}.json": ("post", "get"),
    f"{_ACCOUNT}/Calls/{{CallSid}}/Recordings.json": ("post",),
    f"{_ACCOUNT}/Calls/{{CallSid}}/Recordings/{{Sid}}.json": ("post",),
    f"{_ACCOUNT}/Recordings/{{Sid}}.json": ("get", "delete"),
}


def main() -> None:
    KEPT.write_text(json.dumps(extract(_fetched()), indent=1, sort_keys=True) + "\n", encoding="utf-8")


def extract(whole: dict[str, Any]) -> dict[str, Any]:
    """`METHOD path` -> query and body, each {"required": [names], "properties": {name: rules}}."""
    return {
        f"{method.upper()} {path}": {
            "query": _query(whole["paths"][path][method]),
            "body": _body(whole["paths"][path][method]),
        }
        for path, methods in WANTED.items()
        for method in methods
    }


def _query(operation: dict[str, Any]) -> dict[str, Any]:
    asked = [each for each in operation.get("parameters", ()) if each["in"] == "query"]
    return {
        "required": sorted(each["name"] for each in asked if each.get("required")),
        "properties": {each["name"]: _rules(each["schema"]) for each in asked},
    }


def _body(operation: dict[str, Any]) -> dict[str, Any]:
    content = operation.get("requestBody", {}).get("content", {})
    schema = content.get("application/x-www-form-urlencoded", {}).get("schema", {})
    return {
        "required": sorted(schema.get("required", ())),
        "properties": {name: _rules(each) for name, each in schema.get("properties", {}).items()},
    }


def _rules(schema: dict[str, Any]) -> dict[str, Any]:
    return {name: schema[name] for name in ("type", "enum", "pattern", "format") if name in schema}


def _fetched() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", "--silent", _PACKAGE]
        subprocess.run(command, cwd=folder, check=True, timeout=300, capture_output=True)
        (packed,) = Path(folder).glob("*.tgz")
        with tarfile.open(packed) as archive:
            member = archive.extractfile(_FILE)
            assert member is not None
            found: dict[str, Any] = json.load(member)
    return found


if __name__ == "__main__":
    main()
