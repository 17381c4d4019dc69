"""What holds of the repository as a whole: rooms, messages, names, lock file, documents."""

from __future__ import annotations

import argparse
import ast
import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from reader.cli import parser
from reader.meaning.linking.pool import SHOWN
from reader.messages import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent


@cache
def tracked() -> tuple[str, ...]:
    """Every file that git knows or would take, with ``/``."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True).stdout.decode("utf-8").split("\0")
    return tuple(sorted({name for name in names if name and (ROOT / name).is_file()}))


@cache
def text_of(name: str) -> str:
    return (ROOT / name).read_bytes().decode("utf-8", "replace")


def sources(*suffixes: str) -> Iterator[str]:
    yield from (name for name in tracked() if name.startswith(("reader/", "glossary/")) and name.endswith(suffixes))


# --- rooms -----------------------------------------------------------------------------------------------------------


def test_rooms_import_one_way() -> None:
    command = shutil.which("lint-imports", path=str(Path(sys.executable).parent))
    assert command, "lint-imports is not installed beside this Python"
    run = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert run.returncode == 0, run.stdout


def test_importing_the_front_door_is_light() -> None:
    code = (
        "import sys, reader; print(len([n for n in sys.modules if n.startswith(('reader.', 'glossary', 'streamlit'))]))"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(run.stdout) <= 2


def test_the_app_begins_without_what_reads_papers() -> None:
    code = "import sys, reader.web.shell.app; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {"reader.pipeline", "reader.study.study", "reader.meaning.linking.linking"} & set(run.stdout.split())


def test_what_papers_are_explained_with_is_loaded_at_the_doors() -> None:
    loading = re.compile(r"\bglossary\.load\(\)|\bcurrent_(?:course|context)\(\)|\bload_blocks\(\)")
    callers = {name for name in sources(".py") if name.startswith("reader/") and loading.search(text_of(name))}
    doors = {"reader/pipeline.py", "reader/library/searching.py"}  # `reader.read` and `reader.search`
    assert callers == {*doors, "reader/user/context.py"}


# --- messages --------------------------------------------------------------------------------------------------------

TABLES = sorted(name for name in tracked() if re.fullmatch(r"reader/messages/\w+\.toml", name))
ROWS = [(name, key, row) for name in TABLES for key, row in tomllib.loads(text_of(name)).items()]


def blanks(text: str) -> set[str]:
    return set(re.findall(r"\{(\w*)", text))


@pytest.mark.parametrize("name", TABLES)
def test_messages_stand_in_both_languages(name: str) -> None:
    for file, key, row in ROWS:
        if file == name:
            assert set(row) == set(LANGUAGES) and all(row.values()), f"{name}: {key}"
            assert blanks(row["en"]) == blanks(row["ja"]), f"{name}: {key}: the blanks differ"
            words = re.sub(r"\{\w*\}", "", row["ja"])
            assert re.search(r"[ぁ-んァ-ヶ一-龠]|^[^a-z]*$|LaTeX|arXiv|English", words), f"{name}: {key}: not Japanese"


@cache
def literals() -> tuple[frozenset[str], frozenset[str]]:
    """Everything in quotes in the product's sources, linking's own, and the beginnings of keys put together."""
    code = "\n".join(map(text_of, [*sources(".py", ".mjs"), *(n for n in sources(".toml") if n not in TABLES)]))
    of_linking = (source.replace(" ", "-") for source, _ in SHOWN)
    return frozenset((*re.findall(r"""["'`]([\w-]+)["'`]""", code), *of_linking)), frozenset(
        re.findall(r"""["`]([\w-]+-)\$?\{""", code)
    )


def is_quoted(key: str) -> bool:
    """Whether the sources say this key, whole or put together from its beginnings."""
    quoted, beginnings = literals()
    rests = (key.removeprefix(each) for each in beginnings if key.startswith(each))
    return key in quoted or any(map(is_quoted, rests))


@pytest.mark.parametrize("name", TABLES)
def test_every_message_is_used(name: str) -> None:
    assert [key for file, key, _ in ROWS if file == name and not is_quoted(key)] == []


RAISED = {
    "errors": r"raise (?:\w+\.)?(?!Inexpressible|NotComputable|Refusal)[A-Z]\w+\(\s*\"([a-z]+(?:-[a-z]+)*)\"",
    "computing": r"raise NotComputable\(\s*\"([a-z]+(?:-[a-z]+)*)\"",
    "running": r"Refusal\(\s*\"([a-z]+(?:-[a-z]+)*)\"",
    "conversion": r"raise Inexpressible\(\s*\"([a-z]+(?:-[a-z]+)*)\"",
    "problems": r"\b(?:Problem|fault)\(\s*\"([a-z]+(?:-[a-z]+)*)\"",
}


@pytest.mark.parametrize("table", RAISED)
def test_everything_that_goes_wrong_has_its_sentence(table: str) -> None:
    known = {key for file, key, _ in ROWS if file == f"reader/messages/{table}.toml"}
    raised = {
        kind
        for name in sources(".py")
        if name.startswith("reader/")
        for kind in re.findall(RAISED[table], text_of(name))
    }
    assert raised and raised - known == set()


# --- files -----------------------------------------------------------------------------------------------------------

RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{digit}" for port in ("com", "lpt") for digit in range(1, 10))}
# Written in halves, since this file is searched as well.
ELSEWHERE = ["/work" + "/", "/root" + "/", "/home" + "/", "pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org"]


def test_names_that_every_system_takes() -> None:
    refused = [
        name
        for name in tracked()
        for part in name.split("/")
        if re.search(r'[<>:"|?*\\\x00-\x1f]|[. ]$', part) or part.partition(".")[0].lower() in RESERVED
    ]
    assert refused == []
    folded = [name.lower() for name in tracked()]
    assert len(folded) == len(set(folded)), "two names differ in case only"


def test_nothing_speaks_of_a_machine() -> None:
    found = [(name, word) for name in tracked() for word in ELSEWHERE if word in text_of(name)]
    assert found == []


def test_no_conflict_was_left() -> None:
    assert [name for name in tracked() if re.search(r"^(<{7}|>{7}) ", text_of(name), re.M)] == []


FOREIGN = {"fcntl", "pwd", "grp", "resource", "termios"}
BEHIND_A_CHECK = {"reader/batch/worker.py": {"resource"}}  # of the system


@pytest.mark.parametrize("name", [*sources(".py")])
def test_code_is_portable(name: str) -> None:
    """No module that one system alone has, and text files are opened with their encoding."""
    for node in ast.walk(ast.parse(text_of(name))):
        if isinstance(node, ast.Import):
            assert {alias.name for alias in node.names} & FOREIGN <= BEHIND_A_CHECK.get(name, set())
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
            said = {keyword.arg for keyword in node.keywords}
            assert called not in ("read_text", "write_text") or "encoding" in said, f"{name}:{node.lineno}"


# Where files are written, and why not as all others are.
WRITERS = {
    "glossary/files.py": "the one place",
    "reader/arxiv/download.py": "a download grows piece by piece, as a draft",
    "reader/batch/worker.py": "the null device",
    "reader/cli.py": "the null device",
    "reader/library/recovery.py": "pages of a damaged library, in a copy of it",
    "reader/study/authoring/drafts.py": "a row that is being written, in a temporary folder",
}
WRITING = {
    "write_text", "write_bytes", "fdopen", "mkstemp", "NamedTemporaryFile", "rename", "renames", "copyfile", "copy2",
    "copytree", "move", "truncate",
}  # fmt: skip


def writes(node: ast.AST) -> bool:
    """Whether a call may write a file: by its name, by a mode to open with, as a path's ``replace`` with one target."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute | ast.Name):
        return False
    name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
    if name == "open":
        given = [*node.args, *(keyword.value for keyword in node.keywords)]
        modes = [one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        flags = [one for each in given for one in ast.walk(each) if isinstance(one, ast.Attribute)]
        return any(set(mode) & set("wax+") and len(mode) < 4 for mode in modes) or any(
            flag.attr in ("O_WRONLY", "O_RDWR", "O_CREAT") for flag in flags
        )
    if name == "replace" and isinstance(node.func, ast.Attribute):
        of_os = isinstance(node.func.value, ast.Name) and node.func.value.id == "os"
        return of_os or (len(node.args) == 1 and not node.keywords)
    return name in WRITING


def test_files_are_written_in_one_place() -> None:
    found = {name for name in sources(".py") if any(map(writes, ast.walk(ast.parse(text_of(name)))))}
    assert found == WRITERS.keys()


READERS_OF_THE_ENVIRONMENT = {
    "glossary/folders.py": "where the reader's own files lie, and what papers are explained with",
    "reader/arxiv/connection.py": "certificates",
    "reader/arxiv/settings.py": "where arXiv is, and how politely it is asked",
    "reader/assistant/settings.py": "which model is asked, if any, and its key",
    "reader/limits/watch.py": "whether faults of ours are shown in full",
    "reader/user/context.py": "what a process that is started begins with",
}
ENVIRONMENTS = {"environ", "environb", "getenv", "getenvb", "putenv", "unsetenv"}
CHANGES = {"update", "setdefault", "pop", "popitem", "clear", "__setitem__", "__delitem__", "putenv", "unsetenv"}


def environments(node: ast.AST) -> bool:
    """Whether this is ``os.environ`` or another of its doors, or an import of one."""
    if isinstance(node, ast.ImportFrom):
        return node.module == "os" and any(alias.name in ENVIRONMENTS for alias in node.names)
    return isinstance(node, ast.Attribute) and node.attr in ENVIRONMENTS


def changes_environment(node: ast.AST) -> bool:
    """Whether this writes the environment of the process."""
    if isinstance(node, ast.Subscript):
        return isinstance(node.ctx, ast.Store | ast.Del) and environments(node.value)
    if isinstance(node, ast.Attribute) and node.attr in CHANGES:
        return environments(node.value) or node.attr in ENVIRONMENTS
    targets = [node.target] if isinstance(node, ast.AugAssign) else []
    return any(environments(target) for target in targets) or (
        isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and environments(node)
    )


def test_the_environment_is_read_at_the_doors_and_never_written() -> None:
    """What varies is passed on as a value: one session's settings must not reach into another's reading."""
    written = [
        'os.environ["A"] = "b"', 'del os.environ["A"]', 'os.environ.setdefault("A", "b")', 'os.putenv("A", "b")',
        "os.environ.update(a)", "os.environ |= a", "os.environ = a",
    ]  # fmt: skip
    for example in written:
        assert any(map(changes_environment, ast.walk(ast.parse(example)))), example
    assert not any(map(changes_environment, ast.walk(ast.parse('os.environ.get("A")'))))
    reading, writing = set(), []
    for name in tracked():
        if name.startswith(("reader/", "glossary/")) and name.endswith(".py"):
            nodes = list(ast.walk(ast.parse(text_of(name))))
            reading |= {name for node in nodes if environments(node)}
            writing += [f"{name}:{getattr(node, 'lineno', 0)}" for node in nodes if changes_environment(node)]
    assert writing == []
    assert reading == set(READERS_OF_THE_ENVIRONMENT)


def test_the_lock_file_names_no_address() -> None:
    lines = text_of("requirements.lock").splitlines()
    form = re.compile(r"[a-z0-9.-]+==[^\s/]+( ; [^/@]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")
    assert [line for line in lines if not form.fullmatch(line)] == []


def test_the_lock_file_covers_the_project() -> None:
    project = tomllib.loads(text_of("pyproject.toml"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    locked = set(re.findall(r"^([a-z0-9.-]+)==", text_of("requirements.lock"), re.M))
    assert {re.split(r"[<>=~!;\[ ]", each)[0].lower() for each in wanted} - locked == set()


def test_ci_is_sound() -> None:
    assert all(isinstance(floor, int | float) for floor in json.loads(text_of(".ci/floors.json")).values())
    bash = shutil.which("bash")
    if bash:
        assert subprocess.run([bash, "-n", str(ROOT / ".ci/run")], capture_output=True, text=True).stderr == ""


# --- documents -------------------------------------------------------------------------------------------------------


def described(of: argparse.ArgumentParser, words: str = "tezawari") -> Iterator[str]:
    """Every command and every option, as one types it."""
    for action in of._actions:
        choices: Any = action.choices
        if isinstance(action, argparse._SubParsersAction):
            for name, inner in choices.items():
                yield f"{words} {name}" if inner._subparsers is None else f"{words} {name} "
                yield from described(inner, f"{words} {name}")
        yield from (option for option in action.option_strings if option.startswith("--") and option != "--help")


@pytest.mark.parametrize("name", ["README.md", "README.ja.md"])
def test_readme_tells_every_command(name: str) -> None:
    assert [words for words in described(parser()) if words not in text_of(name)] == []


DOCUMENTS = [name for name in tracked() if name.endswith(".md") and not name.startswith("tests/")]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_between_documents_hold(name: str) -> None:
    linked = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text_of(name))
    assert [link for link in linked if not ((ROOT / name).parent / link).exists()] == []


# --- the house -------------------------------------------------------------------------------------------------------

ARCHITECTURE = "docs/architecture.md"
MOST_LINES = 400
MOST_MODULES = 20


def drawn_folders() -> set[str]:
    """The folders of the tree in the architecture, as paths."""
    tree = text_of(ARCHITECTURE).split("```text\n")[2].split("```")[0]
    path: list[str] = []
    folders = set()
    for line in tree.splitlines():
        depth, name = len(re.match(r"[│├└─\s]*", line)[0]) // 4, re.findall(r"[\w-]+(?=/)", line)[0]  # type: ignore[index]
        path[depth:] = [name]
        folders.add("/".join(path))
    return folders


def test_the_architecture_draws_every_folder() -> None:
    modules = (name for name in sources(".py", ".mjs", ".css") if not name.startswith("glossary/data/"))
    folders = {str(Path(name).parent) for name in modules}
    assert folders - drawn_folders() == set()
    assert {folder for folder in drawn_folders() if not (ROOT / folder).is_dir()} == set()


def test_modules_can_be_read_in_one_sitting() -> None:
    long = {name: lines for name in sources(".py", ".mjs") if (lines := text_of(name).count("\n")) > MOST_LINES}
    assert long == {}


def test_folders_hold_few_modules() -> None:
    modules = Counter(str(Path(name).parent) for name in sources(".py", ".mjs") if not name.endswith("__init__.py"))
    assert {folder: number for folder, number in modules.items() if number > MOST_MODULES} == {}


# Regular expressions by which these rooms read LaTeX and prose. The numbers only fall.
MOST_EXPRESSIONS = {"reader/meaning/": 187, "reader/study/": 91}


@pytest.mark.parametrize("room", MOST_EXPRESSIONS)
def test_no_room_gets_new_regular_expressions(room: str) -> None:
    number = sum(text_of(name).count("re.compile(") for name in sources(".py") if name.startswith(room))
    assert number <= MOST_EXPRESSIONS[room]


def test_a_class_name_stands_once() -> None:
    classes = Counter(
        name for file in sources(".py") for name in re.findall(r"^class (\w+)", text_of(file), re.M)
    )  # fmt: skip
    assert {name for name, number in classes.items() if number > 1} == {"Symbol"}  # of a paper, and in the content tree
