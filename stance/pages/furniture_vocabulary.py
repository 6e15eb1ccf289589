"""What stands beside names, times and texts in today's comment systems; no logic."""

from __future__ import annotations

import re

from stance.pages.tongues import WholeLine

#: How much of a recording was played, above how long it is.
PLAYED = re.compile(r"^\d{1,2}:\d\d(?::\d\d)?$")
#: Between a name and a time, or a time and what follows.
TIE = re.compile(r"^[·•∙|]$")
#: What the bearer of a name is on this page, on a line between the name and the time.
RANK = WholeLine(r"op|mod|staff|author|contributor|subscriber|top \d{1,2}% (?:commenter|poster)")
#: Below a time: what has become of the comment, whose it is, whom it pleased, and the buttons that fold and flag it.
BELOW_TIME = WholeLine(
    r"edited(?: .{1,24})?|pinned(?: (?:by|comment)\b.{0,40})?|featured(?: comment)?|(?:stickied|sticky) comment",
    r"track me|(?:liked|hearted|loved) by .{1,60}|profile badge for .{1,90}|author|op|mod|staff|[−⚑]",
    elsewhere=(
        r"\(?(?:bearbeitet|modifié|editado|modificato|bewerkt)\)?|ausgewählt|hervorgehoben|angepinnt|épinglé|fijado",
    ),
)
#: An age and a word that touches it.
AGE_EDITED = re.compile(r"^(\d{1,3} ?(?:s|m|h|d|w|y|mo|min|hr|yr)) ?[·•]? ?\(?[eE]dited\)?$")
#: The label of a name for those who hear the page, or of the picture beside it.
LABEL = re.compile(
    r"(?i)^(?:(?:comment|reply|posted|written) by (.{1,60}?)\.?|(?:u/)?(.{1,60}?)(?:['’]s)? (?:user )?"
    r"(?:avatar|profile (?:picture|photo|image))|(?:avatar|picture|photo|profile (?:picture|photo)) (?:of|for)"
    r" (.{1,60}))$"
)
_WHY = (
    r"(?:,? (?:by|because|as|since|due|from|per|pending|after|in line|for (?!no\b|what\b|being\b)|at the) ?.{1,240})?"
)
_MORE = (
    r"(?:\. .{0,60}\b(?:polic(?:y|ies)|guidelines|standards|rules?|terms|repl(?:y|ies)|moderators?|account)\b.{0,160}"
    r"|: .{1,160})?"
)
#: A moderator, or its writer, took a comment away: what is left of it belongs to no one who wrote above. What goes on
#: in other words than those of a notice may be a reader's complaint.
REMOVED = WholeLine(
    r"(?:this |the )?(?:comment|reply|post|message|content)(?: (?:was|has been|is|had been))?(?: now)? "
    rf"(?:removed|deleted|deactivated|hidden|withdrawn|unavailable|no longer available|flagged){_WHY}{_MORE}",
    r"(?:this |the )?(?:comment|reply|post|message) (?:was|has been) rejected by (?:a |the |our )?"
    r"(?:moderat(?:ors?|ion(?: team)?)|editors?)",
    r"(?:this |the )?(?:comment|reply|post) (?:violated|violates|did not meet|didn['’]t meet|breached) .{1,80}",
    r"\[(?:removed|deleted|flagged|deleted by .{1,20}|removed by .{1,20})|deleted by creator|removed by mod",
    r"(?:deleted|removed) (?:comment|post|message|reply)",
    elsewhere=(
        r"(?:dieser |der |dieses |das )?(?:kommentar|leserkommentar|beitrag|posting) (?:wurde|ist) .{0,60}"
        r"(?:gelöscht|entfernt|verfügbar)\b.{0,99}",
        r"(?:ce |le )?(?:commentaire|message) a été (?:supprimé|modéré|retiré)\b.{0,120}",
        r"(?:este |el )?(?:comentario|mensaje) (?:ha sido|fue) (?:eliminado|borrado|retirado)\b.{0,120}",
        r"(?:comentario|mensaje) (?:eliminado|borrado|retirado)(?: por .{1,60})?|entfernt\. bitte .{5,240}",
        r"(?:этот )?(?:комментарий|сообщение) (?:был[оа]? )?(?:удал[её]н[оа]?|скрыт[оа]?)\b.{0,120}",
        r"(?:この)?(?:コメント|投稿)は.{0,30}削除され(?:ました|ています)|.{0,20}(?:コメント|投稿)を削除しました",
        r".{0,30}(?:삭제된|삭제한) (?:댓글|게시물).{0,20}",
        r"(?:작성자|운영자|관리자).{0,40}삭제(?:되었습니다|했습니다|하였습니다)",
        r"(?:questo |il )?(?:commento|messaggio) è stato (?:rimosso|eliminato|cancellato)\b.{0,120}",
        r"(?:este |o )?(?:comentário) foi (?:removido|excluído|apagado)\b.{0,120}",
        r"(?:deze |dit )?(?:reactie|bericht) (?:is|werd) verwijderd\b.{0,120}",
    ),
)
#: Behind the name of one who has no account, or who keeps the peace.
GUEST_BEHIND = re.compile(r"(?<=\S) (?:Guest|Mod)$")
