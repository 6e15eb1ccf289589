"""Patterns and word lists by name; no logic.

Every pattern is applied to one stripped line of at most ``MAX_CUE_LENGTH`` characters, and each of its
repetitions is bounded, so that no line can make it backtrack for long.
"""

from __future__ import annotations

import re

from stance.pages.tongues import WholeLine

#: A longer line is text: it is never a header, an author, a date or a button.
MAX_CUE_LENGTH = 160

# ---------------------------------------------------------------------------------------------------- time

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_YEAR = r"(?:19|20)\d{2}"
_ISO = rf"{_YEAR}-\d{{2}}-\d{{2}}(?!\d)"

#: ``date 2025-05-23 Headline``: the day in front of the title.
LEADING_DATE = re.compile(
    rf"(?i)^(?:(?:date|published|posted|updated):?\s)?\s?"
    rf"({_ISO}|{_MONTH} \d{{1,2}},? {_YEAR}\b|\d{{1,2}}\.? {_MONTH} {_YEAR}\b)[\s:–—|-]{{0,5}}"
)
#: A whole line such as ``2h`` or ``3 d``: the age of a comment.
AGE = re.compile(r"(?i)^\d{1,3} ?(?:s|m|h|d|w|y|sec|min|hr|mo|wk|yr)s?$")
#: Words that may stand beside a time without making the line anything else.
TIME_FILLER = re.compile(r"(?i)\b(?:posted|published|last|updated|modified|date|on|at|by)\b")

# ------------------------------------------------------------------------------- around and below the article

#: Other stories follow, up to the end of the page or to the article's next long paragraphs.
OTHER_STORIES = WholeLine(
    r"also read|read also|read next|up next|don['’]t miss|what to read next|in case you missed it",
    r"related(?: (?:articles?|stories|news|posts?|topics|content|links?|coverage|items))?",
    r"most (?:popular|read|viewed|shared|commented|recent)(?: (?:articles|stories|news|posts))?",
    r"you (?:may|might) (?:also )?(?:like|be interested in|enjoy)",
    r"more in .{1,40}|more (?:from|stories|news|articles|like this|to read|headlines|coverage)\b.{0,40}",
    r"(?:top|latest|recent|trending|popular|other|breaking|today's|editor['’]?s['’]?)(?: (?:top|latest|now))? "
    r"(?:stories|news|articles|headlines|posts|picks|videos|now|topics)",
    r"trending|recommended(?: (?:for you|stories|articles|reading))?",
    r"(?:from )?around the web|sponsored(?: (?:content|links?|stories))?|promoted(?: stories| content)?",
    r"next article|previous article|hashtags|tags|top ?latest ?discussions|(?:more )?posts you (?:may|might) like",
    elsewhere=(
        r"(?:mehr|weitere artikel|alles) (?:zum thema|zu diesem thema|aus .{1,30})|lesen sie (?:auch|mehr).{0,30}"
        r"|auch interessant"
        r"|das könnte sie (?:auch )?interessieren|meistgelesen|meistgelesene artikel|verwandte (?:artikel|themen)"
        r"|neueste artikel",
        r"(?:à )?lire aussi|à lire également|sur le même sujet|les plus lus|articles similaires|vous aimerez aussi"
        r"|dans la même rubrique|à la une",
        r"(?:te|le) puede interesar|también te puede interesar|lo más (?:leído|visto)|más leídas|noticias relacionadas"
        r"|leia (?:também|mais)|mais lidas|notícias relacionadas|veja também|você (?:pode|vai) gostar.{0,20}",
        r"leggi anche|potrebbe interessarti.{0,20}|i più letti|articoli correlati|lees (?:ook|meer)|meest gelezen"
        r"|gerelateerde artikelen",
        r"(?:läs|les|læs) (?:också|også|mer|mere)|mest (?:lästa|leste|læste)|lue myös|luetuimmat|czytaj (?:też"
        r"|także|również)"
        r"|zobacz (?:też|także|również)|najczęściej czytane|powiązane artykuły|ilgili haberler|çok okunanlar"
        r"|bunlar da ilginizi çekebilir",
        r"читайте также|похожие статьи|関連記事|おすすめ記事|人気記事|アクセスランキング"
        r"|相关(?:文章|阅读|新闻)|相關新聞|관련기사",
    ),
)
#: One line about another story, inside the article or below it.
INLINE_LINK = re.compile(
    r"(?i)^\W{0,20}(?:also read|read also|read more|read|related|see also|more|watch|don['’]t miss|must read)"
    r"\s?[-–—:|»>→]\s?\S.{2,}$"
)
#: The links to the neighbours of a page, and its legal lines.
FOOTER = WholeLine(
    r"(?:older|newer|previous|next)(?: (?:post|story|entry|article|thread|page|entries|posts))?(?:: .{1,100}"
    r"| [→»›].{0,80})?",
    r"use of this site .{1,80}|(?:all )?(?:content )?(?:©|\(c\)|copyright) .{1,80}|terms (?:of (?:use|service)"
    r"|and conditions).{0,60}",
    r"privacy policy.{0,60}|powered by .{1,40}|all rights reserved.{0,60}|subscribe to (?:our|the) .{1,60}",
    elsewhere=(
        r"impressum.{0,60}|datenschutz.{0,60}|alle rechte vorbehalten.{0,40}|mentions légales.{0,60}"
        r"|tous droits réservés.{0,40}"
        r"|aviso legal.{0,60}|política de privacida?de?.{0,60}|todos los derechos reservados.{0,40}"
        r"|informativa privacy.{0,40}"
        r"|todos os direitos reservados.{0,40}|tutti i diritti riservati.{0,40}|alle rechten voorbehouden.{0,40}"
        r"|polityka prywatności.{0,60}|wszelkie prawa zastrzeżone.{0,40}|tietosuoja.{0,60}|tüm hakları saklıdır.{0,40}"
        r"|プライバシーポリシー.{0,40}|お問い合わせ|無断転載.{0,20}",
        r"(?:ältere|neuere|nächster|vorheriger) (?:beiträge|artikel|beitrag).{0,80}|article (?:suivant"
        r"|précédent).{0,80}"
        r"|entrada (?:siguiente|anterior).{0,80}",
    ),
)
#: Parts of a site, as menus and footers name them.
MENU = WholeLine(
    r"home|home ?page|search|menu|contact(?: us)?|about(?: us)?|log ?in|sign ?in|sign up|register|subscribe|my account"
    r"|sitemap|rss(?: feed)?|newsletters?|privacy(?: policy)?|terms(?: .{1,30})?|cookies?(?: .{1,20})?|legal"
    r"|faq|help|jobs|careers|advertise(?: with us)?|press|archives?|categories|tags|skip to (?:main )?content"
    r"|facebook|twitter|instagram|youtube|linkedin|pinterest|whatsapp|xing|telegram|e-?mail|print|share",
    r"startseite|suchen?|menü|kontakt|über uns|anmelden|registrieren|abo(?:nnieren)?|mein konto|impressum|datenschutz"
    r"|datenschutzerklärung|agb|karriere|presse|kategorien|schlagwörter|archiv|drucken|teilen|zum inhalt springen",
    r"accueil|rechercher|contact(?:ez-nous)?|à propos|connexion|s['’]inscrire|mentions légales|plan du site|imprimer",
    r"inicio|buscar|contacto|quiénes somos|iniciar sesión|suscríbete|aviso legal|política de .{1,20}|imprimir",
    r"início|pesquisar|contato|sobre|entrar|cerca|chi siamo|accedi|contatti|zoeken|contact|over ons|inloggen",
)
#: In a sentence that is the house's own, amid the articles of pages that were copied whole.
HOUSE_NOTICE = re.compile(
    r"(?i)\b(?:uses? cookies|cookie policy|privacy policy|terms (?:of (?:use|service)|and conditions|& conditions)"
    r"|(?:our|free|daily|weekly) newsletters?|sign up (?:for|to)|already (?:a subscriber|have an account)"
    r"|community (?:guidelines|standards|rules)|comments? (?:are|is|will be) (?:pre-|post-)?moderated"
    r"|conversation is moderated|letter to the editor|(?:spelling or grammar|editorial|factual) error"
    r"|contributed (?:research|reporting|to this (?:report|article|story))|is AI-generated|appears in print on"
    r"|readers like you|with a (?:monthly|one-off) (?:payment|donation))"
)
#: One of these is in every such sentence.
HOUSE_NOTICE_STEMS = (
    *("cookie", "policy", "terms ", "newsletter", "sign up", "already ", "community ", "moderated", "letter to the"),
    *("error", "contributed ", "ai-generated", "appears in", "readers like", "monthly ", "one-off "),
)
#: Adverts, buttons, forms and legal lines: they belong to no story.
CHROME = WholeLine(
    r"adverti[sz]e?ments?(?: [–—-] .{1,80})?|ads?(?: by .{1,30})?|sponsored(?:: .{1,80})?|small ads: .{1,100}"
    r"|story continues below.{0,30}",
    r"share(?: (?:this|on|via)\b.{0,60}| \d{1,6})?:?|tweet(?: this)?|print(?:er)?(?: friendly| this page| recipe"
    r"|-friendly version)?"
    r"|e-?mail(?: this.{0,30})?|save(?: to .{1,20})?|listen(?: to this.{0,30})?|pin it|digg this|facebook|twitter|pdf"
    r"|send to a friend|printer-friendly version|add to favou?rites|cite this article|download \(.{1,20}\)"
    r"|hits: \d{1,7}"
    r"|(?:like|recommend|tweet|share|pin|upvote|downvote)(?: ?\(?\d{1,6}\)?)?|trackbacks?(?: url.{0,100})?",
    r"follow us\b.{0,60}|like us on .{1,30}|join us on .{1,30}|like this: .{0,60}|be the first to like this.{0,20}",
    r"subscribe(?: (?:now|to|for|today)\b.{0,60})?",
    r"(?:sign up|register)(?: (?:now|for|to|here)\b.{0,60})?|newsletter.{0,40}",
    r"all rights reserved.{0,60}|(?:©|\(c\)|copyright)\s?.{0,80}",
    r"privacy policy.{0,60}|terms of (?:use|service).{0,60}|cookie (?:policy|settings|notice).{0,40}",
    r"contact us.{0,40}|about us.{0,40}|home|menu|search|skip to .{1,30}|permalink|scroll down for more",
    r"continue reading.{0,40}|click here .{0,80}|try our .{1,40}|explore what .{1,80}",
    r"\d{1,2} min(?:ute)?s? read|read time.{0,20}|last updated \(.{1,40}\)",
    r"(?:photos?|caption|pic(?:ture)?|image(?: credit)?|graphic|fig\.? ?\d{0,2})[:.] .{0,80}|file photo.{0,20}"
    r"|.{1,90}[.!] (?:photo(?:graph)?|pic(?:ture)?|file photo|image)s?(?:: .{1,40})?",
    r"(?:tags?|tagged|labels?|filed (?:under|in)|posted in|categor(?:y|ies)|topics|see more):? [^.!?]{1,110}",
    r"(?:this entry was posted in.{1,80}\. )?bookmark the permalink|additional research by .{1,50}"
    r"|corrections: .{1,60}",
    r"(?:#\w{2,40}[ ,]{0,2}){1,20}|[←«] .{1,70}|.{1,70} [→»]",
    elsewhere=(
        r"(?:anzeige|werbung|publicité|publicidad|pubblicità|publicidade|reclame|annons|annonse|mainos|reklama"
        r"|reklam|広告)",
        r"(?:(?:artikel )?(?:drucken|versenden|teilen|merken|vorlesen)|imprimer|envoyer(?: à un ami)?|partager"
        r"|imprimir|compartir"
        r"|enviar|stampa|condividi|invia|afdrukken|delen|doorsturen|dela|skriv ut|del|jaa|tulosta|drukuj|udostępnij"
        r"|yazdır"
        r"|paylaş|印刷|シェア)(?: (?:auf|per|sur|en|su|op|via) .{1,30})?",
        r"(?:zum inhalt springen|aller au contenu|ir al contenido|newsletter abonnieren|jetzt abonnieren|s['’]abonner)",
        r"(?:schlagworte|themen|stichwörter|mots[- ]clés|étiquettes|etiquetas|argomenti|trefwoorden"
        r"|タグ)[:：] ?.{1,100}",
        r"(?:publié|publicado|veröffentlicht|pubblicato) .{1,60} (?:dans|en|in|sous) [^.!?]{1,40}",
    ),
)
#: Who supplied the story: a credit, not a sentence of it.
CREDIT = WholeLine(
    r"(?:with|additional) (?:inputs?|reporting|agency inputs?)(?: (?:from|by) .{1,60})?",
    r"©.{0,60}",
    r"(?:reuters|ap|afp|kyodo|bloomberg|pti|ani|ians|xinhua|agencies|dpa|upi)",
)
BYLINE = re.compile(
    r"(?i)^(?:by|written by|story by|reported by|reporting by|filed by|reporter:|author:"
    r"|interview:|photographs?:|posted on|published on|updated on) [^.!?]{3,60}$"
)
#: Begins a line that says who wrote the story, where or when, however long: no title.
ABOUT_STORY = re.compile(
    r"(?i)[^\w#'\"“‘¿¡(\[]{0,4}(?:(?:written|posted|published|filed|reported) (?:by|on|in)\b"
    r"|last (?:updated|modified)\b|(?:in [^.!?:]{2,50} )?at \d{1,2}[:.]\d\d|\d{1,2}[:.]\d\d ?[ap]\.?m\b"
    r"|by [^.!?:]{3,60} (?:on|at) (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d))"
)
BREADCRUMB_START = re.compile(r"^(?:Home|Front page|News)(?=[A-Z›»>/|\s])")
#: Several names side by side are a menu, not a title.
NAVIGATION = re.compile(
    r"\t|   |\u3000[^\u3000]{1,12}\u3000|\S [|/•·»›>] \S.{0,40} [|/•·»›>] |^\[ | [|»›>] (?:Home|News)|^(?:Home|Skip"
    r"|Jump)\b|^You are here"
)
BREADCRUMB_SEPARATOR = re.compile(r"\s[›»>/|]\s")

# ----------------------------------------------------------------------------------------------- names

#: Bullets before a name show how deep a comment is nested.
BULLETS = re.compile(r"(?:[•*·▪◦] ){0,20}")
#: ``Kees (Oudwal)``, ``Kees from Oudwal``: name and place on a line of their own.
NAME_AND_PLACE = re.compile(
    r"^([^\W\d_][^()]{1,38}?) (?:\(([^()\d]{2,40})\)|from ([A-Z][^\W\d_]{2,15}(?:,? [A-Z][^\W\d_]{1,15}){0,3}))$"
)
#: One-word answers: short like a name, and not a name.
INTERJECTIONS = frozenset(
    """absolutely agree agreed amen awesome bingo bravo brilliant bs bullshit congrats congratulations correct
    disagree dream exactly excellent false finally first garbage good great haha hahaha hello hey hi
    hilarious hmm idiot idiots indeed interesting joke lame liar lies lmao lol love maybe never nice no
    nonsense nope ok okay pathetic perfect pointless ridiculous right rofl rubbish sad same shame sigh sorry
    stupid sure thanks this true typical ugh useless waste what well whatever why wow wrong yawn yeah yep
    yes yikes yup
    stimmt genau danke richtig quatsch unsinn schade peinlich traurig endlich bravo merci exact enfin honte gracias
    exacto vergüenza obrigado verdade concordo grazie esatto vergogna precies bedankt klopt triest tack precis takk
    takket kiitos dziękuję brawo wstyd dokładnie teşekkürler aynen yazık 同感 同意 賛成 反対""".split()
)
#: Words that hold sentences together; a name has none.
FUNCTION_WORDS = frozenset(
    """a about and are as at be been but by can could did do does for from had has have he her his how i if in is
    it its just like me my no not of on or our she should so some than that their them then there they this
    to up us was we were what when which who why will with would you your""".split()
)
#: Words that open a sentence and no name ("The Gastrognome" and "My Kitchen" are names).
SENTENCE_OPENERS = FUNCTION_WORDS - {"a", "me", "my", "the", "just", "on", "in", "of", "to"}
#: Who writes without a name.
NO_NAMES = frozenset(
    """anonymous anon guest unknown anonym anonyme gast gastbenutzer invité invitado anónimo anônimo anonimo ospite
    anoniem gäst gjest gæst vieras gość misafir 匿名 匿名希望 名無し 名無しさん 通りすがり""".split()
)
