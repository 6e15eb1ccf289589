"""Words for times, in English and in other languages; no logic."""

from __future__ import annotations

#: The names of the months and how they are shortened, in English …
MONTHS = tuple(
    names.split()
    for names in (
        *("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug"),
        *("september sept sep", "october oct", "november nov", "december dec"),
    )
)
#: … and in the other languages of :mod:`~stance.pages.section_vocabulary`, in the cases in which dates have them.
MONTHS_ELSEWHERE = tuple(
    names.split()
    for names in (
        "januar jänner janvier janv enero ene gennaio gen janeiro januari tammikuuta tammikuu stycznia styczeń sty ocak"
        " oca января янв",
        "februar feber février févr fév fevrier fevr febrero febbraio fevereiro fev februari helmikuuta helmikuu lutego"
        " luty lut şubat şub февраля фев",
        "märz mär mrz mars marzo março maart mrt marts maaliskuuta maaliskuu marca marzec mart марта мар",
        "avril avr abril abr aprile aprilis huhtikuuta huhtikuu kwietnia kwiecień kwi nisan nis апреля апр",
        "mai mayo maggio mag maio mei maj toukokuuta toukokuu maja mayıs мая май",
        "juni juin junio giugno giu junho kesäkuuta kesäkuu czerwca czerwiec cze haziran haz июня июн",
        "juli juillet juil julio luglio lug julho heinäkuuta heinäkuu lipca lipiec lip temmuz tem июля июл",
        "août aout agosto ago augustus augusti elokuuta elokuu sierpnia sierpień sie ağustos ağu августа авг",
        "septembre septiembre setiembre settembre setembro syyskuuta syyskuu września wrzesień wrz eylül eyl сентября"
        " сен set",
        "oktober okt octobre octubre ottobre ott outubro out lokakuuta lokakuu października październik paź ekim eki"
        " октября окт",
        "novembre noviembre novembro marraskuuta marraskuu listopada listopad lis kasım kas ноября ноя",
        "dezember dez décembre déc decembre diciembre dic dicembre dezembro desember des joulukuuta joulukuu grudnia"
        " grudzień gru aralık ara декабря дек",
    )
)
#: Days of the week, before or behind a date.
WEEKDAYS_ELSEWHERE = """montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so lundi
    mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo lunedì martedì
    mercoledì giovedì venerdì sabato domenica segunda-feira terça-feira quarta-feira quinta-feira sexta-feira maandag
    dinsdag woensdag donderdag vrijdag zaterdag zondag måndag tisdag onsdag torsdag fredag lördag söndag mandag tirsdag
    lørdag søndag maanantaina tiistaina keskiviikkona torstaina perjantaina lauantaina sunnuntaina poniedziałek wtorek
    środa czwartek piątek sobota niedziela pazartesi salı çarşamba perşembe cuma cumartesi pazar""".split()
#: What stands between day and clock, and behind a clock.
AT_ELSEWHERE = r"um|gegen|à|a las|a la|às|alle ore|alle|ore|om|kl\.?|klo|klokken|o godz\.?|o|godz\.?|saat|в|at"
#: Behind a year: "16.08.2015 г., 10:44", "3 maja 2015 r. o 8:10".
YEAR_ENDS_ELSEWHERE = r"года|г\.?|р\.|r\."
CLOCK_ENDS_ELSEWHERE = r"uhr|uur|hrs?|h|min"
#: Days that are named from the day of saving: how many days before it.
SOON = {"today": 0, "yesterday": 1}
SOON_ELSEWHERE = {
    **dict.fromkeys(("heute", "aujourd'hui", "aujourd’hui", "hoy", "oggi", "hoje", "vandaag", "i dag", "idag"), 0),
    **dict.fromkeys(("tänään", "dzisiaj", "dziś", "bugün", "сегодня", "今日"), 0),
    **dict.fromkeys(("gestern", "hier", "ayer", "ieri", "ontem", "gisteren", "i går", "igår"), 1),
    **dict.fromkeys(("wczoraj", "dün", "вчера", "昨日"), 1),
}
#: Units of "2 hours ago": second, minute, hour, day, week, month, year.
UNITS_ELSEWHERE = {
    "s": "sekunden sekunde seconde secondes segundo segundos secondo secondi seconden sekunder sekund sekuntia sekundy"
    " saniye секунд 秒",
    "m": "minuten minute min minutes minuto minutos minuti minuut minuter minutter minut minutt minuttia minuuttia"
    " minuty minutę dakika минуты минут 分",
    "h": "stunden stunde std heures heure horas hora h ore ora uur uren timmar timme timer time tuntia tunti godzin"
    " godziny godzinę godz saat часа часов час 時間 小时 小時",
    "d": "tagen tage tag jours jour días día dias dia giorni giorno dagen dag dagar dager dage päivää päivä dni dzień"
    " gün дня дней день 日 天",
    "w": "wochen woche semaines semaine semanas semana settimane settimana weken week veckor vecka uker uke uger uge"
    " viikkoa viikko tygodnie tygodni tydzień hafta 週間 周",
    "mo": "monaten monate monat mois meses mes mês mesi mese maanden maand månader månad måneder måned kuukautta"
    " kuukausi miesięcy miesiące miesiąc ay месяца месяцев か月 ヶ月 カ月 个月 個月",
    "y": "jahren jahre jahr années année ans an años año anos ano anni anno jaren jaar år vuotta vuosi lata lat rok yıl"
    " года лет год 年",
}
#: Before and behind number and unit.
AGO_BEFORE_ELSEWHERE = r"vor|il y a|hace|há|för|for"
AGO_BEHIND_ELSEWHERE = r"fa|geleden|sitten|temu|önce|sedan|siden|atrás|назад"
ONE_ELSEWHERE = r"einer|einem|une|un|una|uma|um|een|en|ett|et|bir|yksi"
#: Any of these shows that a line may hold a time in another language, though it stands in no list above.
OTHER_SIGNS = (
    "назад uhr uur kl klo klokken om gegen alle às temu geleden sitten önce sedan siden hace há atrás vor il las fa г"
)
