"""What those who run the server ask it: whether it can answer questions, and how much it does."""

from collections.abc import Mapping

from prometheus_client import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from strategraph.endpoint.pool import Pool
from strategraph.web import HttpProblem, RequestLog, is_direct_from_here

__all__ = ["Operations"]

_FRESH = {"Cache-Control": "no-store"}


class Operations:
    """The addresses /ready and /metrics; `pools` by their names; `log` counts requests.

    Unless the counters are `public`, they are for clients on this machine that no proxy forwards, in `header` or otherwise.
    """

    def __init__(self, pools: Mapping[str, Pool], log: RequestLog, public: bool, header: str) -> None:
        self.pools = pools
        self.log = log
        self.public = public
        self.header = header
        self.meters = log.meters

    async def ready(self, request: Request) -> Response:
        """200 while every pool has workers and can make more, else 503; nothing is asked of them."""
        lacking = [name for name, pool in self.pools.items() if not pool.pids or not pool.zygote.is_up]
        release = next(iter(self.pools.values())).dataset.name
        told = {"status": "not ready" if lacking else "ready", "release": release}
        return JSONResponse(told, 503 if lacking else 200, _FRESH | ({"Retry-After": "1"} if lacking else {}))

    async def metrics(self, request: Request) -> Response:
        """The counters in the text format of Prometheus.

        Raises:
            HttpProblem: 403, for a client that they are not for.
        """
        peer = request.client.host if request.client else None
        if not self.public and not is_direct_from_here(peer, request.headers, self.header):
            raise HttpProblem(
                403,
                "The counters are for clients on the server's own machine; the setting serve.public_metrics opens them to all.",
                "Čítače jsou jen pro klienty na stroji, kde server běží; všem je zpřístupní nastavení serve.public_metrics.",
                _FRESH,
            )
        self.log.flush()
        for name, pool in self.pools.items():
            self.meters.note_workers(name, pool.idle, len(pool.pids) - pool.idle, pool.waiting, pool.ended)
            self.meters.note_release(pool.dataset.name)
        return Response(self.meters.text(), headers=_FRESH | {"Content-Type": CONTENT_TYPE_LATEST})
