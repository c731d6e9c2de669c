"""The HTML reading edition: one self-contained document, for a browser and for the years.

Here is only the order of the work; what is in the document is decided in the `html_*` modules,
written down in `templates/html` and given its looks by `styles`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import Markup

from chapbook import __version__
from chapbook.model.editions.output import HtmlRendition, PageBreak
from chapbook.model.letters.names import lengthened
from chapbook.model.manuscript import Manuscript
from chapbook.policy import policy
from chapbook.render.author_lines import author_lines
from chapbook.render.html.content import identifiers, sections
from chapbook.render.html.contents import contents
from chapbook.render.html.head import WebCover, head
from chapbook.render.html.page_breaks import first_page, with_page_breaks
from chapbook.render.html.pictures import embed_pictures
from chapbook.render.html.scripts import inline_script
from chapbook.render.html_tree import as_html
from chapbook.render.roles import credit_lines
from chapbook.render.templating import fill
from chapbook.render.text.fragments import Fragments
from chapbook.render.web.citation import citation
from chapbook.render.web.editions import Edition
from chapbook.render.web.style import web_style
from chapbook.render.words import words

STYLESHEETS = ("base.css", "notes.css", "web.css", "screen.css")
# The only elements that the styles set in a heavier cut.
_BOLD = re.compile("<(?:strong|b)[ >]")


def render_html(
    manuscript: Manuscript,
    fragments: Fragments,
    cover: WebCover | None = None,
    siblings: Sequence[Edition] = (),
    breaks: Sequence[PageBreak] = (),
) -> HtmlRendition:
    """Make the document: text, styles, faces and pictures in one file that loads nothing else.

    Its head names `siblings`, the editions of the same build (this one too), and the `cover`. The
    numbers of `breaks`, the pages of the PDF where one is made beside it, are in the margin.

    Raises EditionFailed if a picture or a link leads nowhere, a fault of ours since `resolve` has
    checked the manuscript.
    """
    metadata = manuscript.metadata
    body = _body(manuscript, fragments, breaks)
    page = fill(
        "html/page.html",
        metadata=metadata,
        title=metadata.title,
        head=head(metadata, f"{metadata.slug}.html", cover, siblings),
        generator=f"Chapbook {__version__}",
        style=web_style(body, STYLESHEETS, bold=_BOLD.search(body) is not None),
        body=Markup(body),  # noqa: S704 -- made by the template of the body
        scripts=(inline_script("faces"), inline_script("reading")),
        raw_html=policy().raw_html,
        sidenotes=bool(manuscript.statements),
    )
    return HtmlRendition(page.encode())


def _body(manuscript: Manuscript, fragments: Fragments, breaks: Sequence[PageBreak]) -> str:
    metadata = manuscript.metadata
    marked = with_page_breaks(fragments, breaks, words(metadata.language))
    trees = sections(manuscript, marked)
    taken = identifiers(trees)
    embed_pictures(trees, manuscript.pictures)
    return fill(
        "html/body.html",
        metadata=metadata,
        words=words(metadata.language),
        title=as_html(fragments.title),
        subtitle=None if fragments.subtitle is None else as_html(fragments.subtitle),
        authors=author_lines(metadata, fragments, as_html),
        credits=credit_lines(metadata.others, metadata.language),
        entries=contents(manuscript, fragments),
        text_id=lengthened("main-text", taken),
        contents_id=lengthened("contents-list", taken),
        citing_id=lengthened("how-to-cite", taken),
        cited=citation(metadata),
        first_page=first_page(trees),
        sections=[as_html(tree) for tree in trees],
    )
