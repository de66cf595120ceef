"""What a browser keeps of the desk: the only list of it, with the digest of each file."""

import base64
import hashlib
from functools import lru_cache
from pathlib import Path

KEPT = (
    "favicon.svg",
    "base/*.css",
    "base/http.js",
    "base/menu.js",
    "base/modules.js",
    "badges/badge.css",
    "badges/code.js",
    "checkin/**/*",
    "vendor/qr/*.js",
    "vendor/zxing-wasm/*.js",
    "vendor/zxing-wasm/reader/*",
)
WORKERS = ("checkin/service-worker.js", "checkin/no-service-worker.js")  # what keeps the files is not one of them


def kept(static: Path) -> dict[str, str]:
    """The digest of each file by its path below the static folder, as `integrity` wants it: "sha256-…"."""
    files = {path for pattern in KEPT for path in static.glob(pattern) if path.is_file()}
    named = {path.relative_to(static).as_posix(): path for path in files}
    return {name: _digest(path, path.stat().st_mtime_ns) for name, path in sorted(named.items()) if name not in WORKERS}


def version(*contents: str) -> str:
    """Twelve characters that change when any of the contents does."""
    return hashlib.sha256("\n".join(contents).encode()).hexdigest()[:12]


@lru_cache(maxsize=256)
def _digest(path: Path, _changed: int) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(path.read_bytes()).digest()).decode()
