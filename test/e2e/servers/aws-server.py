"""The AWS CLI, loaded once: each command is a fork of this process, with the arguments, environment, folder and files of its caller.

Usage: python aws-server.py SOCKET. Ends when its standard input ends. `aws-client.py` is what scripts call as `aws`.
"""

import json
import os
import signal
import socket
import sys
import threading

from awscli.clidriver import create_clidriver

SERVICES = ("iam", "kms", "s3", "s3control", "sts")


def receive(connection):
    """Length in eight bytes, with the three files; then as many bytes of JSON."""
    head, files, _, _ = socket.recv_fds(connection, 8, 3)
    left = int.from_bytes(head, "big")
    parts = []
    while left > 0:
        part = connection.recv(min(left, 1 << 16))
        if part == b"":
            break
        parts.append(part)
        left -= len(part)
    return json.loads(b"".join(parts)), files


def run(driver, connection):
    call, files = receive(connection)
    for target, file in enumerate(files):
        os.dup2(file, target)
        os.close(file)
    os.environ.clear()
    os.environ.update(call["environment"])
    os.chdir(call["folder"])
    sys.stdin, sys.stdout, sys.stderr = (open(file, mode, closefd=False) for file, mode in ((0, "r"), (1, "w"), (2, "w")))
    try:
        code = driver.main(call["arguments"])
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    sys.stdout.flush()
    sys.stderr.flush()
    connection.sendall(str(code or 0).encode())


def main():
    driver = create_clidriver()
    for service in SERVICES:
        driver.session.get_service_model(service)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(sys.argv[1])
    listener.listen(64)
    print("ready", flush=True)
    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    while True:
        connection, _ = listener.accept()
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            try:
                run(driver, connection)
            finally:
                os._exit(0)
        connection.close()


main()
