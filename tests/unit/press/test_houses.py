"""The table of the press page says what the rules say."""

from __future__ import annotations

from building import ROOT
from chapbook.model.editions.press import Check, Demands, Rule
from chapbook.press.houses import GENERIC, INGRAM, KDP


def limit(rule: Rule) -> str:
    if rule.by_pages:
        steps = (f"{least / 25.4:g} in to {most} pages" for most, least in rule.by_pages)
        return ", ".join(steps)
    if rule.check is Check.FILE_SIZE:
        return f"{(rule.limit or 0) / 1_000_000:g} MB"
    return "yes" if rule.limit is None else f"{rule.limit:g}"


def cell(demands: Demands, check: Check) -> str:
    found = {rule.part.value: limit(rule) for rule in demands.rules if rule.check is check}
    if len(set(found.values())) <= 1:
        return next(iter(found.values()), "–")
    return ", ".join(f"{part} {said}" for part, said in found.items())


def test_the_page_has_every_rule_of_every_printer() -> None:
    page = (ROOT / "scripts" / "chapbook" / "press" / "README.md").read_text(encoding="utf-8")
    for check in Check:
        cells = (cell(demands, check) for demands in (GENERIC, KDP, INGRAM))
        row = f"| {check.value} | {' | '.join(cells)} |"
        assert row in page, row
