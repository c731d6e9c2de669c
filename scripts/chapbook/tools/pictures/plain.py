"""Pictures in the forms that every edition shows alike: cleaned, or converted in a process apart.

What is common already keeps the author's bytes. Everything else (more than 8 bits, inks, turns,
profiles of colours, WebP, AVIF, TIFF …) becomes a PNG or JPEG in sRGB, once, for all editions.
"""

from __future__ import annotations

import json
import os
import sys
from base64 import b64encode
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import chapbook
from chapbook.errors import ProgramFailed
from chapbook.policy import limits
from chapbook.tools import processes
from chapbook.tools.pictures.forms import (
    avif_profile,
    jpeg_profile,
    measure_webp,
    png_profile,
    uncommon_jpeg,
    uncommon_png,
)
from chapbook.tools.pictures.kinds import Kind
from chapbook.tools.pictures.raster import LONGEST_SIDE, NotAPicture, cleaned


@dataclass(frozen=True, slots=True)
class PlainPicture:
    """A picture for all editions. `frames` is how many the file had that was converted."""

    content: bytes
    media_type: str
    frames: int = 1


def plain_picture(content: bytes, kind: Kind) -> PlainPicture:
    """Return a picture of pixels in a form that every edition shows.

    Raises NotAPicture where it is broken, too large, or of no kind that can be shown.
    """
    if kind.converted is not None:
        return _of_other_kind(content, kind.converted)
    media_type = kind.media_type or ""
    clean = cleaned(content, media_type)
    if media_type == "image/png":
        profile = _foreign(png_profile(clean))
        if profile or uncommon_png(clean):
            return _converted(clean, "PNG", profile)
    elif media_type == "image/jpeg":
        profile = _foreign(jpeg_profile(clean))
        if profile or uncommon_jpeg(clean):
            return _converted(clean, "JPEG", b"", as_jpeg=True)
    return PlainPicture(clean, media_type)


def _of_other_kind(content: bytes, form: str) -> PlainPicture:
    lossy = form == "AVIF" or (form == "WEBP" and not measure_webp(content))
    profile = avif_profile(content) if form == "AVIF" else b""
    return _converted(content, form, profile, as_jpeg=lossy)


def _foreign(profile: bytes) -> bytes:
    """Return a profile, but none if a picture looks the same without it."""
    return b"" if not profile or _is_srgb(profile) else profile


@lru_cache(maxsize=256)
def _is_srgb(profile: bytes) -> bool:
    outcome, _ = _run({"only_profile": True}, profile)
    return bool(outcome.get("plain", True))


def _converted(content: bytes, form: str, profile: bytes, *, as_jpeg: bool = False) -> PlainPicture:
    job = {"format": form, "profile": b64encode(profile).decode("ascii"), "jpeg": as_jpeg}
    outcome, picture = _run({**job, "only_profile": False}, content)
    if "fault" in outcome:
        raise NotAPicture(outcome["fault"])
    return PlainPicture(picture, outcome["type"], outcome["frames"])


def _run(job: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    """Have the child do a job. Raises LimitReached or ProgramFailed where it cannot."""
    own = limits()
    job = {
        **job,
        "pixels": own.picture_pixels,
        "side": LONGEST_SIDE,
        "megabytes": own.picture_memory,
    }
    with processes.private_folder() as folder:
        child = processes.Child(
            "the conversion of a picture",
            processes.Bounds("picture_seconds", own.picture_seconds, "picture_memory"),
            [sys.executable, "-P", "-m", "chapbook.tools.pictures.child"],
            folder=Path(folder),
            environment={
                "PATH": os.defpath,
                "PYTHONPATH": str(Path(chapbook.__file__).parent.parent),
                "PYTHONHASHSEED": "0",
                "LC_ALL": "C.UTF-8",
                "HOME": folder,
            },
        )
        code, output, errors = child.finish(json.dumps(job).encode() + b"\n" + data)
    if b"MemoryError" in errors:
        raise processes.over("picture_memory", "a picture needs more memory than the limit allows")
    if code != 0:
        last = errors.decode(errors="replace").strip().splitlines() or [f"exit code {code}"]
        raise ProgramFailed(f"a picture could not be converted: {ascii(last[-1])[1:-1]}")
    head, _, picture = output.partition(b"\n")
    return json.loads(head), picture
