"""Names of elements on the pages of forums; no logic. In lower case, words joined by hyphens (``Element.names``)."""

from __future__ import annotations

import re

#: One of these is in the names of each post.
STEMS = ("post", "message", "msg", "reply")
#: A post by its number, or by a name that only forums give to one.
POST = re.compile(
    r"(?:^|\s)(?:(?:[a-z]{1,8}-)?(?:post|p|msg|message|pid)-?\d+|message--post|postbit(?:legacy)?|postcontainer"
    r"|post-wrapper|c-post|crawler-post|topic-post|forum-?post|bbp-reply|user-post)(?=$|\s)"
)
#: Of those the ones that are called comments as well.
CALLED_COMMENT = frozenset(("c-post",))
NUMBER = re.compile(r"-?\d+$")
#: Shown beside the text of each post in a forum, and nowhere else.
BESIDE_POST = re.compile(
    r"(?:^|\s)(?:message--post|message-user-?(?:info|details|block)|post-?bit\S{0,40}|postprofile|post-profile"
    r"|(?:message-|post-)?signature|user-?title|user-?rank|user-?stats|author-statistics|poster-?info|keyinfo"
    r"|crawler-post(?:-meta)?|topic-(?:post|body)|bbp-(?:reply|author)-\S{1,40}|type-comment|join-?date"
    r"|member-since|c-author-pane\S{0,20}|post-?count|forum-?post)(?=$|\s)"
)
#: Words in the names of headings that hold the name of a writer, and of the boxes around those.
OF_AUTHOR = frozenset("user username author member poster profile".split())
#: Before the title of an answer.
ANSWER = re.compile(r"^(?i:re|aw|antw|sv|vs|odp|rif|res)\s?:\s?")
