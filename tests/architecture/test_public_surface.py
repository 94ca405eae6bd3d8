"""What the packages promise to those who import them."""

import ast
import importlib
import tomllib

import pytest

import stik

PACKAGES = ("stik", "stik_web", "stik_cli")


def names_in_all(path):
    """Return the names a module lists in `__all__`; none when it has no list."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets) == "__all__":
            return ast.literal_eval(node.value)
    return []


def module_name(path, root):
    parts = path.relative_to(root / "src").with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_the_library_offers_a_front_door_and_nothing_else():
    assert sorted(stik.__all__) == ["Workspace", "create", "open"]


def test_everything_a_module_offers_exists(source_files, root):
    offers = {module_name(path, root): names_in_all(path) for path in source_files}
    missing = [
        f"{module}.{name}"
        for module, names in offers.items()
        for name in names
        if not hasattr(importlib.import_module(module), name)
    ]
    assert missing == []


def test_an_unknown_name_is_refused_as_python_does():
    with pytest.raises(AttributeError, match="no attribute 'utils'"):
        _ = stik.utils


@pytest.mark.parametrize("package", PACKAGES)
def test_type_checkers_may_read_the_types(package, root):
    assert (root / "src" / package / "py.typed").is_file()


def test_the_change_log_names_the_version_it_describes(root):
    text = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "## [Unreleased]" in text or f"## [{stik.__version__}]" in text


def test_the_version_is_written_once(root):
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    assert "version" not in settings["project"]
    assert settings["tool"]["setuptools"]["dynamic"]["version"] == {
        "attr": "stik.__version__"
    }
