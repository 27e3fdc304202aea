"""Bounded search with regular expressions; what is fast by trickery, with a switch.

A rule asks `ParagraphIndex.matches(pattern)` for the matches of a Pattern in all paragraphs. What
it gets is what `re.finditer` finds in one paragraph after the other, only sooner:

- `literals` reads an expression and says which strings one must find in each of its matches,
- `alternatives` divides an expression at its outermost |, so that each part has its own literals,
- `bigrams` makes the set of neighbouring characters of a document, by which most literals of most
  rules are seen to be nowhere in it,
- `paragraph_index` looks for the others, and gives the paragraphs that hold one to `re`,
- `first_set` says what a terminal of grammar/lines.lark may begin with (used by `parsing`).

With the environment variable NOTICE_LINT_PLAIN_SEARCH=1 all this is off and every expression is
searched for in every paragraph: the findings are the same (tests/test_plain_search.py).
What each buys, in seconds to check five notices of 45,000 characters together on one core:

    all of it                                            0.10
    without FEW_LITERALS of `pattern`                    0.11
    expressions not divided into alternatives            0.14
    literals without bigrams: each is looked for         0.15
    plain searches                                       0.29
"""
