"""What the addresses of this room answer."""

from .announcing import announce, attendance, bring_back_meeting, cancel_meeting, change_meeting, withdraw_meeting
from .concluding import conclude, edit_conclusion, give_up_conclusion, reply_conclusion, send_conclusion
from .conclusion import conclusion, conclusion_follow
from .conclusions import conclusions, conclusions_feed
from .inviting import accept, invite, withdraw_invitation
from .joining import card, join, leave, withdraw
from .keeping import edit, plan
from .meeting import calendar, come, meeting, meeting_by_number, meeting_calendar, meetings
from .minutes import adopt_minutes, answer_remark, minutes, open_minutes, publish_minutes, remark, write_minutes
from .network import detail, index, members
from .papers import conclusions_paper, minutes_paper
from .people import answer, people, remove
from .sheets import conclusion_sheet, meeting_sheet

__all__ = [
    "accept",
    "adopt_minutes",
    "announce",
    "answer",
    "answer_remark",
    "attendance",
    "bring_back_meeting",
    "calendar",
    "cancel_meeting",
    "card",
    "change_meeting",
    "come",
    "conclude",
    "conclusion",
    "conclusion_follow",
    "conclusion_sheet",
    "conclusions",
    "conclusions_feed",
    "conclusions_paper",
    "detail",
    "edit",
    "edit_conclusion",
    "give_up_conclusion",
    "index",
    "invite",
    "join",
    "leave",
    "meeting",
    "meeting_by_number",
    "meeting_calendar",
    "meeting_sheet",
    "meetings",
    "members",
    "minutes",
    "minutes_paper",
    "open_minutes",
    "people",
    "plan",
    "publish_minutes",
    "remark",
    "remove",
    "reply_conclusion",
    "send_conclusion",
    "withdraw",
    "withdraw_invitation",
    "withdraw_meeting",
    "write_minutes",
]
