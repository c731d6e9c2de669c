"""The files for contributors name the checks, the Python versions and the paths that there are."""

from __future__ import annotations

import json
import os
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "scripts" / "chapbook"
GUIDE = ROOT / ".github" / "CONTRIBUTING.md"


def hooks(stage: str) -> list[str]:
    """Return the commands of the hooks of one stage, without the path of the environment."""
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    (repository,) = config["repos"]
    assert repository["repo"] == "local"
    return [
        hook["entry"].removeprefix(".venv/bin/")
        for hook in repository["hooks"]
        if stage in hook.get("stages", config["default_stages"])
    ]


def test_hooks_before_a_commit_are_the_checks_of_the_script() -> None:
    script = (ROOT / "scripts" / "test").read_text(encoding="utf-8")
    checks = re.findall(r'^check "[^"]+" (.+)$', script, re.MULTILINE)
    assert len(checks) > 4
    assert hooks("pre-commit") == [check for check in checks if not check.startswith("pytest")]


def test_the_hook_before_a_push_names_folders_of_tests() -> None:
    (command,) = hooks("pre-push")
    folders = [word for word in command.split() if word.startswith("tests/")]
    assert folders
    assert all((ROOT / folder).is_dir() for folder in folders)


def test_the_workflow_runs_every_supported_python_and_the_nightly_tier_at_night() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    prefix = "Programming Language :: Python :: 3."
    supported = [one.rpartition(" ")[2] for one in project["classifiers"] if one.startswith(prefix)]
    workflow: Any = yaml.safe_load((ROOT / ".github/workflows/checks.yml").read_text("utf-8"))
    job = workflow["jobs"]["checks"]
    assert job["strategy"]["matrix"]["python"] == supported
    runs = {step["run"]: step["if"] for step in job["steps"] if "run" in step}
    at_night = "github.event_name == 'schedule'"
    assert runs == {".ci/run": at_night.replace("==", "!="), ".ci/run --nightly": at_night}
    assert workflow[True].keys() == {"push", "pull_request", "schedule"}  # YAML 1.1 reads `on` so


def test_pages_name_the_layers_in_the_order_of_the_contract() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = config["tool"]["importlinter"]["contracts"]
    (layers,) = (one["layers"] for one in contracts if one["id"] == "layers")
    texts = [page.read_text("utf-8") for page in (GUIDE, PACKAGE / "README.md")]
    lines = [re.findall(r"^    (cli -> .*)$", text, re.MULTILINE) for text in texts]
    assert lines[0] == lines[1]
    (line,) = lines[0]
    named = re.findall(r"\w+", line.replace("stages", "read"))
    ranks = [rank for name in named for rank, layer in enumerate(layers) if name in layer.split()]
    assert ranks == sorted(ranks)
    assert len(ranks) == len(named)


def test_the_dev_container_runs_a_command_of_the_repository() -> None:
    text = (ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8")
    assert os.access(ROOT / json.loads(text)["postCreateCommand"], os.X_OK)


@pytest.mark.parametrize("path", sorted((ROOT / ".github").glob("ISSUE_TEMPLATE/*.yml")))
def test_a_form_for_issues_has_what_the_host_requires(path: Path) -> None:
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    if path.stem == "config":
        assert form == {"blank_issues_enabled": True}
        return
    assert {"name", "description", "body"} <= form.keys()
    identifiers = [field["id"] for field in form["body"]]
    assert len(set(identifiers)) == len(identifiers)
    assert all(field["attributes"]["label"] for field in form["body"])


def test_paths_of_the_guide_exist() -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#:]+)\)", guide)
    assert links
    missing = [link for link in links if not (GUIDE.parent / link).exists()]
    named = re.findall(r"`([\w./-]+/[\w.-]+\.(?:py|md|toml))`", guide)
    assert len(named) > 5
    missing += [path for path in named if not ((ROOT / path).exists() or (PACKAGE / path).exists())]
    assert missing == ["tests/diagnostics/CB216/manuscript.md"]  # the example of a new code
