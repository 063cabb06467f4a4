"""Collect sends in chunks without saying how long it will be; a real server must take that."""

from __future__ import annotations

import socket
from threading import Thread

import pytest
from flask import Flask
from sqlalchemy import select
from waitress.server import create_server

from mystery.services.transaction import reading
from mystery.store.database import db
from mystery.store.models import AssignmentState, Submission
from tests.collect import issued_to, report
from tests.web.field_world import a_visit


@pytest.mark.enable_socket
def test_a_report_may_come_in_chunks(app: Flask) -> None:
    issued, xml = issued_to(), report(a_visit(state=AssignmentState.BRIEFED))
    db.session.rollback()
    server = create_server(app, host="127.0.0.1", port=0, threads=1)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    try:
        reply = _send(int(server.effective_port), f"/or/{issued.token}/submission", xml)
    finally:
        server.close()
        thread.join(5)
    assert reply.startswith(b"HTTP/1.1 201")
    assert b"submit_success" in reply
    db.session.rollback()
    assert reading().scalars(select(Submission)).one().answers == {"greeted": "yes", "queue_minutes": 4}


def _send(port: int, path: str, xml: bytes) -> bytes:
    body = (
        b'--x\r\nContent-Disposition: form-data; name="xml_submission_file"; filename="a.xml"\r\n'
        b"Content-Type: text/xml\r\n\r\n" + xml + b"\r\n--x--\r\n"
    )
    head = (
        f"POST {path}?deviceID=collect%3Ax HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
        "X-OpenRosa-Version: 1.0\r\nContent-Type: multipart/form-data; boundary=x\r\n"
        "Connection: close\r\n\r\n"
    )
    parts = [body[start : start + 100] for start in range(0, len(body), 100)]
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        line.sendall(head.encode())
        for part in parts:
            line.sendall(f"{len(part):x}\r\n".encode() + part + b"\r\n")
        line.sendall(b"0\r\n\r\n")
        found = b""
        while more := line.recv(4096):
            found += more
    return found
