"""Bounded search with regular expressions; what is fast by trickery, with a switch.

A rule asks `ParagraphIndex.matches(pattern)` for the matches of a Pattern in all paragraphs. What
it gets is what `re.finditer` finds in one paragraph after the other, only sooner:

- `literals` reads an expression and says which strings one must find in each of its matches,
- `alternatives` divides an expression at its outermost |, so that each part has its own literals,
- `bigrams` makes the set of neighbouring characters of a document, by which most literals of most
  rules are seen to be nowhere in it,
- `paragraph_index` looks for the others, and gives the paragraphs that hold one to `re`,
- `pattern` compiles an expression only where a text holds one of its literals,
- `line_terminals` does so for what may begin in a place of a line, whatever blanks its words have,
- `first_set` says what a terminal of grammar/lines.lark may begin with (used by `parsing`).

With the environment variable NOTICE_LINT_PLAIN_SEARCH=1 all this is off and every expression is
searched for in every paragraph: the findings are the same (tests/test_plain_search.py).
What each buys: processor time to check sixty invented notices and the five real ones once more,
against all of it. What bought less than five per cent was taken out.

    expressions compiled whether or not a text may match   + 9 % of one small notice
    expressions not divided into alternatives            + 7 %
    literals without bigrams: each is looked for         + 23 %
    terminals that do not say what they begin with       + 9 %
    repetitions looked for by back references            + 8 %
    plain searches                                       + 97 %
"""
