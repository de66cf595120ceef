"""Clients that send prepared requests over kept connections, as fast as they are answered."""

import http.client
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any

from bench.server import PORT

PROCESSES = 2  # the clients are spread over this many processes


@dataclass(frozen=True, slots=True)
class Request:
    """One request, ready to be sent."""

    method: str
    path: str
    body: bytes | None
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Sent:
    """What a run of requests took."""

    seconds: float  # wall time of all
    latencies: list[float]  # seconds, sorted
    statuses: dict[int, int]

    def percentile(self, share: float) -> float:
        """Milliseconds within which that share was answered."""
        return 1000 * self.latencies[min(int(share * len(self.latencies)), len(self.latencies) - 1)]


def send(requests: Sequence[Request], clients: int) -> Sent:
    """Send all requests with so many clients at once."""
    shares = [requests[number::clients] for number in range(clients)]
    groups = [shares[number::PROCESSES] for number in range(PROCESSES)]
    begun = time.perf_counter()
    with get_context("fork").Pool(PROCESSES) as pool:
        results: list[Any] = [one for group in pool.map(_group, groups) for one in group]
    seconds = time.perf_counter() - begun
    latencies = sorted(latency for found, _ in results for latency in found)
    statuses: dict[int, int] = {}
    for _, codes in results:
        for code in codes:
            statuses[code] = statuses.get(code, 0) + 1
    return Sent(seconds, latencies, statuses)


def _group(shares: list[Sequence[Request]]) -> list[tuple[list[float], list[int]]]:
    with ThreadPoolExecutor(len(shares)) as threads:
        return list(threads.map(_client, shares))


def _client(requests: Sequence[Request]) -> tuple[list[float], list[int]]:
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
    latencies, statuses = [], []
    for request in requests:
        begun = time.perf_counter()
        connection.request(request.method, request.path, request.body, request.headers)
        answer = connection.getresponse()
        answer.read()
        latencies.append(time.perf_counter() - begun)
        statuses.append(answer.status)
    connection.close()
    return latencies, statuses
