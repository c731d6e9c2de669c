"""The registry of formats: complete records, and an order of making that follows from needs."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from chapbook.errors import ExitCode, UsageError
from chapbook.formats import DEFAULT_FORMATS, FORMATS, PARTS, RECIPES, formats_of, recipes_for
from chapbook.formats.order import in_order
from chapbook.formats.record import EDITIONS, Bench, Book, Product, Recipe
from chapbook.model.editions.output import FinishedFile, Format
from chapbook.render.web.download_words import download_words
from schemas import report_schema

LANGUAGES = sorted(
    Path(one.name).stem for one in files("chapbook.render").joinpath("languages").iterdir()
)


def nothing(_: Bench) -> Product:
    return Product()


def form(name: str, *, needs: tuple[str, ...] = (), uses: tuple[str, ...] = ()) -> Recipe:
    return Recipe(Format(name), nothing, needs=needs, uses=uses)


def part(name: str, *, needs: tuple[str, ...] = ()) -> Recipe:
    return Recipe(name, nothing, needs=needs)


def names(*recipes: Recipe, wanted: str) -> list[str]:
    return [one.name for one in in_order(wanted.split(), recipes)]


def test_what_a_format_needs_is_made_before_it() -> None:
    recipes = (form("a", needs=("c",)), form("b"), part("c", needs=("d",)), part("d"))
    assert names(*recipes, wanted="a b") == ["d", "c", "a", "b"]


def test_what_no_format_of_the_build_needs_is_not_made() -> None:
    recipes = (form("a", needs=("c",)), form("b"), part("c"), part("d"))
    assert names(*recipes, wanted="b") == ["b"]


def test_what_a_format_uses_is_made_before_it_only_if_it_is_made() -> None:
    recipes = (form("a", uses=("b",)), form("b"))
    assert names(*recipes, wanted="a b") == ["b", "a"]
    assert names(*recipes, wanted="a") == ["a"]


def test_formats_that_speak_of_all_editions_come_last() -> None:
    recipes = (form("a", uses=(EDITIONS,)), form("b"), part("p"), form("c", needs=("p",)))
    assert names(*recipes, wanted="a c b") == ["b", "p", "c", "a"]


@pytest.mark.parametrize(
    "recipes",
    [
        (form("a", needs=("a",)),),
        (form("a", needs=("b",)), part("b", needs=("c",)), part("c", needs=("a",))),
        (form("a", needs=("b",)), form("b", uses=("a",))),
    ],
)
def test_circular_needs_are_refused(recipes: tuple[Recipe, ...]) -> None:
    with pytest.raises(ValueError, match=r"a -> .*a"):
        in_order(("a",), recipes)


def test_needing_what_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="called b"):
        in_order(("a",), (form("a", needs=("b",)),))


def test_all_formats_together_can_be_made_in_an_order() -> None:
    order = [one.name for one in recipes_for(tuple(FORMATS.values()))]
    assert sorted(order) == sorted(one.name for one in (*PARTS, *RECIPES))
    for recipe in (*PARTS, *RECIPES):
        for other in recipe.needs + tuple(name for name in recipe.uses if name != EDITIONS):
            assert order.index(other) < order.index(recipe.name)
    assert order[-1] == "site"


def test_names_of_formats_and_parts_are_all_different() -> None:
    known = [one.name for one in (*PARTS, *RECIPES)]
    assert len(known) == len(set(known))


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.name)
def test_every_record_is_complete(recipe: Recipe) -> None:
    record = FORMATS[recipe.name]
    assert record.name.isalpha()
    assert record.name.islower()
    assert bool(record.ending) == bool(record.media_type)
    assert not (record.in_catalogues and not record.offered)
    assert not recipe.alongside or not (recipe.needs or recipe.uses)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("record", FORMATS.values(), ids=lambda record: record.name)
def test_the_download_page_has_words_for_what_it_offers(record: Format, language: str) -> None:
    entries = download_words(language)["files"]
    for kind in (
        (f"{record.name}-a4", f"{record.name}-letter") if record.by_paper else (record.name,)
    ):
        own, shared = language in record.words, kind in entries
        assert own != shared or not record.offered


def test_the_schema_of_reports_names_every_format() -> None:
    artifact = report_schema()["$defs"]["artifact"]
    assert artifact["properties"]["format"]["enum"] == list(FORMATS)


def test_files_are_listed_in_the_order_of_the_formats_with_their_format(tmp_path: Path) -> None:
    options = type("Options", (), {"formats": formats_of("pdf,html")})
    bench = Bench(Book(None, None, options, frozenset()), {}, tmp_path, None)  # type: ignore[arg-type]
    for name in ("pdf", "html", "layout"):
        file = FinishedFile.of(tmp_path / name, name.encode())
        bench.products[name] = lambda file=file: Product((file,))
    assert [(one.path.name, one.format.name) for one in bench.artifacts()] == [
        ("html", "html"),
        ("pdf", "pdf"),
    ]
    assert bench.product("epub") == Product()


def test_the_default_formats_are_those_of_the_manual() -> None:
    assert DEFAULT_FORMATS == "html,epub,pdf,pamphlet,site"


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("html", ["html"]),
        ("pdf,html", ["html", "pdf"]),
        (" EPUB , epub,", ["epub"]),
        ("html,epub,pdf", ["html", "epub", "pdf"]),
    ],
)
def test_formats_come_in_one_order_and_once(wanted: str, found: list[str]) -> None:
    assert formats_of(wanted) == tuple(FORMATS[name] for name in found)


@pytest.mark.parametrize("wanted", ["", " , ", "docx", "html,docx", "htm", "site", "site,print"])
def test_unknown_formats_are_refused_with_those_there_are(wanted: str) -> None:
    with pytest.raises(UsageError) as refused:
        formats_of(wanted)
    assert refused.value.exit_code is ExitCode.USAGE
    assert "html, epub" in (refused.value.next_step or "")
