"""A mail server for tests: says as much SMTP as a client needs and keeps what it is sent."""

from __future__ import annotations

import socketserver
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage


class Handler(socketserver.StreamRequestHandler):
    server: SmtpServer

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self) -> None:
        self.say("220 test")
        for line in self.rfile:
            verb = line.split()[0].upper() if line.split() else b""
            if verb in {b"EHLO", b"HELO"}:
                self.say("250 test")
            elif verb == b"RCPT" and self.server.refuse:
                self.say(self.server.refuse)
            elif verb == b"DATA":
                self.say("354 go on")
                self.server.received.append(self.read_mail())
                self.say("250 kept")
            elif verb == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 fine")

    def read_mail(self) -> EmailMessage:
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line[1:] if line.startswith(b"..") else line)
        return message_from_bytes(b"".join(lines), policy=policy.default)  # type: ignore[return-value]


class SmtpServer(socketserver.ThreadingTCPServer):
    """`with SmtpServer() as server: …`; what arrived is in `received`."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.received: list[EmailMessage] = []
        self.refuse = ""

    @property
    def port(self) -> int:
        return self.server_address[1]

    def __enter__(self) -> SmtpServer:
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_args: object) -> None:
        self.shutdown()
        self.server_close()

    @property
    def numbers(self) -> list[str]:
        """Message-IDs, in the order of arrival."""
        return [str(mail["Message-ID"]) for mail in self.received]
