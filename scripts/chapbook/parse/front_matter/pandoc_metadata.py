"""The structured metadata of pandoc's manual ("EPUB metadata"), put into the form of our keys.

pandoc writes titles with a type, people with a role in words, and a series of books as
`belongs-to-collection` and `group-position`. Quarto parts names and lists funders
(https://quarto.org/docs/authoring/front-matter.html). Values in our own form stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from chapbook.model.editions.fields import PLAIN
from chapbook.parse.front_matter.people import as_list
from chapbook.parse.front_matter.yaml_tree import Value, YamlTree

# Roles as pandoc takes them: terms of the MARC relator list (id.loc.gov/vocabulary/relators).
_ROLES = {
    "abridger": "abr", "annotator": "ann", "architect": "arc", "artist": "art",
    "author": "aut", "author of afterword, colophon, etc.": "aft",
    "author of introduction, etc.": "aui", "bibliographic antecedent": "ant",
    "book designer": "bkd", "book producer": "bkp", "cartographer": "ctg",
    "commentator": "cmm", "compiler": "com", "composer": "cmp", "contributor": "ctb",
    "copyright holder": "cph", "cover designer": "cov", "creator": "cre",
    "dedicatee": "dte", "designer": "dsr", "distributor": "dst", "editor": "edt",
    "engraver": "egr", "funder": "fnd", "illustrator": "ill", "interviewee": "ive",
    "interviewer": "ivr", "librettist": "lbt", "lyricist": "lyr", "narrator": "nrt",
    "other": "oth", "photographer": "pht", "printer": "prt", "proofreader": "pfr",
    "publisher": "pbl", "reviewer": "rev", "sponsor": "spn", "storyteller": "stl",
    "transcriber": "trc", "translator": "trl", "type designer": "tyd",
    "typographer": "tyg", "writer of accompanying text": "wat", "writer of introduction": "win",
    "writer of preface": "wpr",
}  # fmt: skip
_PEOPLE = ("author", "creator", "contributor", "contributors", "editor", "translator")
# Where a title of each type goes, by the key that has it here.
_TITLES = {"main": "title", "subtitle": "subtitle", "collection": "series", "edition": "edition"}


def rewrite(tree: YamlTree) -> tuple[str, ...]:
    """Rewrite pandoc's forms in place; return the types of titles that have no use here."""
    data = tree.data
    left = tuple(_titles(tree))
    for key in _PEOPLE:
        if key in data:
            data[key] = _people(data[key])
    if isinstance(date := data.get("date"), (list, dict)):
        data["date"] = _date(date)
    for key in ("description", *(row.key for row in PLAIN)):
        if isinstance(value := data.get(key), dict) and set(value) <= {"text", "file-as"}:
            data[key] = value.get("text", "")
    _collection(tree)
    if isinstance(funding := data.get("funding"), (list, dict)):
        data["funding"] = _funding(funding)
    if "subject" in data:
        data["subject"] = _subjects(data["subject"])
    if data.get("page-progression-direction") in ("ltr", "rtl"):
        data.setdefault("dir", data["page-progression-direction"])
    return left


def _titles(tree: YamlTree) -> Iterator[str]:
    """Part a title of several types; yield the types that have no place here."""
    items = tree.data.get("title")
    if not isinstance(items, (list, dict)):
        return
    if not all(isinstance(item, dict) and "text" in item for item in as_list(items)):
        return  # the schema says what a title is
    del tree.data["title"]
    for item in as_list(items):
        given: Mapping[str, Value] = item if isinstance(item, dict) else {}
        kind = str(given.get("type") or "main")
        key = _TITLES.get(kind)
        if key is None or key in tree.data:
            yield kind
            continue
        tree.data[key] = given["text"]
        tree.places.setdefault((key,), tree.places[("title",)])
        if key == "title" and given.get("file-as"):
            tree.data.setdefault("title-sort", given["file-as"])


def _people(value: Value) -> Value:
    if isinstance(value, list):
        return [_person(item) for item in value]
    return _person(value)


def _person(item: Value) -> Value:
    if not isinstance(item, dict):
        return item
    item = _named(item)
    if "role" not in item:
        return item
    role = item["role"]
    if isinstance(role, list):
        return {**item, "role": [_role(one) for one in role]}
    return {**item, "role": _role(role)}


def _named(person: dict[str, Value]) -> dict[str, Value]:
    """Put together a name that Quarto or CSL parts into the given and the family name."""
    name = person.get("name", person)
    if not isinstance(name, dict) or "family" not in name:
        return person
    parts = [part for key in ("given", "family") if isinstance(part := name.get(key, ""), str)]
    if len(parts) < 2:
        return person
    parts = [part for part in parts if part]
    others = {key: value for key, value in person.items() if key not in ("given", "family")}
    return {"sort": ", ".join(reversed(parts)), **others, "name": " ".join(parts)}


def _funding(value: Value) -> Value:
    """Write each funder as a text, its statement or its name and award, if these are texts."""
    found = [_funder(item) for item in as_list(value)]
    return "; ".join(found) if found and all(found) else value


def _funder(item: Value) -> str:
    if not isinstance(item, dict):
        return ""
    if statement := item.get("statement"):
        return statement if isinstance(statement, str) else ""
    source = item.get("source")
    name = source.get("name", source.get("text", "")) if isinstance(source, dict) else source
    award = item.get("award-number", item.get("award"))
    parts = [part for part in (name, award) if part]
    texts = [part for part in parts if isinstance(part, str)]
    return ", ".join(texts) if len(texts) == len(parts) else ""


def _role(role: Value) -> Value:
    if not isinstance(role, str):
        return role
    words = " ".join(role.split())
    return _ROLES.get(words.lower(), words.lower() if len(words) == 3 else words)


def _date(value: Value) -> Value:
    """Take the date of publication of several, which pandoc distinguishes by their `event`."""
    items = [item for item in as_list(value) if isinstance(item, dict) and "text" in item]
    if not items or len(items) != len(as_list(value)):
        return value
    chosen = next((item for item in items if item.get("event") == "publication"), items[0])
    return chosen["text"]


def _collection(tree: YamlTree) -> None:
    """Make a series of books of `belongs-to-collection` and `group-position`."""
    title, position = (tree.data.get(key) for key in ("belongs-to-collection", "group-position"))
    if isinstance(title, dict) and "text" in title:
        title = tree.data["belongs-to-collection"] = title["text"]
    if isinstance(title, str) and title and "series" not in tree.data:
        tree.places.setdefault(("series",), tree.places[("belongs-to-collection",)])
        tree.data["series"] = (
            {"title": title, "position": position} if isinstance(position, str) and position
            else title
        )  # fmt: skip


def _subjects(value: Value) -> Value:
    """Read subjects with an authority and a term, as pandoc has them."""
    return [_subject(item) for item in value] if isinstance(value, list) else value


def _subject(item: Value) -> Value:
    if not isinstance(item, dict) or "authority" not in item or "text" not in item:
        return item
    scheme = str(item["authority"]).lower()
    if scheme not in ("bisac", "thema"):
        return item["text"]
    return {"text": item["text"], "scheme": scheme, "code": item.get("term", "")}
