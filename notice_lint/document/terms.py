"""What the terms of the tool are called, in both languages."""

from __future__ import annotations

from notice_lint.text.wording import Wording

PARTS = {
    "title": Wording("标题", "title"),
    "subtitle": Wording("副标题", "subtitle"),
    "note": Wording("版头", "header line"),
    "preamble": Wording("导语", "preamble"),
    "section": Wording("章节", "section"),
    "item": Wording("整改事项", "problem item"),
    "text": Wording("正文文字", "text"),
    "statement": Wording("问题表现", "statement"),
    "cause": Wording("原因分析", "cause analysis"),
    "measures": Wording("整改措施", "measures"),
    "status": Wording("整改状态", "status"),
    "field": Wording("责任与时限", "remark"),
    "supervision": Wording("监督语", "invitation to supervise"),
    "contact": Wording("联系方式", "contact details"),
    "formula": Wording("结束语", "closing formula"),
    "signature": Wording("署名", "signature"),
    "issue_date": Wording("成文日期", "issue date"),
    "annex": Wording("附件", "annex"),
    "page_head": Wording("网页页首", "page header"),
    "page_foot": Wording("网页页脚", "page footer"),
    "end": Wording("全文结束", "end of the notice"),
}
PLACES = {
    "note": Wording("标题上下", "next to the title"),
    "section": Wording("导语之后、监督语之前", "between the preamble and the invitation"),
    "item": Wording("导语之后、监督语之前", "between the preamble and the invitation"),
    "title": Wording("全文最前", "at the very top"),
    "subtitle": Wording("标题下方", "below the title"),
    "preamble": Wording("标题之后、第一部分之前", "between the title and the first section"),
    "text": Wording("成文日期之前的正文里", "in the text, before the date"),
    "supervision": Wording("正文之后、联系方式之前", "between the text and the contact details"),
    "contact": Wording("监督语之后、署名之前", "between the invitation and the signature"),
    "formula": Wording("署名之前", "before the signature"),
    "signature": Wording("联系方式之后、成文日期之前", "between the contact details and the date"),
    "issue_date": Wording("署名之后", "below the signature"),
    "annex": Wording("署名之前或成文日期之后", "before the signature or behind the date"),
}
"""Where a part belongs."""
CHANNELS = {
    "phone": Wording("电话", "phone"),
    "address": Wording("地址", "address"),
    "email": Wording("电子邮箱", "e-mail"),
    "postcode": Wording("邮政编码", "postcode"),
    "person": Wording("联系人", "contact person"),
}
STATUSES = {
    "completed": Wording("已完成", "completed"),
    "completed_ongoing": Wording("已完成并长期坚持", "completed, kept up"),
    "basically_completed": Wording("基本完成", "basically completed"),
    "in_progress": Wording("正在整改", "in progress"),
    "not_started": Wording("未完成", "not completed"),
}
SUBJECTS = {
    "completed": Wording("已完成", "completed"),
    "basically_completed": Wording("基本完成", "basically completed"),
    "in_progress": Wording("正在整改", "in progress"),
    "not_started": Wording("未完成", "not completed"),
    "long_term": Wording("长期坚持", "kept up for long"),
}
"""What a declaration counts."""
SEVERITIES = {
    "error": Wording("错误", "error"),
    "warning": Wording("警告", "warning"),
    "info": Wording("提示", "info"),
}
FORCES = {
    "mandatory": Wording("强制", "mandatory"),
    "standard": Wording("标准", "standard"),
    "recommended": Wording("推荐", "recommended"),
    "custom": Wording("习惯", "custom"),
    "logic": Wording("逻辑", "logic"),
}
SAFETIES = {
    "safe": Wording("可直接改", "safe to apply"),
    "unsafe": Wording("核对后再改", "apply after a look"),
    "display": Wording("仅供参考", "for information only"),
}
"""How far a fix can be trusted."""
