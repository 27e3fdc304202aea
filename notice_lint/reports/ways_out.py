"""How to have a rule reported no longer: the answer that most look for in a manual."""

from __future__ import annotations

from notice_lint.text.wording import Lang, Wording

WAYS_OUT = Wording("不想报告这条", "To have it reported no longer")
_WAYS = (
    Wording(
        "单处：在上一行写 `%% notice-lint: ignore[{code}] -- 理由`（Markdown、网页里写成注释）",
        "one place: `%% notice-lint: ignore[{code}] -- reason` on the line above "
        "(in Markdown and web pages as a comment)",
    ),
    Wording(
        "Word 等不便改动的文稿：在旁边的 `通报.docx.notice-lint.yaml`（文稿名加后缀）里写 "
        "`ignore: [{{rules: [{code}], reason: 理由}}]`",
        "a Word document, or one that must stay as it is: "
        "`ignore: [{{rules: [{code}], reason: why}}]` in "
        "`notice.docx.notice-lint.yaml` beside it (the document's name and more)",
    ),
    Wording(
        "本单位：在 `.notice-lint.yaml` 里写 `rules: [{code}: off]`；只降级别则写 `info`",
        "the office: `rules: [{code}: off]` in `.notice-lint.yaml`; `info` only lowers it",
    ),
    Wording(
        "这一次：`notice-lint check --ignore {code} …`",
        "this time: `notice-lint check --ignore {code} …`",
    ),
)


def ways_out(code: str, lang: Lang) -> tuple[str, ...]:
    """Return the ways to have a rule reported no longer, with code between grave accents."""
    return tuple(way.in_(lang).format(code=code) for way in _WAYS)
