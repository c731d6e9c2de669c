"""A web server of this machine alone, which keeps what it was asked."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


class Loopback:
    """Answers 404 for `/gone`, 405 to HEAD for `/only-get`, and 200 for all else."""

    def __init__(self) -> None:
        """Listen on a free port."""
        self.asked: list[tuple[str, str]] = []
        asked = self.asked

        class Handler(BaseHTTPRequestHandler):
            def _answer(self) -> None:
                asked.append((self.command, self.path))
                refused = self.path == "/only-get" and self.command == "HEAD"
                self.send_response(404 if self.path == "/gone" else 405 if refused else 200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            do_HEAD = do_GET = _answer  # noqa: N815 -- names of http.server

            def log_message(self, *_: object) -> None:
                """Log nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Loopback:
        Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
