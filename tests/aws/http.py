"""HTTP/1.1 with connections that stay open, as the SDK and Terraform expect of AWS.

werkzeug's own handler closes each connection after its answer.
"""

import socket
import threading
from http import HTTPStatus
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.types import WSGIApplication

from moto.moto_server.werkzeug_app import MotoRequestHandler
from werkzeug.serving import BaseWSGIServer

HOST = "127.0.0.1"


class Handler(MotoRequestHandler):
    """Answers one request after the other on a connection; each answer is written at once."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def run_wsgi(self) -> None:
        """Call the application and send what it answers with its length."""
        environ = self.make_environ()
        answered: dict[str, Any] = {}

        def start_response(status: str, headers: list[tuple[str, str]], *_: Any) -> None:
            answered.update(status=status, headers=headers)

        chunks = self.server.app(environ, start_response)
        try:
            body = b"".join(chunks)
        finally:
            if hasattr(chunks, "close"):
                chunks.close()
        head = [f"HTTP/1.1 {answered['status']}"]
        head += [f"{name}: {value}" for name, value in answered["headers"] if name.lower() != "content-length"]
        head.append(f"Content-Length: {len(body)}")
        status = int(answered["status"][:3])
        if self.command == "HEAD" or status in {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED}:
            body = b""
        self.wfile.write("\r\n".join([*head, "", ""]).encode("latin-1") + body)

    def log_request(self, *_: Any) -> None:
        """Say nothing: calls are recorded, not printed."""


class HttpServer(ThreadingMixIn, BaseWSGIServer):
    """A thread for each connection."""

    multithread = True
    daemon_threads = True
    request_queue_size = 256

    def __init__(self, app: WSGIApplication, port: int = 0) -> None:
        super().__init__(HOST, port, app, handler=Handler)
        self._connections: set[socket.socket] = set()
        self._guard = threading.Lock()

    def process_request(self, request: Any, client_address: Any) -> None:
        """Remember the connection, so that the server can end it."""
        with self._guard:
            self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Forget the connection."""
        with self._guard:
            self._connections.discard(request)
        super().shutdown_request(request)

    def end_connections(self) -> None:
        """End what clients keep open, which would keep a thread each."""
        with self._guard:
            connections = list(self._connections)
        for connection in connections:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                # The client was quicker.
                continue
