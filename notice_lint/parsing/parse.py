"""From a Source to a Notice; total: any text at all gives one."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from notice_lint.datafiles.grammar_file import GrammarFile
from notice_lint.document.notice import Notice, StatusClass
from notice_lint.document.source import Source
from notice_lint.parsing.build import Parsed, build, by_owner
from notice_lint.parsing.genre import genre_signs
from notice_lint.parsing.grid.cells import OfficeWords
from notice_lint.parsing.grid.places import with_cells, with_tables, without
from notice_lint.parsing.grid.reading import read_grids
from notice_lint.parsing.lexer.alphabet import alphabets
from notice_lint.parsing.lexer.closing import SKIPPED
from notice_lint.parsing.lexer.labels import NO_LABELS, OfficeLabels
from notice_lint.parsing.lexer.paragraphs import ParagraphReading, read_page
from notice_lint.parsing.lexer.pasted import Plain, plain
from notice_lint.parsing.lexer.roles import segments
from notice_lint.parsing.lexer.segments import Segment
from notice_lint.parsing.lift.dates import read_mentions
from notice_lint.parsing.lift.declarations import read_declarations
from notice_lint.parsing.lift.document import ParsedDocument
from notice_lint.parsing.lift.enumerators import read_enumerators
from notice_lint.parsing.lift.items import ItemReader
from notice_lint.parsing.lift.outline import lift_outline
from notice_lint.parsing.lift.page import page_blocks
from notice_lint.parsing.lift.paragraphs import read_paragraphs
from notice_lint.parsing.lift.quoting import Quoter
from notice_lint.parsing.lift.repairs import read_repairs
from notice_lint.parsing.outline.tokens import Stream, stream
from notice_lint.parsing.recurring import with_recurring
from notice_lint.parsing.unread import unread_blocks
from notice_lint.parsing.variants import ChosenGrammar, chosen_grammar
from notice_lint.parsing.vocabulary import vocabulary
from notice_lint.text.spans import Span

_NO_WORDS: Mapping[str, StatusClass] = {}


class ParseSteps(Struct, frozen=True):
    """What each step of the parser made of a Source."""

    page: ParagraphReading
    marks: tuple[Span, ...]
    segments: tuple[Segment, ...]
    flow: Stream
    parsed: Parsed
    tables: frozenset[Span]
    """The tables of which it is known what they say."""
    grammar: ChosenGrammar


def parse_steps(
    source: Source,
    statuses: Mapping[str, StatusClass] = _NO_WORDS,
    grammar: GrammarFile | None = None,
    labels: OfficeLabels = NO_LABELS,
) -> ParseSteps:
    """Take a Source through the steps of the parser, up to the tree and its repairs."""
    answered = grammar is None or bool(vocabulary(grammar).required)
    text = plain(source.view) if source.kind != "markdown" else Plain(source.view, ())
    office = OfficeWords(labels, statuses, answered)
    lines, grids = without(text.view, read_grids(source.tables, text.view, office))
    settings = {mark.start: mark.level for mark in source.heading_marks}
    words = with_recurring(alphabets(labels), lines)
    page = read_page(lines, settings, words)
    chosen = chosen_grammar(grammar, page.paragraphs)
    body = [line for line in page.paragraphs if line.kind not in SKIPPED]
    parts = with_tables(segments(body, statuses, words), grids)
    flow = stream(parts, chosen.vocabulary)
    known = frozenset(grid.span for grid in grids.values() if grid.segments)
    return ParseSteps(
        page=with_cells(page, grids),
        marks=text.marks,
        segments=tuple(parts),
        flow=flow,
        parsed=build(flow.tokens, chosen.vocabulary),
        tables=known,
        grammar=chosen,
    )


def parse(
    source: Source,
    statuses: Mapping[str, StatusClass] = _NO_WORDS,
    grammar: GrammarFile | None = None,
    labels: OfficeLabels = NO_LABELS,
) -> Notice:
    """Return the notice that a Source holds.

    `statuses` and `labels` are words that its office uses besides those of the grammar;
    `grammar` is what a notice should be; without one its title decides on that.
    """
    steps = parse_steps(source, statuses, grammar, labels)
    words = steps.grammar.vocabulary
    page, flow, parsed = steps.page, steps.flow, steps.parsed
    quoter = Quoter(source, statuses)
    enumerators = tuple(read_enumerators(flow.tokens, quoter))
    document = ParsedDocument(page, flow.tokens, parsed, quoter)
    reader = ItemReader(words, quoter, by_owner(parsed.misfits))
    notice = Notice(
        source=source,
        title=document.phrase("title", "TITLE"),
        subtitle=document.phrase("subtitle", "SUBTITLE"),
        preamble=document.preamble(),
        sections=lift_outline(parsed.tree, enumerators, reader),
        declarations=tuple(read_declarations(document.running_text(), quoter)),
        supervision=document.phrase("supervision", "SUPERVISION"),
        contact=document.contact(),
        signature=document.phrase("signature", "ORGAN_LINE"),
        issue_date=document.issue_date(),
        headings=tuple(document.headings()),
        enumerators=enumerators,
        numbering=flow.numbering,
        page=page_blocks(page.paragraphs),
        marks=steps.marks,
        repairs=read_repairs(parsed, words, quoter),
        names=words.part_names,
        required=words.required,
        variant=steps.grammar.variant,
        breaks=page.breaks,
        hard_wrapped=page.hard_wrapped,
        paragraphs=tuple(read_paragraphs(page.paragraphs, source)),
        dates=tuple(read_mentions(page.paragraphs, quoter, document.issue_date())),
    )
    return replace(notice, signs=genre_signs(notice), unread=unread_blocks(notice, steps.tables))
