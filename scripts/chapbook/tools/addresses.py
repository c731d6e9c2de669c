"""Ask the network whether an address answers: for `chapbook collate --online` and nothing else."""

from __future__ import annotations

import urllib.error
import urllib.request
from http.client import HTTPException

from chapbook import __version__

_SECONDS = 20
# A server may not answer HEAD (RFC 9110, 9.3.2 asks it to); then GET is tried.
_NOT_HEAD = (403, 405, 501)


def reach(address: str) -> str | None:
    """Return what is wrong with an address, None if it answers. Only HTTP is tried."""
    if not address.lower().startswith(("http://", "https://")):
        return None
    for method in ("HEAD", "GET"):
        request = urllib.request.Request(  # noqa: S310  # HTTP only, see above
            address, method=method, headers={"User-Agent": f"chapbook/{__version__}"}
        )
        try:
            with urllib.request.urlopen(request, timeout=_SECONDS):  # noqa: S310
                return None
        except urllib.error.HTTPError as error:
            if method == "HEAD" and error.code in _NOT_HEAD:
                continue
            return f"the server responds with {error.code}"
        except (OSError, ValueError, HTTPException) as error:
            return f"it cannot be reached: {error}"
    return None
