"""What the READMEs show is what is printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from notice_lint.__main__ import run
from notice_lint.formats import ON_SCREEN, TO_FILE

ROOT = Path(__file__).parent.parent
READMES = {"README.md": "en", "README.zh-CN.md": "zh"}
BLOCK = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)


def blocks(name: str) -> list[tuple[str, str]]:
    return BLOCK.findall((ROOT / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", READMES)
def test_shown_output_is_real(
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> None:
    (_, draft), (kind, output), *_ = blocks(name)
    assert kind == "console"
    command, _, shown = output.partition("\n")
    monkeypatch.chdir(tmp_path)
    Path("draft.txt").write_text(draft, encoding="utf-8")
    assert command.split()[:2] == ["$", "notice-lint"]
    run(command.split()[2:])
    printed = capsys.readouterr().out
    if request.config.getoption("--rewrite"):
        text = (ROOT / name).read_text(encoding="utf-8")
        (ROOT / name).write_text(text.replace(shown, printed), encoding="utf-8")
    else:
        assert printed == shown


@pytest.mark.parametrize("name", READMES)
def test_commands_are_the_same_in_both(name: str) -> None:
    shell = [text for kind, text in blocks(name) if kind == "sh"]
    assert shell == [text for kind, text in blocks("README.md") if kind == "sh"]
    assert len(shell) >= 2


@pytest.mark.parametrize("name", READMES)
def test_every_example_is_named(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    for path in (ROOT / "examples").iterdir():
        assert path.name in text


@pytest.mark.parametrize("name", READMES)
def test_every_format_has_its_row(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    table = re.search(r"(?:^\|[^\n]*\n)+", text[text.index("-o docx -o xlsx:") :], re.MULTILINE)
    assert table
    listed = re.findall(r"`([\w-]+)`", "".join(row.split("|")[1] for row in table[0].splitlines()))
    assert sorted(listed) == sorted((*ON_SCREEN, *TO_FILE))


def test_readmes_have_the_same_parts() -> None:
    counts = {
        name: len(re.findall(r"^#+ ", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
        for name in READMES
    }
    assert len(set(counts.values())) == 1


def test_no_machine_paths_or_real_hosts() -> None:
    for path in (ROOT / "README.md", ROOT / "README.zh-CN.md", ROOT / "CONTRIBUTING.md"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"/(?:home|root|work|tmp)/|https?://(?!\S*example)", text)


@pytest.mark.parametrize("name", READMES)
def test_shown_configuration_and_program_work(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = {kind: text for kind, text in blocks(name) if kind == "python" or "extends:" in text}
    config = tmp_path / "notice-lint.yaml"
    config.write_text(shown["yaml"], encoding="utf-8")
    assert run(["config", "show", "--config", str(config)]) == 0
    assert "NL404.enabled = False" in capsys.readouterr().out
    monkeypatch.chdir(ROOT)
    exec(shown["python"], {})
    assert "NL302" in capsys.readouterr().out
