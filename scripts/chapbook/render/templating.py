"""The one Jinja2 environment of all editions: markup comes from templates and nowhere else."""

from __future__ import annotations

import re
from functools import cache

from jinja2 import Environment, FileSystemLoader, PackageLoader, StrictUndefined
from lxml import etree
from markupsafe import Markup

from chapbook.model.editions.block_keys import template_key
from chapbook.resources import styles_folder

_FORMULA = re.compile("<math.*?</math>", re.DOTALL)


@cache
def environment() -> Environment:
    """Return the environment: what is not marked as markup is escaped, an unknown name is an error.

    `trim_blocks` and `lstrip_blocks` keep lines that hold only a statement out of the output.
    """
    made = Environment(
        loader=PackageLoader("chapbook.render", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["template_key"] = _key_of_words
    return made


def _key_of_words(words: str) -> str:
    """Return the key of a block of a template by its markup; formulas are not words."""
    return template_key(Markup(_FORMULA.sub("", words)).striptags())  # noqa: S704 -- tags are taken off


def fill(template: str, /, **values: object) -> str:
    """Fill the template at the path `template` below `render/templates` (`epub/page.xhtml`)."""
    return environment().get_template(template).render(**values)


@cache
def _style_environment() -> Environment:
    return environment().overlay(loader=FileSystemLoader(styles_folder()))


def fill_style(template: str, /, **values: object) -> str:
    """Fill a template that is among the style sheets, since it is all looks: the cover's."""
    return _style_environment().get_template(template).render(**values)


def markup(element: etree._Element) -> Markup:
    """Return a tree as markup that a template prints as it is (well-formed XML, no tail)."""
    return Markup(etree.tostring(element, encoding="unicode", with_tail=False))  # noqa: S704 -- a serialised tree
