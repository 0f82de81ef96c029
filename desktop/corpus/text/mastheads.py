"""Owns what sites and papers print above a title: menus, and the names of sections and series."""

import re

from .pieces import Pieces

_LONGEST_SECTION = 60
_MENU_WORD_LIST = (
    "home|menu|search|sign in|log in|login|register|subscribe|my account|skip to content|"
    "startseite|menü|suche|anmelden|accueil|rechercher|s’inscrire|inicio|buscar|portada|iniciar sesión|"
    "الرئيسية|بحث|القائمة|تسجيل الدخول|главная"
)
MENU_WORDS = frozenset(_MENU_WORD_LIST.split("|"))
# Names of a paper's sections, which stand above a title and are none.
_SECTION_LIST = (
    "news|world|world news|politics|opinion|opinions|op-ed|analysis|feature|features|interview|interviews|"
    "review|reviews|essay|essays|business|economy|sport|sports|culture|arts|books|media|science|technology|"
    "tech|health|travel|environment|education|lifestyle|magazine|video|audio|podcast|photos|middle east|"
    "africa|asia|asia pacific|europe|americas|latin america|national|international|u.s.|us|uk|exclusive|"
    "breaking|breaking news|investigation|investigations|special report|cover story|editorial|comment|"
    "commentary|perspective|perspectives|dispatch|dispatches|report|reports|reportage|profile|profiles|"
    "a reporter at large|the long read|long read|longform|the daily|our columnists|security|human rights|"
    "news release|press release|news feature|for immediate release|media release|pressemitteilung|"
    "communiqué de presse|comunicado de prensa|comunicato stampa|"
    "بيان صحفي|خبر صحفي|statement|blog|blogs|fact check|explainer|"
    "politik|ausland|inland|wirtschaft|kultur|gesellschaft|meinung|reportage|kommentar|feuilleton|panorama|"
    "wissen|monde|société|économie|opinions|tribune|idées|international|proche-orient|internacional|mundo|"
    "política|sociedad|opinión|cultura|reportaje|entrevista|esteri|mondo|cronaca|"
    "reportajes|crónica|crónicas|análisis|economía|ciencia|tecnología|oriente próximo|planète|politique|"
    "enquête|récit|reportages|entretien|grand format|à la une|sciences|gesundheit|hintergrund|nahost|"
    "naher osten|netzwelt|inchiesta|medio oriente|economia|società|dünya|gündem|politika|ekonomi|"
    "мир|политика|общество|культура|экономика|репортаж|мнение|"
    "news analysis|news & politics|photo essay|photo essays|in pictures|special feature|in depth|in-depth|"
    "us news|uk news|world affairs|global development|climate|obituary|obituaries|field notes|"
    "عربي ودولي|صحة|علوم|تكنولوجيا|حقوق وحريات|"
    "أخبار|تقارير|تقرير|سياسة|رأي|آراء|مقالات|مقابلات|تحقيقات|تحقيق|العالم|الشرق الأوسط|عربي|دولي|ثقافة|اقتصاد"
)
_SECTIONS = frozenset(_SECTION_LIST.split("|"))
_SERIES = re.compile(
    r"(?:letter from|annals of|dispatch(?:es)? from|report(?:age)? from|postcard from|notes from) .{3,40}",
    re.IGNORECASE,
)
_STATED = re.compile(
    r"(?:subject|subj|title|re|betreff|titel|objet|titre|asunto|título|oggetto|الموضوع|العنوان)\s?[:：]\s?"
    r"(?P<title>\S.{3,190})",
    re.IGNORECASE,
)
_LONGEST_CUE = 12
_CONTACT = re.compile(
    r"(?:contacts?|media contact|press contact|phone|tel|fax|e-?mail|kontakt|for more information)\b"
    r"\s*[:,].*"
    r"|\S+@\S+\.\S+|\+?\d[\d ()./-]{7,}",
    re.IGNORECASE,
)


def menu_end(pieces: Pieces, first: int) -> int:
    """Return where a site's menu ends that stands above the title: short lines, one of them known."""
    number, heads, sizes = first, pieces.heads, pieces.sizes
    while number < len(heads) and sizes[number] <= 30 and len(heads[number].split()) <= 3:
        number += 1
    if number - first < 3:
        return first
    menu = {head.lower().strip() for head in heads[first:number]}
    return first if MENU_WORDS.isdisjoint(menu) else number


def is_section(head: str) -> bool:
    """Say whether a line above the title names the section of a paper or a series."""
    if len(head) > _LONGEST_SECTION:
        return False
    parts = re.split(r"\s*[|/>»·•:]\s*", head.strip().casefold().rstrip(" :|"))
    return all(part in _SECTIONS for part in parts) or bool(_SERIES.fullmatch(head))


def is_contact(head: str) -> bool:
    """Say whether a line tells where somebody can be reached."""
    return bool(_CONTACT.fullmatch(head))


def stated_title(head: str) -> str | None:
    """Return the title that a line gives after a cue: `SUBJECT: …`, `Betreff: …`."""
    cue = head[:_LONGEST_CUE]
    found = _STATED.fullmatch(head) if ":" in cue or "：" in cue else None
    return found["title"] if found else None
