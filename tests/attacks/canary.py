"""A server on this machine that serves bait and counts its visitors."""

from __future__ import annotations

import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Canary:
    """The server, from `start` to `stop`."""

    def __init__(self) -> None:
        """Listen on a free port of the loopback interface."""
        self.visits = 0
        canary = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                canary.visits += 1
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b"CANARY-WAS-ASKED")

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        """The beginning of its addresses."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def visit(self) -> None:
        """Come as a visitor."""
        with urllib.request.urlopen(f"{self.address}/x", timeout=10) as answer:  # noqa: S310
            assert answer.read() == b"CANARY-WAS-ASKED"

    def stop(self) -> None:
        """Close it."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
