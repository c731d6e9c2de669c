"""What a book states in each metadata field, as texts: one source for all formats."""

from __future__ import annotations

from collections.abc import Iterable

from chapbook.model.metadata import Metadata


def stated(metadata: Metadata, name: str) -> tuple[str, ...]:
    """Return the values of a field by its name in the table (model/editions/fields.py)."""
    values = _values(metadata)
    found = values[name] if name in values else (metadata.texts.get(name),)
    return tuple(value for value in found if value)


def _values(metadata: Metadata) -> dict[str, Iterable[str | None]]:
    licence, series = metadata.licence, metadata.book_series
    urns = (identifier.urn for identifier in metadata.identifiers)
    return {
        "title": (metadata.title.plain,),
        "subtitle": (metadata.subtitle.plain,) if metadata.subtitle else (),
        "author": (person.name for person in metadata.authors),
        "contributor": (person.name for person in metadata.others),
        "language": (metadata.language,),
        "publisher": (metadata.publisher,),
        "date": (metadata.date,),
        "modified": (metadata.modified,),
        "edition": (metadata.edition,),
        "identifier": dict.fromkeys((metadata.uid, *urns)),
        "rights": (metadata.rights_statement,),
        "licence": (licence.name,) if licence else (),
        "licence-url": (licence.url,) if licence else (),
        "description": (metadata.description,),
        "abstract": (metadata.abstract,),
        "subject": metadata.subjects,
        "series": (series.title,) if series else (),
        "source": (metadata.source,),
    }
