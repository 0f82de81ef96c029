"""Owns the query help: typed examples, each with what it finds, in the order in which they are shown."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """One row of the help: a line that can be typed, what it finds, under which heading."""

    typed: str
    finds: str
    section: str


_WORDS = "Words and phrases"
_FORMS = "Forms of a word"
_TOGETHER = "Together, either, without"
_STRETCHES = "Where in a text"
_DOCUMENTS = "Which documents"

EXAMPLES = (
    Example("mosul", "the word, in capitals or small letters, with or without accents", _WORDS),
    Example(
        '"old city"', "the phrase; nothing is an operator in quotation marks but * and ?", _WORDS
    ),
    Example("al-nuri", "the words on either side of the hyphen, side by side", _WORDS),
    Example('"the * city"', "a phrase with a gap of exactly one word", _WORDS),
    Example('"old *"', "a phrase with any word after it", _WORDS),
    Example("=Mosul", "exactly so written: capitals and accents count", _WORDS),
    Example('="Old City"', "a phrase exactly so written", _WORDS),
    Example("fall*", "words that begin so", _FORMS),
    Example("*ing", "words that end so", _FORMS),
    Example("wom?n", "? stands for one letter", _FORMS),
    Example("falluja~", "words that differ by one letter", _FORMS),
    Example("falluja~2", "words that differ by up to two letters", _FORMS),
    Example("walk+", "the word family: walk, walks, walked, walking", _FORMS),
    Example("/fall?u[gj].*/", "a regular expression over one word", _FORMS),
    Example("mosul ramadi", "documents with both words", _TOGETHER),
    Example("mosul OR ramadi", "documents with either word", _TOGETHER),
    Example("mosul -ramadi", "documents with the one and without the other", _TOGETHER),
    Example("mosul NOT ramadi", "the same", _TOGETHER),
    Example("(mosul OR ramadi) isis", "parentheses say what belongs together", _TOGETHER),
    Example('"isis mosul"~5', "both within 5 words, in either order", _TOGETHER),
    Example("isis NEAR/5 mosul", "the same; also with phrases and patterns", _TOGETHER),
    Example("title:mosul", "in a title", _STRETCHES),
    Example("heading:escape", "in a heading", _STRETCHES),
    Example("caption:(soldier OR boy)", "in the caption of a picture", _STRETCHES),
    Example('quote:"my son"', "inside quotation marks in the text", _STRETCHES),
    Example("share boilerplate:yes", "also in menus, notices and other left-overs", _STRETCHES),
    Example("share boilerplate:only", "only there", _STRETCHES),
    Example('source:"National Geographic"', "documents from this source", _DOCUMENTS),
    Example("author:verini", "documents by this author", _DOCUMENTS),
    Example("year:2016", "documents of this year", _DOCUMENTS),
    Example("year:2014..2017", "documents of these years", _DOCUMENTS),
    Example("date:2016-10", "documents of this month", _DOCUMENTS),
    Example(
        "date:[2016-01 TO 2017-03]", "documents of this time; either end may be open", _DOCUMENTS
    ),
    Example("lang:ar", "documents in this language", _DOCUMENTS),
    Example("format:html", "documents that came as this format", _DOCUMENTS),
    Example("path:interviews", "documents whose file or folder is so called", _DOCUMENTS),
    Example("mosul duplicates:no", "of each family of duplicates only the first", _DOCUMENTS),
    Example("mosul duplicates:only", "documents of which there are duplicates", _DOCUMENTS),
)
