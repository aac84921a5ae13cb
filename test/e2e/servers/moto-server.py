"""
moto's server, as fast as the tests need it: most of what an answer of the usual one costs is not moto's. Connections stay, a request is
read and answered without Werkzeug's server, and what moto finds out anew for each request is found out once. One RSA key is enough for all
KMS keys: moto makes a new one even for a symmetric key, and nobody here signs anything.

Usage: python moto-server.py -H HOST -p PORT
"""

import argparse
import functools
import io
import os
import socket
import sys
import threading
import traceback
from urllib.parse import unquote_to_bytes

# Read when moto is imported. Nobody here is a page of another origin.
os.environ["MOTO_DISABLE_GLOBAL_CORS"] = "true"

from botocore.loaders import Loader
from moto import backends
from moto.core import errors, responses
from moto.kms import utils
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app


def once(owner, name):
    """What a function says of its arguments, it is asked once."""
    setattr(owner, name, functools.cache(getattr(owner, name)))


def once_for_all(owner, name):
    """The same of a method, whatever object it is called on."""
    method = getattr(owner, name)
    known = {}

    def answer(self, *arguments, **named):
        key = (arguments, *named.items())
        if key not in known:
            known[key] = method(self, *arguments, **named)
        return known[key]

    setattr(owner, name, answer)


modules = tuple(backends.list_of_moto_modules())
backends.list_of_moto_modules = lambda: modules
once_for_all(DomainDispatcherApplication, "get_backend_for_host")
once_for_all(Loader, "list_available_services")
once(errors, "ErrorLookupFactory")
once(responses, "method_names_from_class")
once(utils, "RSAPrivateKey")


def chunks_of(stream):
    """A body in chunks, as one."""
    parts = []
    while size := int(stream.readline().split(b";")[0], 16):
        parts.append(stream.read(size))
        stream.readline()
    while stream.readline() not in (b"\r\n", b""):
        pass
    return b"".join(parts)


def environment_of(stream, connection, host, port):
    """The next request as WSGI has it; None at the end of the connection."""
    line = stream.readline().decode("latin1").split()
    if len(line) != 3:
        return None
    method, target, version = line
    path, _, query = target.partition("?")
    environment = {
        "REQUEST_METHOD": method,
        "RAW_URI": target,
        "REQUEST_URI": target,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin1"),
        "QUERY_STRING": query,
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": version,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    while (header := stream.readline().decode("latin1").rstrip("\r\n")) != "":
        name, _, value = header.partition(":")
        key = name.upper().replace("-", "_")
        if key not in ("CONTENT_TYPE", "CONTENT_LENGTH"):
            key = f"HTTP_{key}"
        before = environment.get(key)
        environment[key] = value.strip() if before is None else f"{before},{value.strip()}"
    if environment.get("HTTP_EXPECT", "").lower() == "100-continue":
        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
    if environment.pop("HTTP_TRANSFER_ENCODING", "").lower() == "chunked":
        body = chunks_of(stream)
        environment["CONTENT_LENGTH"] = str(len(body))
    else:
        body = stream.read(int(environment.get("CONTENT_LENGTH") or 0))
    environment["wsgi.input"] = io.BytesIO(body)
    return environment


def answer_of(app, environment):
    """Bytes of the whole answer."""
    head = []

    def start(status, headers, error=None):
        head[:] = [status, headers]

    try:
        body = b"".join(app(environment, start))
    except Exception:
        traceback.print_exc()
        start("500 Internal Server Error", [])
        body = b""
    status, headers = head
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers)]
    if all(name.lower() != "content-length" for name, _ in headers):
        lines.append(f"Content-Length: {len(body)}")
    text = "\r\n".join([*lines, "", ""]).encode("latin1")
    return text if environment["REQUEST_METHOD"] == "HEAD" else text + body


def serve(app, connection, host, port):
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        with connection, connection.makefile("rb") as stream:
            while environment := environment_of(stream, connection, host, port):
                connection.sendall(answer_of(app, environment))
                if environment.get("HTTP_CONNECTION", "").lower() == "close":
                    return
    except ConnectionError:
        pass


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("-H", dest="host", default="127.0.0.1")
    parser.add_argument("-p", dest="port", type=int, default=5000)
    arguments = parser.parse_args()
    # Where moto's own parts find each other.
    os.environ.setdefault("MOTO_PORT", str(arguments.port))
    app = DomainDispatcherApplication(create_backend_app)
    listener = socket.create_server((arguments.host, arguments.port), backlog=256)
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=serve, args=(app, connection, arguments.host, arguments.port), daemon=True).start()


main()
