"""Every damage that the collation must name, on the book with every construct (`thorough.md`)."""

from __future__ import annotations

from damages.to_epub import EPUB
from damages.to_html import HTML
from damages.to_pdf import PDF
from damages.to_sheets import SHEETS

DAMAGES = (*HTML, *EPUB, *PDF, *SHEETS)
