"""Where the files of a build are found on the web: `url` of the front matter and their names."""

from __future__ import annotations

from urllib.parse import quote

from chapbook.model.metadata import Metadata

DOWNLOAD_PAGE = "index.html"
OPDS_1 = "opds.xml"
OPDS_2 = "opds.json"
# https://specs.opds.io/opds-1.2, 2; https://drafts.opds.io/opds-2.0, 1.1.
OPDS_1_TYPE = "application/atom+xml;profile=opds-catalog;kind=acquisition"
OPDS_2_TYPE = "application/opds+json"
CHECKSUMS = "SHA256SUMS"


def folder_address(metadata: Metadata) -> str | None:
    """Return the address of the folder that holds the editions, with its final slash, if known."""
    if metadata.url is None:
        return None
    return metadata.url if metadata.url.endswith("/") else f"{metadata.url}/"


def address(metadata: Metadata, name: str) -> str:
    """Return the address of a file: absolute where the folder's is known, else relative to it.

    The download page is what the folder itself shows.
    """
    folder = folder_address(metadata)
    if folder is None:
        return quote(name)
    return folder if name == DOWNLOAD_PAGE else folder + quote(name)


def canonical(metadata: Metadata, name: str) -> str | None:
    """Return the address that search engines are to keep for a page, None where none is known."""
    return None if metadata.url is None else address(metadata, name)
