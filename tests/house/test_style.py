"""The house's style, so far as a machine can see it: charges, sizes, where imports stand, which faults are caught."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

MOST_LINES_OF_A_FILE = 400
MOST_LINES_OF_A_FUNCTION = 60
JUNK_DRAWERS = {"utils", "util", "common", "helpers", "helper", "misc", "manager", "managers", "base", "core"}
EMPTY_VERBS = ("get_", "process_", "handle_", "do_")
Function = ast.FunctionDef | ast.AsyncFunctionDef


def nodes(paths: list[Path]) -> Iterator[tuple[str, ast.AST]]:
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            yield f"{path.name}:{getattr(node, 'lineno', 0)}", node


def functions(paths: list[Path]) -> Iterator[tuple[str, Function]]:
    return ((where, node) for where, node in nodes(paths) if isinstance(node, Function))


def test_no_file_is_longer_than_a_room(sources: list[Path]) -> None:
    long = {path.name: n for path in sources if (n := len(path.read_text("utf-8").splitlines())) > MOST_LINES_OF_A_FILE}
    assert not long, "a file that outgrows this names a room that is missing"


def test_no_function_is_longer_than_a_page(sources: list[Path]) -> None:
    lengths = ((where, node.name, (node.end_lineno or 0) - node.lineno + 1) for where, node in functions(sources))
    assert not [told for told in lengths if told[2] > MOST_LINES_OF_A_FUNCTION]


def test_the_first_line_of_every_module_is_its_charge(sources: list[Path]) -> None:
    for path in sources:
        charge = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        assert charge.split("\n", 1)[0].endswith((".", ":")), (
            f"{path} does not begin with its charge, one sentence long"
        )


def test_all_that_is_public_says_what_it_does(sources: list[Path]) -> None:
    missing = [
        f"{path.name}:{node.lineno} {node.name}"
        for path in sources
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert not missing


def test_nobody_catches_everything(sources: list[Path]) -> None:
    caught = [
        where
        for where, node in nodes(sources)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id == "Exception"))
    ]
    assert not caught


def test_only_the_shelf_imports_inside_a_function(sources: list[Path]) -> None:
    others = [path for path in sources if path.name != "shelf.py"]
    inside = [
        where
        for where, function in functions(others)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert not inside


def test_nothing_hides_under_type_checking(sources: list[Path]) -> None:
    assert not [where for where, node in nodes(sources) if isinstance(node, ast.Name) and node.id == "TYPE_CHECKING"]


@pytest.mark.parametrize("silenced", ["noqa", "type: ignore"])
def test_whoever_silences_a_tool_says_why(sources: list[Path], silenced: str) -> None:
    """`# noqa: X (why)`, `# type: ignore[x]  # why`: something beyond the rule's name stands there."""
    bare = []
    for path in sources:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            _, found, rest = line.partition(f"# {silenced}")
            if found and len(rest.replace(",", " ").split()) < 3:
                bare.append(f"{path.name}:{number}")
    assert not bare


def test_no_drawer_for_junk(sources: list[Path]) -> None:
    assert not [path for path in sources if path.stem in JUNK_DRAWERS or path.parent.name in JUNK_DRAWERS]


def test_no_function_has_a_name_that_says_nothing(sources: list[Path]) -> None:
    # What a class takes over from its base has the base's name (click's `get_command`).
    inherited = {
        (where.partition(":")[0], method.lineno)
        for where, node in nodes(sources)
        if isinstance(node, ast.ClassDef) and node.bases
        for method in node.body
        if isinstance(method, Function)
    }
    own = (found for found in functions(sources) if (found[0].partition(":")[0], found[1].lineno) not in inherited)
    assert not [where for where, node in own if node.name.lstrip("_").startswith(EMPTY_VERBS)]


def test_nothing_is_read_from_the_environment_at_import(sources: list[Path]) -> None:
    told = []
    for path in sources:
        for statement in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(statement, Function | ast.ClassDef):
                continue
            told += [
                f"{path.name}:{node.lineno}"
                for node in ast.walk(statement)
                if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
            ]
    assert not told
