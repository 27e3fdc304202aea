"""Many files: processes, a cluster, remembered results; whatever is chosen, the findings are same."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from carriers import docx
from support import Call, write

from notice_lint import cache
from notice_lint.api import Options
from notice_lint.config.settings import Overrides
from notice_lint.errors import InputError, NoticeLintError
from notice_lint.reports.file_output import FileOutput
from notice_lint.ruleset import engine
from notice_lint.running import jobs, result_cache
from notice_lint.running.jobs import Job, Workers, check_all
from notice_lint.running.workers import FORKS, OwnPool

EXAMPLES = Path(__file__).parent.parent / "examples"
TEXT = (EXAMPLES / "missing-parts.txt").read_text(encoding="utf-8")


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Remember results in a folder of the test's own, from the first byte on."""
    folder = tmp_path / "cache"
    monkeypatch.setenv(cache.VARIABLE, str(folder))
    monkeypatch.setattr(jobs, "WORTH", 1)
    monkeypatch.setattr(jobs, "CHUNK", 1)
    forget_places()
    yield folder
    forget_places()


def forget_places() -> None:
    """Look for the folder and the store anew, as a new process does."""
    cache.folder.cache_clear()
    result_cache._stores.clear()


@pytest.fixture
def drafts(place: Path) -> list[str]:
    """Files of several kinds, one of them unreadable."""
    for number in range(12):
        write(f"drafts/{number:02}.txt", TEXT.replace("2024", f"20{number + 10}"))
    Path("drafts/12.docx").write_bytes(docx(TEXT))
    Path("drafts/13.docx").write_bytes(b"PK\x03\x04 broken")
    write("drafts/14.md", TEXT)
    return sorted(str(path) for path in Path("drafts").iterdir())


def told(job: Job, files: list[str], workers: Workers | None = None) -> list[object]:
    """Return what is found, errors by their words."""
    found = check_all(job, files, workers)
    return [str(one) if isinstance(one, NoticeLintError) else one for one in found]


def test_processes_cluster_and_memory_change_nothing(kept: Path, drafts: list[str]) -> None:
    plain = Job(Options(), Overrides(), remembers=False)
    alone = told(plain, drafts, Workers(1))
    assert [isinstance(one, FileOutput) for one in alone].count(False) == 1
    assert told(plain, drafts, Workers(3)) == alone
    with ThreadPoolExecutor(2) as threads:
        assert told(plain, drafts, Workers(executor=threads)) == alone
    for _ in range(2):
        assert told(Job(Options(), Overrides()), drafts, Workers(1)) == alone
        assert told(Job(Options(), Overrides()), drafts, Workers(2)) == alone


def test_the_command_line_says_the_same(call: Call, kept: Path, drafts: list[str]) -> None:
    plain = call("check", "drafts", "--no-cache", "--jobs", "1")
    assert plain.code == 2
    for _ in range(2):
        assert call("check", "drafts", "--jobs", "2") == plain
    for format_ in ("json", "jsonl", "csv", "html"):
        run = ("check", "drafts", "--format", format_)
        assert call(*run, "--no-cache", "-j", "1") == call(*run, "-j", "2")


def remembered() -> int:
    """Return how many results are remembered."""
    with sqlite3.connect(
        f"file:{cache.folder()}/{result_cache.FILE}?mode=ro", uri=True
    ) as database:
        count: int = database.execute("select count(*) from results").fetchone()[0]
    return count


def codes(path: str, options: Options | None = None, given: Overrides | None = None) -> list[str]:
    """Return the codes found in one file by a run that remembers."""
    (one,) = check_all(Job(options or Options(), given or Overrides()), [path])
    assert isinstance(one, FileOutput)
    assert one.report
    return [found.code for found in one.report.violations]


def test_a_result_is_remembered_and_not_worked_out_again(
    kept: Path, drafts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = codes("drafts/00.txt")
    assert remembered() == 1
    monkeypatch.setattr(engine, "lint", None)
    assert codes("drafts/00.txt") == first


def test_a_word_list_of_ones_own_is_among_what_a_result_depends_on(kept: Path, place: Path) -> None:
    write("draft.txt", TEXT)
    write("notice-lint.yaml", "rules: {NL804: {options: {lexicon: ours}}}\n")
    write("lexicons/ours.yaml", "entries: []\n")
    assert "NL804" not in codes("draft.txt")
    write("lexicons/ours.yaml", "entries: [{pattern: 整改}]\n")
    assert "NL804" in codes("draft.txt")


def test_whatever_a_result_depends_on_is_seen(kept: Path, place: Path) -> None:
    write("draft.txt", TEXT)
    first = codes("draft.txt")
    assert "NL201" in first
    write("draft.txt", TEXT + "\n")
    codes("draft.txt")
    assert remembered() == 2
    write("draft.txt", TEXT)
    write("draft.txt.notice-lint.yaml", "ignore:\n  - {rules: [NL201], reason: 已说明}\n")
    assert "NL201" not in codes("draft.txt")
    Path("draft.txt.notice-lint.yaml").unlink()
    assert codes("draft.txt") == first
    write(".notice-lint.yaml", "ignore: [NL203]\n")
    assert codes("draft.txt") == [code for code in first if code != "NL203"]
    write(".notice-lint.yaml", "rules: [own]\n")
    write("own/XW101-word.yaml", OWN.replace("WORD", "完全没有的词"))
    assert codes("draft.txt") == first
    write("own/XW101-word.yaml", OWN.replace("WORD", "整改"))
    assert "XW101" in codes("draft.txt")
    Path(".notice-lint.yaml").unlink()
    assert codes("draft.txt", Options(suppressions=False)) == first
    assert codes("draft.txt", given=Overrides(values={"extends": "minimal"})) != first


OWN = """\
title: 甲
severity: error
force: custom
basis: 本单位规定
check: pattern
options: {forbid: WORD}
message: 不用这个词
why: 说明
bad: [{text: "乙\\n", expect: []}]
good: ["丙\\n"]
"""


def test_a_decision_that_ends_is_not_remembered_past_its_day(kept: Path, place: Path) -> None:
    from datetime import date

    write("draft.txt", "%% notice-lint: ignore-file[NL201] until 2031-01-01 -- 待补\n" + TEXT)
    before, after = date(2031, 1, 1), date(2031, 1, 2)
    assert "NL201" not in codes("draft.txt", Options(today=before))
    assert "NL201" in codes("draft.txt", Options(today=after))
    assert "NL201" not in codes("draft.txt", Options(today=before))


@pytest.mark.parametrize("harm", ["torn", "foreign", "locked", "missing"])
def test_a_store_that_is_of_no_use_only_costs_time(
    kept: Path, drafts: list[str], harm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = codes("drafts/00.txt")
    database = kept / result_cache.FILE
    if harm == "torn":
        database.write_bytes(database.read_bytes()[:1000])
    elif harm == "foreign":
        with sqlite3.connect(database) as connection:
            ((value,),) = connection.execute("select value from results")
            changed = zlib.compress(zlib.decompress(value[16:]).replace(b"error", b"weird"))
            connection.execute("update results set value = ?", (value[:16] + changed,))
    elif harm == "locked":
        kept.chmod(0o777)
    else:
        monkeypatch.setenv(cache.VARIABLE, "")
    forget_places()
    assert codes("drafts/00.txt") == first
    if harm in ("locked", "missing"):
        assert cache.folder() is None
    kept.chmod(0o700)


def test_the_store_is_the_users_alone(kept: Path, drafts: list[str], call: Call) -> None:
    codes("drafts/00.txt")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o700
    assert stat.S_IMODE((kept / result_cache.FILE).stat().st_mode) == 0o600
    assert str(kept) in call("cache", "show").out
    assert "已清空" in call("cache", "clean").out
    assert not list(kept.iterdir())


def test_a_folder_of_somebody_else_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: Call
) -> None:
    open_to_all = tmp_path / "shared"
    open_to_all.mkdir(mode=0o777)
    open_to_all.chmod(0o777)
    monkeypatch.setenv(cache.VARIABLE, str(open_to_all))
    cache.folder.cache_clear()
    assert cache.folder() is None
    assert "没有可用的缓存文件夹" in call("cache", "show").out
    cache.folder.cache_clear()


@pytest.mark.skipif(not FORKS, reason="the fault is put in before the process is split")
def test_a_process_that_dies_is_the_error_of_its_file(
    kept: Path, drafts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = Job(Options(), Overrides(), remembers=False)
    expected = told(sound, drafts, Workers(1))
    records = jobs._outputs

    def deadly(job: Job, files: list[str]) -> Iterator[object]:
        if "drafts/05.txt" in files:
            os._exit(3)
        return records(job, files)

    monkeypatch.setattr(jobs, "_outputs", deadly)
    monkeypatch.setattr(jobs, "CHUNK", 50_000)
    found = list(check_all(sound, drafts, Workers(2)))
    (lost,) = [one for one in found if isinstance(one, InputError) and "意外退出" in str(one)]
    assert found.index(lost) == drafts.index("drafts/05.txt") == drafts.index(lost.where)
    others = [str(one) if isinstance(one, NoticeLintError) else one for one in found]
    del others[5], expected[5]
    assert others == expected


@pytest.mark.skipif(not FORKS, reason="the fault is put in before the process is split")
def test_what_was_on_its_way_with_a_process_that_is_killed_is_shared_out_again(
    kept: Path, drafts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = Job(Options(), Overrides(), remembers=False)
    expected = told(sound, drafts, Workers(1))
    outputs, alone = jobs._outputs, OwnPool.alone
    single: list[object] = []

    def killed_once(job: Job, files: list[str]) -> Iterator[object]:
        with suppress(FileExistsError):
            os.close(os.open("killed", os.O_CREAT | os.O_EXCL))
            os.kill(os.getpid(), signal.SIGKILL)
        return outputs(job, files)

    def counted(pool: OwnPool, *args: Any) -> Any:
        single.append(args)
        return alone(pool, *args)

    monkeypatch.setattr(jobs, "_outputs", killed_once)
    monkeypatch.setattr(OwnPool, "alone", counted)
    monkeypatch.setattr(jobs, "CHUNK", 50_000)
    assert told(sound, drafts, Workers(2)) == expected
    assert not single, "one process after the other, while processors have nothing to do"


def test_an_interrupt_ends_all_at_once(place: Path) -> None:
    for number in range(400):
        write(f"drafts/{number}.txt", TEXT * 20)
    command = [sys.executable, "-m", "notice_lint", "check", "drafts", "--no-cache", "-j", "2"]
    running = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    assert running.stdout
    running.stdout.read(1)
    begun = time.monotonic()
    os.killpg(running.pid, signal.SIGINT)
    _, err = running.communicate(timeout=20)
    assert (running.returncode, err) == (130, b"")
    assert time.monotonic() - begun < 10
    with pytest.raises(ProcessLookupError):
        os.killpg(running.pid, 0)


def test_a_cluster_finds_the_same(call: Call, place: Path, drafts: list[str]) -> None:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
    ) as cluster:
        address = cluster.scheduler_address.replace("tcp://", "dask://")
        ended = call("check", "drafts", "--format", "jsonl", "--executor", address)
    assert ended == call("check", str(place / "drafts"), "--format", "jsonl")


def test_a_cluster_that_is_not_there_is_told(call: Call, drafts: list[str]) -> None:
    assert "应写作 dask://" in call("check", "drafts", "--executor", "tcp://127.0.0.1:9").err


def test_files_at_addresses_are_read(call: Call, drafts: list[str]) -> None:
    pytest.importorskip("fsspec")
    address = f"file://{Path('drafts/00.txt').resolve()}"
    found, plain = (call("check", one, "-q").out for one in (address, "drafts/00.txt"))
    assert found.replace(address, "drafts/00.txt") == plain
    assert call("check", "nowhere://a/b.txt").code == 2


def test_a_pool_that_starts_anew_leaves_others_alone() -> None:
    stuck, at_work = OwnPool(1), OwnPool(1)
    stuck.submit(time.sleep, 60)
    done = at_work.submit(time.sleep, 0.5)
    stuck.restart()
    assert done.exception() is None
    assert stuck.submit(len, "二字").result() == 2
    stuck.close()
    at_work.close()


@pytest.mark.parametrize("processes", ["1", "2"])
def test_copies_are_made_of_what_is_remembered_too(
    call: Call, drafts: list[str], kept: Path, processes: str
) -> None:
    readable = [draft for draft in drafts if call("check", draft, "--no-cache").code != 2]
    for _ in range(2):
        ended = call("check", *readable, "--jobs", processes, "-o", "docx:copies")
        copies = list(Path("copies").iterdir())
        assert ended.err.count("批注稿：") == len(copies) == len(readable)
        for copy in copies:
            copy.unlink()
    assert remembered() == len(readable)
