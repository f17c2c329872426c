"""A chat model's server as OpenAI's clients see it, saying what a test tells it to."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

# An answer of the model, a status with which the provider refuses, seconds of silence, or a drip without end.
Turn = dict[str, Any] | str | int | float
DRIP = "drip"


class StubModel:
    """`turns` are answered one by one, the last one for ever; `requests` are the bodies that came in."""

    def __init__(self) -> None:
        self.turns: list[Turn] = []
        self.requests: list[dict[str, Any]] = []
        self.retry_after = ""
        self.finish_reason = "stop"
        self.stopped = threading.Event()

    def says(self, *turns: Turn) -> None:
        self.turns, self.requests = list(turns), []

    def turn(self) -> Turn:
        return self.turns[min(len(self.requests), len(self.turns)) - 1]

    def text_sent(self) -> str:
        """The changing part of the last request."""
        return str(self.requests[-1]["messages"][1]["content"])


@contextmanager
def serving(model: StubModel) -> Iterator[str]:
    """The base address of a server on a free port of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(model))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        model.stopped.set()
        server.shutdown()
        server.server_close()


def _handler(model: StubModel) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            model.requests.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            turn = model.turn()
            try:
                if turn == DRIP:
                    self.drip()
                elif isinstance(turn, float):
                    model.stopped.wait(turn)
                elif isinstance(turn, int):
                    self.answer(turn, {"error": {"message": "secret words of the mail"}})
                else:
                    self.answer(200, _completion(turn if isinstance(turn, str) else json.dumps(turn), model))
            except OSError:  # the client has gone
                return

        def answer(self, status: int, body: dict[str, Any]) -> None:
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            if model.retry_after:
                self.send_header("Retry-After", model.retry_after)
            self.end_headers()
            self.wfile.write(content)

        def drip(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", "1000000")
            self.end_headers()
            while not model.stopped.is_set():
                self.wfile.write(b" ")
                self.wfile.flush()
                time.sleep(0.05)

        def log_message(self, format: str, *args: Any) -> None:
            return

    return Handler


def _completion(content: str, model: StubModel) -> dict[str, Any]:
    message = {"role": "assistant", "content": content}
    return {
        "id": "c-1",
        "object": "chat.completion",
        "created": 0,
        "model": "stub",
        "choices": [{"index": 0, "finish_reason": model.finish_reason, "message": message}],
        "usage": {"prompt_tokens": 900, "completion_tokens": 100, "total_tokens": 1000},
    }
