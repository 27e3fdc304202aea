"""What the terms of the tool are called, in both languages."""

from __future__ import annotations

from notice_lint.text.wording import Wording

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
