"""Labels of an office's own: words added to the classes of labels, or classes of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from notice_lint.datafiles.grammar_file import GrammarFile
from notice_lint.datafiles.search_path import SearchPath, nearest
from notice_lint.datafiles.yaml_file import YamlFile
from notice_lint.datafiles.yaml_nodes import Raw
from notice_lint.datafiles.yaml_reader import YamlReader
from notice_lint.errors import RuleError
from notice_lint.parsing.lexer.labels import OfficeLabels, label_classes, own_terminal
from notice_lint.text.folding import view
from notice_lint.text.wording import Wording

MOST_WORDS = 1_000
"""Words of all classes together: each is looked for at the beginning of every line."""
LONGEST = 24
"""Code points of a label: what is longer is a sentence, and would be looked for in vain."""


class LabelClass(Struct, frozen=True):
    """The words of one class of labels, and where the class is named."""

    name: str
    words: tuple[str, ...]
    file: YamlFile
    line: int
    column: int


def read_labels(node: Raw | None, reader: YamlReader) -> tuple[LabelClass, ...]:
    """Return what stands under `labels`: words by class, or the name of a file that holds them.

    Mistakes are noted by the reader.
    """
    if node is None:
        return ()
    if node.id != "scalar":
        return tuple(_classes(node, reader))
    search = SearchPath.of(reader.file)
    try:
        file = search.find("lexicons", node.value)
        if file is None:
            reader.wrong(
                node,
                f"找不到标签文件“{node.value}”，应放在配置旁的 lexicons/ 里",
                f"no file of labels “{node.value}”: lexicons/ beside the configuration holds it",
            )
            return ()
        lexicon = YamlReader(file)
        classes = tuple(_classes(file.compose(), lexicon))
        lexicon.check()
    except RuleError as error:
        reader.mistakes.extend(error.all)
        return ()
    return classes


def _classes(node: Raw, reader: YamlReader) -> Iterator[LabelClass]:
    for key, value in reader.pairs(node):
        words = reader.read(value, tuple[str, ...])
        for item in value.value if value.id == "sequence" else ():
            if item.id == "scalar" and not 0 < len(view(item.value).strip(" :")) <= LONGEST:
                reader.wrong(
                    item,
                    f"标签应为 1 至 {LONGEST} 个字，不带冒号",
                    f"a label has 1 to {LONGEST} characters and no colon",
                )
        mark = key.start_mark
        yield LabelClass(key.value, words, reader.file, mark.line + 1, mark.column + 1)


def joined(classes: Iterable[LabelClass], grammar: GrammarFile | None) -> OfficeLabels:
    """Return the words of all classes; raises RuleError for one that nobody knows."""
    labels: dict[str, tuple[str, ...]] = {}
    mistakes: list[RuleError] = []
    listed = tuple(classes)
    for label in listed:
        labels[label.name] = tuple(dict.fromkeys((*labels.get(label.name, ()), *label.words)))
        is_in_grammar = grammar is not None and own_terminal(label.name) in grammar.text
        if label.name not in label_classes() and not is_in_grammar:
            mistakes.append(_unknown(label))
    if mistakes:
        raise RuleError.of(mistakes)
    count = sum(map(len, labels.values()))
    if count > MOST_WORDS:
        raise _too_many(listed[-1], count)
    return labels


def _too_many(label: LabelClass, count: int) -> RuleError:
    return label.file.error(
        label.line,
        label.column,
        Wording(
            f"标签共有 {count:,} 个词，最多 {MOST_WORDS:,} 个",
            f"{count:,} words of labels; there may be {MOST_WORDS:,}",
        ),
    )


def _unknown(label: LabelClass) -> RuleError:
    hint = nearest(label.name, label_classes())
    terminal = own_terminal(label.name)
    wording = Wording(
        f"没有“{label.name}”这类标签（自己的类别在 grammar 的语法里写成 {terminal}）{hint.zh}",
        f"no class of labels “{label.name}” (your own stand as {terminal} in `grammar`){hint.en}",
    )
    return label.file.error(label.line, label.column, wording)
