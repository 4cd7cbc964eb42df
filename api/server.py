"""The server that `crisis serve` runs."""

import socket

import uvicorn
from fastapi import FastAPI

GRACE = 5  # seconds for the answers under way


class Server(uvicorn.Server):
    """Ends what is followed before it waits for the answers under way: it would wait for ever."""

    def __init__(self, app: FastAPI) -> None:
        super().__init__(uvicorn.Config(app, timeout_graceful_shutdown=GRACE))
        self._live = app.state.live

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no more requests, end what is followed, and finish the rest."""
        await self._live.end()
        await super().shutdown(sockets)
