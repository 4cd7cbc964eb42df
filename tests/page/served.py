"""A server of its own over a file of its own, which can be stopped and started again."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx2

STARTING = 30.0  # seconds
Json = Mapping[str, Any]


class Served:
    """What `crisis serve` serves of one file, always at the same address.

    Only what is given through HTTP or loaded from a scenario is in it.
    """

    def __init__(self, store: Path) -> None:
        self._store = store
        self._process: subprocess.Popen[bytes] | None = None
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = str(free.getsockname()[1])
        self.address = f"http://127.0.0.1:{self._port}"
        self.client = httpx2.Client(base_url=self.address, trust_env=False)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
        self.client.close()

    def load(self, scenario: str) -> None:
        """Record a scenario; a server that runs sees it at its next answer."""
        command = self._crisis("load-scenario", scenario)
        subprocess.run(command, env=self._environment(), check=True, capture_output=True)

    def given(self, *events: Json) -> list[str]:
        """Record events as a client sends them; the answer is their ids."""
        answer = self.client.post("/events", json=list(events))
        answer.raise_for_status()
        return [accepted["id"] for accepted in answer.json()["accepted"]]

    def start(self) -> None:
        """Serve, and return once it answers."""
        self._process = subprocess.Popen(
            self._crisis("serve", "--port", self._port),
            env=self._environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + STARTING
        while not self._is_ready():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise RuntimeError("the server did not start")
            time.sleep(0.05)

    def stop(self) -> None:
        """End at once, as when the power goes; what was acknowledged stays in the file."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _is_ready(self) -> bool:
        try:
            return self.client.get("/readyz").status_code == 200
        except httpx2.TransportError:
            return False

    def _crisis(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "cli", *words]

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "SQLITE_DBNAME": str(self._store)}
