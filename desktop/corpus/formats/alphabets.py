"""Owns what letters look like in each language: what a guess at an encoding goes by.

The letters stand in order of falling frequency, which is common knowledge about each language and
enough to tell `Šiaulių` from `Điauliř`. For Latin alphabets only the letters that ASCII lacks are
listed. `likelihood` turns an order into numbers.
"""

import math
from functools import cache

LATIN = {
    "fr": "éèàêçôûîâùœëïüæÿ",
    "de": "üäößé",
    "es": "óíáéñúü¿¡ºª",
    "pt": "ãçáéóêíõâúàôüºª",
    "it": "èàùòéìíî",
    "nl": "ëéïöèüêáçà",
    "da": "øåæéüö",
    "no": "åøæéòôö",
    "sv": "äåöéàü",
    "fi": "äöåéšž",
    "is": "áðíéúóþöæý",
    "fo": "áðíøóúæýö",
    "et": "äõüöšžé",
    "lv": "āīēšņļūžģķčōŗ",
    "lt": "ėšįųūžčąę",
    "pl": "łąężóśćńź",
    "cs": "íáéěýřčžšůúťóďň",
    "sk": "áíéčýžšúľťôňďóäŕĺ",
    "hu": "áéöőíóüűú",
    "ro": "ăîţşâțș",
    "sl": "čšžćđ",
    "hr": "čšžćđ",
    "sq": "ëç",
    "tr": "ıüşöçğİâî",
    "mt": "ħżġċàèùòì",
    "eo": "ĉĝŭŝĵĥ",
    "ga": "áíéóúḃċḋḟġṁṗṡṫ",
    "cy": "ŵâŷôêîûïáöëẁẃẅỳ",
    "ca": "àóéíèçòúïü·",
    "en": "éèïöüçñ£",
    "af": "ëêéïôûèáö",
    "fy": "ûêôâúéë",
    "vi": "đưôêơâă\u0323\u0301\u0300\u0309\u0303áàíóúéèù",  # as in cp1258: tones are marks of their own
    "gn": "ãñéẽíóúýáõũĩỹ",
    "": "éñáíóúàèäöüêâôçïìòùûîëãõøåæýÿßþðšž",  # any other, in a Western encoding
}
OTHERS = {
    "ru": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
    "uk": "оанивіретсклудмпяьзгбчхцйжїєюшщґфы",
    "bg": "аиоетнрсвлкдпмзъугябчцйжщхшюфь",
    "sr": "аиоенрсјтувкдмплзгбчшцњхћжљфђџ",
    "mk": "аоиетнрсвкдлпумзјгбчшцќжњхфѓљџѕ",
    "be": "аніоерслктдвумпзыяьбйгцчхёшўжюэф",
    "kk": "аеынртлдіқосмкуғбжйшөпзүңгяәюхивцчэщһъьёф",
    "tg": "аиодрнтмешвлбубкҳзқҷгӣхпйфсғӯяёъэючж",
    "el": "αοιετσνηυρπκμςλάδγίέόωχθήφύώβξζψϊΐϋΰ",
    "he": "יוהלאתרבשמנדעקחפגםכטסצןזץךף",
    "ar": "اليمنوترهبةعدسفكقحجأشصىطخإذزضغثءظئآؤًَُِّْ",
    "fa": "ایرندمهتبوشسکزگلخفقپعجچحغصطژضذءظثآئ",
    "th": "านรอกเง่ม้ยลวดทสติะัปบีคหจ์ชพืุขแูำใไ็โผธภถซญศณษฐฟฝฉๆฌฎฏฒฬฮๅฯ",
}
_PUNCTUATION = "’“”–—\u00a0‘…«»„°§€£•·´©®™½¼¾±²³×‚‹›¿¡،؛؟ـ¶\u00ad\u200c\u200d"

# The commonest characters of languages that are not written with letters.
CHINESE = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然"
    "家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机"
    "十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西"
    "斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打"
    "這個們來為國說時要會對發後過還進樣經麼學當沒動開實軍無與長機關點業將兩間問應戰頭體見產話東聲論處義幾認條係氣題"
)
KANA = "のにるたはをとがしてでなもれいかっりすらこさまくんよあうきせけだそどつわばえみちめおほやルンーストリアラクイ"
HANGUL = "이다는에의을가지고하도사한로은기자대어를시아나인그서리정해수라만스전일들주보으제있구국부과원상장게여공"


def likelihood(language: str) -> dict[str, float]:
    """Return the logarithm of how often each letter and mark stands among those that are not ASCII."""
    return _likelihood(LATIN.get(language) or OTHERS[language])


@cache
def _likelihood(letters: str) -> dict[str, float]:
    weights = {letter: 1 / (rank + 4) for rank, letter in enumerate(letters)}
    total = sum(weights.values()) * 1.1
    table = {letter: math.log(weight / total) for letter, weight in weights.items()}
    for letter, value in list(table.items()):
        for capital in {letter.upper(), letter.title()} - {letter}:
            if len(capital) == 1:
                table.setdefault(capital, value - 1.5)
    for rank, mark in enumerate(_PUNCTUATION):
        table.setdefault(mark, -2.5 - rank / 8)
    return table
