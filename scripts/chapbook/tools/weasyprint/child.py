"""The process that runs WeasyPrint: a job as JSON on stdin, the outcome as JSON on stdout.

It is started by `tools.weasyprint.process` with an environment of its own, since WeasyPrint reads
FONTCONFIG_FILE and fontTools SOURCE_DATE_EPOCH at import or at first use, and since a layout has
no time limit but that of its process. Nothing here is imported by the rest of the package.

Job: `document` (XHTML), `styles` (name, text), `resources` (URL: path, media type), `roots`
(folders that resources may lie in), `xmp` (a metadata packet), `unnumbered` (pages before the
one numbered 1), `gutters` (see `tools.weasyprint.binding`), `target` (path of the PDF),
`megabytes` (memory limit), `pixels` (of one picture). Outcome: see `outcome_of`.
"""

from __future__ import annotations

import json
import logging
import resource
import sys
import time
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any, NoReturn
from xml.etree import ElementTree

import cssselect2  # type: ignore[import-untyped]
import pydyf  # type: ignore[import-untyped]
import weasyprint
from PIL import Image, ImageFile
from weasyprint.css.counters import CounterStyle
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from chapbook.tools.weasyprint import patches
from chapbook.tools.weasyprint.audit import audit
from chapbook.tools.weasyprint.binding import bind
from chapbook.tools.weasyprint.folios import front_pages
from chapbook.tools.weasyprint.layout.faces import Faces
from chapbook.tools.weasyprint.layout.turning import turn_pages
from chapbook.tools.weasyprint.layout.wide_tables import fit_tables
from chapbook.tools.weasyprint.pages import page_starts
from chapbook.tools.weasyprint.tagging.objects import finish
from chapbook.tools.weasyprint.tagging.tags import OPTIONS

XHTML = "{http://www.w3.org/1999/xhtml}"


class ListedFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Serves the resources that the job lists, read from their files, and `data:` URLs.

    Everything else, the network included, is denied. `denied` keeps what was asked for, because
    WeasyPrint swallows the error inside SVG drawings.
    """

    def __init__(self, resources: Mapping[str, Mapping[str, str]], roots: list[str]) -> None:
        """Take the job's list and the folders outside which no file is opened."""
        super().__init__(allowed_protocols=("data",), allow_redirects=False, fail_on_errors=True)
        self._resources = resources
        self._roots = tuple(Path(root).resolve() for root in roots)
        self.denied: list[str] = []

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Return a listed resource. Raises FatalURLFetchingError for anything else.

        The answer keeps the job's own URL: for `file:` WeasyPrint would open the file again.
        """
        if url.startswith("data:"):
            return super().fetch(url, headers)
        entry = self._resources.get(url)
        if entry is None:
            self._deny(url)
        path = Path(entry["path"]).resolve()
        if not any(path.is_relative_to(root) for root in self._roots):
            self._deny(url)
        return URLFetcherResponse(
            url, body=path.read_bytes(), headers={"Content-Type": entry["type"]}
        )

    def _deny(self, url: str) -> NoReturn:
        self.denied.append(url)
        raise FatalURLFetchingError(f"denied: {url}")


class Log(logging.Handler):
    """Keeps what WeasyPrint has to say, level and message."""

    def __init__(self) -> None:
        """Keep warnings and worse; progress has a logger of its own."""
        super().__init__(logging.WARNING)
        self.messages: list[tuple[str, str]] = []
        self._open = True

    @contextmanager
    def closed(self) -> Iterator[None]:
        """Keep nothing for a while: of layouts that only measure."""
        self._open = False
        try:
            yield
        finally:
            self._open = True

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        if self._open:
            self.messages.append((record.levelname, record.getMessage()))


def main() -> int:
    """Run the job on stdin. Exit codes: 0 done (perhaps with findings), 1 no PDF was made."""
    job = json.load(sys.stdin)
    _stay_offline()
    _limit(job["megabytes"])
    _forbid_broken_pictures(job["pixels"])
    patches.apply()
    json.dump(run(job), sys.stdout)
    return 0


def run(job: Mapping[str, Any]) -> dict[str, Any]:
    """Lay the document out, audit its notes, write the PDF; give the outcome."""
    log = Log()
    logging.getLogger("weasyprint").addHandler(log)
    fetcher = ListedFetcher(job["resources"], job["roots"])
    started = time.process_time()
    root = _tree(job["document"])
    with log.closed():
        divided = fit_tables(root, lambda tree: _lay_out(tree, job["styles"], fetcher))
    document = _lay_out(root, job["styles"], fetcher)
    notes = audit(document)  # before pages are moved: they keep the type area that they had
    bind(document, job["gutters"], job["unnumbered"])
    front = front_pages(document, job["unnumbered"])
    turn_pages(document)
    laid = time.process_time()
    with patches.tagging(document, root):
        content = document.write_pdf(finisher=lambda _, pdf: _finish(pdf, job, front), **OPTIONS)
    Path(job["target"]).write_bytes(content)
    written = time.process_time()
    return {
        "pages": len(document.pages),
        "seconds": {"layout": laid - started, "write": written - laid},
        "audit": notes,
        "divided": divided,
        "starts": page_starts(document, root),
        "front": front,
        "messages": log.messages,
        "denied": fetcher.denied,
    }


def _lay_out(
    root: ElementTree.Element, sheets: list[list[str]], fetcher: ListedFetcher
) -> weasyprint.Document:
    fonts, counters = Faces(), CounterStyle()
    styles = [
        weasyprint.CSS(string=text, url_fetcher=fetcher, font_config=fonts, counter_style=counters)
        for _, text in sheets
    ]
    html = weasyprint.HTML(string="<html></html>", url_fetcher=fetcher)
    # The tree goes in as it is. The HTML5 parser would close a paragraph at the first block
    # inside it, and notes with blocks stand inside paragraphs.
    html.wrapper_element = cssselect2.ElementWrapper.from_html_root(root)
    html.etree_element = html.wrapper_element.etree_element
    return html.render(stylesheets=styles, font_config=fonts, counter_style=counters)


def _tree(document: str) -> ElementTree.Element:
    """Parse the XHTML; HTML elements lose their namespace, as WeasyPrint wants them."""
    root = ElementTree.parse(BytesIO(document.encode())).getroot()  # noqa: S314 -- our own document, no DTD
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.removeprefix(XHTML)
    return root


def _finish(pdf: pydyf.PDF, job: Mapping[str, Any], front: int) -> None:
    _add_xmp(pdf, job["xmp"])
    finish(pdf)
    if job["unnumbered"]:
        _label_pages(pdf, job["unnumbered"], front)


def _label_pages(pdf: pydyf.PDF, unnumbered: int, front: int) -> None:
    """Let readers show the printed numbers, and none before them (ISO 32000-1, 12.4.2)."""
    labels = pydyf.Array([0, pydyf.Dictionary()])
    if front:
        labels.extend((unnumbered, pydyf.Dictionary({"S": "/r"})))
    labels.extend((unnumbered + front, pydyf.Dictionary({"S": "/D"})))
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": labels})


def _add_xmp(pdf: pydyf.PDF, packet: str) -> None:
    """Add the metadata stream (ISO 32000-1, 14.3.2), uncompressed so that anyone can find it."""
    stream = pydyf.Stream([packet.encode()], {"Type": "/Metadata", "Subtype": "/XML"})
    pdf.add_object(stream)
    pdf.catalog["Metadata"] = stream.reference


def _stay_offline() -> None:
    """Make every use of a socket in this process an error, whoever asks for it."""

    def refuse(event: str, _: object) -> None:
        if event.startswith("socket."):
            raise PermissionError(f"no network here: {event}")

    sys.addaudithook(refuse)


def _limit(megabytes: int) -> None:
    size = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _forbid_broken_pictures(most_pixels: int) -> None:
    """Make Pillow refuse what WeasyPrint lets it accept: truncated files, huge pictures."""
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    Image.MAX_IMAGE_PIXELS = most_pixels
    warnings.simplefilter("error", Image.DecompressionBombWarning)


if __name__ == "__main__":
    sys.exit(main())
