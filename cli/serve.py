"""`crisis serve`: the HTTP service, here."""

import errno
import os
import socket
from dataclasses import dataclass
from typing import Annotated

from typer import Option

from cli.failures import BadInput
from cli.store import opened_ledger
from domain.refusals import Refusal

Host = Annotated[str, Option(metavar="ADDRESS", help="The address to listen at; 0.0.0.0 is any.")]
AllowedHosts = Annotated[
    list[str] | None,
    Option(
        "--allowed-host",
        metavar="NAME",
        help="Answer to this name or address too; repeatable. Else it answers to localhost and to "
        "the address it listens at, and to any other with 421.",
    ),
]
Port = Annotated[int, Option(min=0, max=65535, metavar="N", help="0 takes any that is free.")]


@dataclass(eq=False)
class CannotListen(Refusal):
    """The address or the port is not to be had."""

    why: str
    sentence = "{why}"


def serve(host: Host = "127.0.0.1", port: Port = 8000, allowed_host: AllowedHosts = None) -> None:
    """Serve the ledger over HTTP, until Ctrl-C.

    It serves what is recorded from elsewhere too, at its next answer.

    Examples:
      crisis serve
      crisis serve --host 0.0.0.0 --port 8080 --allowed-host ledger.example
    """
    from api.app import create_app
    from api.hosts import is_name, names_at
    from api.server import Server

    allowed = allowed_host or []
    for name in allowed:
        if not is_name(name):
            raise BadInput(
                f"--allowed-host {name}: write a name such as ledger.example, or an address, "
                "without http:// and without a port"
            )
    with opened_ledger() as ledger, _listening(host, port) as listener:
        listens_at, taken = listener.getsockname()[:2]
        address = _address(host, taken)
        print(f"Store: {ledger.store}, up to position @{ledger.position()}.")
        print(f"The API's description is at {address}/docs . Ctrl-C ends it.")
        print(f"Open {address}/", flush=True)
        names = [*names_at(host, listens_at), *allowed]
        try:
            Server(create_app(ledger, names)).run(sockets=[listener])
        except KeyboardInterrupt:
            print("Ended.")


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        raise _not_listening(host, port, error.errno or 0) from error


def _not_listening(host: str, port: int, why: int) -> Refusal:
    match why:
        case socket.EAI_NONAME | socket.EAI_AGAIN | socket.EAI_FAIL:
            return BadInput(f"--host {host}: there is no such address")
        case errno.EADDRINUSE:
            return CannotListen(
                f"port {port} of {host} is taken; end what listens there, "
                f"or choose another: crisis serve --port {port + 1 if port < 65535 else 0}"
            )
        case errno.EACCES:
            return CannotListen(
                f"you may not listen at port {port}; choose one from 1024 on: "
                "crisis serve --port 8000"
            )
        case _:
            return CannotListen(f"cannot listen at port {port} of {host}: {os.strerror(why)}")


def _address(host: str, port: int) -> str:
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}"
