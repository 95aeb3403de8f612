"""The table `events` of the resolved stage: which event mentions tell one event, across articles and in any order of arrival.

Belongs here: which mentions mean the same event.
Does not belong here: finding mentions (`pipelines.text`), people (`pipelines.tables.identities`), counts over events (warehouse models).

Mentions are joined in two steps: within an article into tellings, then tellings across articles into events. A false merge is worse than
a split: what fits two events joins neither, and the less exactly a date is told, the more else must agree.
"""

import polars as pl

from pipelines.text.ids import hash_ids

MODE_FAMILIES = {"talks": "meet"}  # a meeting is told as talks as well; a call or a visit is another event
MUTUAL = ("CONSULT", "AGREE", "COOPERATE")  # done with each other: either party may be told as the one who acts
ONE_WAY = ("visit", "offer", "promise", "ratify", "mediate")  # the modes of these types that one party does
SELDOM = ("CONSULT", "AGREE", "COOPERATE", "AID", "YIELD", "SANCTION", "COERCE", "MOBILIZE")  # words and blows come many a day
ONCE_A_DAY = ("CONSULT", "AGREE", "COOPERATE", "AID")
NEARBY_DAYS = 3  # how far an event, or an article that dates it, may lie from the publication of an article that does not
PRINTED_WORDS = 8  # a shorter sentence may stand in two papers by chance
LIKE_CHARS = 300  # of a sentence are enough to know it again
PRONOUNS = ("he", "she", "it", "they", "him", "her", "them")
KIND = ["event_type", "family", "told", "pair"]
COLUMNS = ("event_mention_id", "version_id", "event_id", "rule_id")
ALONE, SAME_ARTICLE, SAME_DATE = "event:alone", "event:same-article", "event:same-parties-and-date"
LIKENESSES = {"month": SAME_DATE, "parties": "event:same-parties-published-nearby", "sentence": "event:same-sentence"}
COUNTRY = "country:"  # opens the id of one
NEARBY, OF_MONTH, AT_PLACE = "event:nearby-article", "event:only-one-of-month", "event:only-one-at-place"


def events(mentions: pl.DataFrame) -> pl.DataFrame:
    """Join the event mentions of all days that tell one event.

    Tellings of one type, mode family, pair of parties and day are one event. One that tells a month or year, or no date, joins the only
    dated event that fits (`_bonds`), else those like it that are published nearby (`_linked`). What did not happen, or might, is never
    one with what did or will.

    Args:
        mentions: rows of `extracted/event_mentions` with `published_date` and `published_precision` of their version.

    Returns:
        The rows of `resolved/events`, by mention, whatever the order of `mentions`. `rule_id` tells what joined a mention to its event;
        it is `event:alone` where no other mention tells the event.
    """
    told = _tellings(_keyed(mentions.drop("rule_id", strict=False).sort("event_mention_id")))
    joined = told.join(_across(_summed(told)), on="telling")
    planned = (pl.col("status") == "planned") & (pl.col("status") == "happened").any().over("event_id")
    within = pl.col("moved") | ((pl.col("rule_id") == ALONE) & (pl.len().over("event_id") > 1))
    rule = (
        pl.when(pl.len().over("event_id") == 1)
        .then(pl.lit(ALONE))
        .when(within)
        .then(pl.lit(SAME_ARTICLE))
        .when(planned & (pl.col("rule_id") == SAME_DATE))
        .then(pl.lit("event:planned-for-same-date"))
        .otherwise("rule_id")
    )
    return joined.with_columns(rule_id=rule).select(COLUMNS).sort("event_mention_id")


def _keyed(mentions: pl.DataFrame) -> pl.DataFrame:
    """Add what makes two mentions comparable.

    `family` (modes told for one another), `told` (as done or to come, or not), `pair` (both parties; their order counts where one of them
    acts), `complete` (both are known), `half` (one is, and nothing else is told of the other), `exact` (day, month or year), `first` and
    `last` (the days of that period), `published` (the day, where it is known), `country` and `spot` (the place told).
    """
    day, exact = pl.col("event_date"), pl.col("event_date_precision").replace("time", "day")
    first = pl.when(exact == "year").then(day.dt.truncate("1y")).when(exact == "month").then(day.dt.month_start()).otherwise(day)
    last = pl.when(exact == "year").then(first.dt.offset_by("1y").dt.offset_by("-1d")).when(exact == "month").then(day.dt.month_end())
    comparable = mentions.with_columns(
        family=pl.col("event_mode").replace(MODE_FAMILIES),
        told=pl.when(pl.col("status").is_in(["happened", "planned"])).then(pl.lit("told")).otherwise("status"),
        mutual=pl.col("event_type").is_in(MUTUAL) & ~pl.col("event_mode").is_in(ONE_WAY),
        published=pl.when(pl.col("published_precision").is_in(["day", "time"])).then("published_date"),
        exact=exact,
        first=first,
        last=last.otherwise(day),
        **_place(),
    )
    return comparable.with_columns(**_parties())


def _place() -> dict[str, pl.Expr]:
    country = pl.col("place_id").str.strip_prefix(COUNTRY)
    is_country = pl.col("place_id").str.starts_with(COUNTRY).fill_null(False)
    return {"country": pl.when(is_country).then(country).otherwise("place_country"), "spot": pl.when(~is_country).then(_named_place())}


def _named_place() -> pl.Expr:
    return pl.coalesce("place_id", pl.col("place").str.to_lowercase())


def _parties() -> dict[str, pl.Expr]:
    actor = pl.col("actor_id")
    place = pl.when(pl.col("recipient_text").is_null()).then(pl.lit("place:") + _named_place())
    goods = pl.when(pl.col("event_type") == "SANCTION").then(pl.lit(COUNTRY) + pl.col("recipient_country"))  # tariffs on its goods
    other = pl.coalesce("recipient_id", place, goods)
    sides = pl.concat_list(actor.fill_null(""), other.fill_null(""))
    open_sides = {f"{side}_open": _open(side) for side in ("actor", "recipient")}
    only_actor = actor.is_not_null() & other.is_null() & open_sides["recipient_open"]
    only_recipient = actor.is_null() & other.is_not_null() & open_sides["actor_open"]
    return {
        "pair": pl.when("mutual").then(sides.list.sort()).otherwise(sides).list.join("|"),
        "complete": (actor != other).fill_null(False),
        "half": only_actor | only_recipient,
        **open_sides,
    }


def _open(side: str) -> pl.Expr:
    """Whether nobody is told, or a pronoun that stands for nobody known."""
    told = pl.col(f"{side}_text").str.to_lowercase()
    return pl.col(f"{side}_id").is_null() & (told.is_null() | told.is_in(PRONOUNS))


def _tellings(keyed: pl.DataFrame) -> pl.DataFrame:
    """Add the `telling` of each mention in its article, and whether it was `moved` to that of others.

    A mention joins the only telling of its article that fits: one without a day that of the day, one without a date that with one, one
    with a single party that with both.
    """
    parties = [pl.coalesce(f"{side}_id", pl.col(f"{side}_text").str.to_lowercase(), pl.lit("")) for side in ("actor", "recipient")]
    exact = (pl.col("exact") == "day").fill_null(False)
    open_side = pl.any_horizontal("actor_open", "recipient_open")
    own = keyed.with_columns(
        who=pl.when("complete").then("pair").otherwise(pl.concat_str(parties, separator="|")),
        stated=pl.when(pl.col("complete") & exact).then("told").otherwise("status"),
        # "They were allowed", "he asked her": of two such sentences without a day nothing says that they tell one deed.
        only=pl.when(~exact & (~pl.col("event_type").is_in(SELDOM) | (~pl.col("complete") & open_side))).then("event_mention_id"),
        moved=pl.lit(False),
    )
    key = ["version_id", "event_type", "family", "told", "stated", "complete", "who", "first", "exact", "only"]
    own = own.with_columns(telling=hash_ids(own, key))
    vague, undated, same = pl.col("first").is_not_null() & ~exact, pl.col("first").is_null(), pl.col("pair") == pl.col("pair_other")
    dated = _moved(own, own.filter("complete", vague), own.filter("complete", exact), same)
    whole = _moved(dated, dated.filter("complete", undated), dated.filter("complete", ~undated), same)
    return _moved(whole, whole.filter("half"), whole.filter("complete", exact), _holds_party())


def _holds_party() -> pl.Expr:
    """Whether the single party is one of the pair, and the one who acts where only one does."""
    single, pair = pl.col("pair"), pl.col("pair_other")
    at_side = (single.str.ends_with("|") & pair.str.starts_with(single)) | (single.str.starts_with("|") & pair.str.ends_with(single))
    return pl.when("mutual").then(pair.str.split("|").list.contains(single.str.strip_chars("|"))).otherwise(at_side)


def _moved(rows: pl.DataFrame, seekers: pl.DataFrame, anchors: pl.DataFrame, parties: pl.Expr) -> pl.DataFrame:
    known = anchors.select("version_id", "event_type", "family", "told", "status", "telling", "pair", "first", "last").unique()
    pairs = seekers.join(known, on=["version_id", "event_type", "family", "told", "status"], suffix="_other")
    fits = pairs.filter(parties, pl.col("first").is_null() | _within())
    found = fits.group_by("event_mention_id").agg(tellings=pl.col("telling_other").n_unique(), target=pl.col("telling_other").min())
    joined = rows.join(found.filter(pl.col("tellings") == 1).drop("tellings"), on="event_mention_id", how="left")
    moved = pl.col("moved") | pl.col("target").is_not_null()
    return joined.with_columns(telling=pl.coalesce("target", "telling"), moved=moved).drop("target")


def _within() -> pl.Expr:
    return (pl.col("first") <= pl.col("first_other")) & (pl.col("last_other") <= pl.col("last"))


def _summed(told: pl.DataFrame) -> pl.DataFrame:
    """One row per telling: what the mentions that made it say, with the statuses and places of all and the words of the first."""
    text = pl.col("text").str.head(LIKE_CHARS)
    said = [pl.col(name).fill_null("") for name in ("event_type", "family", "status", "actor_text", "recipient_text")]
    words = pl.concat_str(*said, text, separator="|").str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}]+", " ")
    own = told.filter(~pl.col("moved")).with_columns(words=words, word_count=text.str.count_matches(r"\S+"))
    made = own.sort("telling", "words").unique("telling", keep="first", maintain_order=True)
    of_all = {"statuses": "status", "spots": "spot", "countries": "country"}
    lists = told.group_by("telling").agg(pl.col(name).alias(many) for many, name in of_all.items())
    lists = lists.with_columns(pl.col(many).list.drop_nulls().list.unique() for many in of_all)
    columns = ("telling", "version_id", "published", *KIND, "complete", "first", "last", "exact", "words", "word_count")
    return made.select(columns).join(lists, on="telling", maintain_order="left")


def _across(tellings: pl.DataFrame) -> pl.DataFrame:
    """Give each telling its event and the rule: `telling`, `event_id`, `rule_id`."""
    dated = (pl.col("complete") & (pl.col("exact") == "day")).fill_null(False)
    anchors = tellings.filter(dated)
    anchors = anchors.with_columns(event_id=hash_ids(anchors, [*KIND, "first"]), rule_id=pl.lit(SAME_DATE))
    loose = tellings.filter(~dated)
    bonds = _bonds(loose.filter("complete"), anchors)
    sure = bonds.filter("sure")
    free = loose.join(sure, on="telling", how="anti").join(bonds.select("telling", "sure"), on="telling", how="left")
    return pl.concat([frame.select("telling", "event_id", "rule_id") for frame in (anchors, sure, _linked(free))])


def _bonds(loose: pl.DataFrame, anchors: pl.DataFrame) -> pl.DataFrame:
    """Find for tellings with both parties but no day the dated events that fit; `sure` where there is only one, and it fits well.

    A month told joins the event of that month, a telling without a date the event told or dated within `NEARBY_DAYS` of its publication.
    A year, or no date in an article without one, is not enough: there the place must be told and agree.
    """
    pairs = loose.filter(pl.col("event_type").is_in(SELDOM)).join(anchors, on=KIND, suffix="_other")
    undated, published = pl.col("first").is_null(), pl.col("published").is_not_null()
    in_time = pl.when(~undated).then(_within() & _status_fits()).when(published).then(_nearby()).otherwise(_same_status())
    rule = pl.when(undated & published).then(pl.lit(NEARBY)).when(pl.col("exact") == "month").then(pl.lit(OF_MONTH))
    each = pairs.group_by("telling", "event_id").agg(
        in_time=in_time.fill_null(False).any(),
        agrees=_places_agree().any(),
        differs=_places_differ().any(),
        rule_id=rule.otherwise(pl.lit(AT_PLACE)).first(),
    )
    fits = each.filter("in_time", pl.col("agrees") | ~pl.col("differs"))
    only, well = pl.len().over("telling") == 1, pl.col("agrees") | (pl.col("rule_id") != AT_PLACE)
    return fits.with_columns(sure=only & well).sort("event_id").unique("telling", keep="first", maintain_order=True)


def _same_status() -> pl.Expr:
    return pl.col("statuses_other").list.contains(pl.col("statuses").list.first())


def _status_fits() -> pl.Expr:
    """The same status, or a plan printed no later than the day on which it came true, or nobody knows when, for the same place."""
    foreseen = (pl.col("published") <= pl.col("first_other")).fill_null(_places_agree())
    return _same_status() | ((pl.col("statuses").list.first() == "planned") & foreseen)


def _nearby() -> pl.Expr:
    """Near in time, and on the right side of it: what happened was printed after the event, what is planned before.

    What is planned on the day of what happened is likely the next time.
    """
    ago = (pl.col("published") - pl.col("first_other")).dt.total_days()
    dated_near = (pl.col("published") - pl.col("published_other")).dt.total_days().abs() <= NEARBY_DAYS
    status = pl.col("statuses").list.first()
    side = pl.when(status == "happened").then(ago >= 0).when(status == "planned").then(ago <= _same_status().cast(pl.Int64) - 1)
    return side.otherwise(True) & ((ago.abs() <= NEARBY_DAYS) | (dated_near.fill_null(False) & _same_status()))


def _places_agree() -> pl.Expr:
    """One place is told by both, or one tells only the country in which the other's place lies."""
    spot, country = (pl.col(name).list.set_intersection(f"{name}_other").list.len() > 0 for name in ("spots", "countries"))
    wide = (pl.col("spots").list.len() == 0) | (pl.col("spots_other").list.len() == 0)
    return spot | (wide & country)


def _places_differ() -> pl.Expr:
    return (pl.col("countries").list.len() > 0) & (pl.col("countries_other").list.len() > 0) & ~_places_agree()


def _linked(free: pl.DataFrame) -> pl.DataFrame:
    """Give tellings without a dated event that of those like them, else one of their own.

    Alike are two parties named in full, in the month told when no event is dated in it, else on one day of publication (what has not
    happened yet: within `NEARBY_DAYS`); and what several papers print in one sentence within that time.
    """
    rows = _alike(free).with_columns(group="telling")
    while True:
        reached = rows.with_columns(group=pl.min_horizontal("group", *map(_least, LIKENESSES)))
        if reached["group"].equals(rows["group"]):
            break
        rows = reached
    shared = [pl.col(key).is_not_null() & (pl.len().over(key) > 1) for key in LIKENESSES]
    rule = pl.coalesce(*(pl.when(alike).then(pl.lit(name)) for alike, name in zip(shared, LIKENESSES.values(), strict=True)), pl.lit(ALONE))
    return rows.with_columns(event_id=hash_ids(rows, [*KIND[:3], "group"]), rule_id=rule)


def _least(key: str) -> pl.Expr:
    return pl.when(pl.col(key).is_not_null()).then(pl.col("group").min().over(key))


def _alike(free: pl.DataFrame) -> pl.DataFrame:
    """Add what tellings have in common that are one event without a day: a key each, null where it does not count."""
    undated, published = pl.col("first").is_null(), pl.col("published").is_not_null()
    status, open_pair = pl.col("statuses").list.first(), pl.col("complete") & pl.col("sure").is_null()
    both = pl.concat_str(*KIND, status, separator="|")
    words = pl.concat_str("words", pl.when("complete").then("pair").otherwise(pl.lit("")), separator="|")
    keyed = free.with_columns(
        month=pl.when(open_pair & (pl.col("exact") == "month")).then(pl.concat_str(both, pl.col("first").cast(pl.String), separator="|")),
        parties=pl.when(open_pair & undated & published & pl.col("event_type").is_in(ONCE_A_DAY)).then(both),
        sentence=pl.when(published & (pl.col("word_count") >= PRINTED_WORDS)).then(words),
    )
    day = pl.when(status == "happened").then(pl.col("published").cast(pl.String))
    period = pl.concat_str(pl.col("first").cast(pl.String), "exact")
    return _with_runs(_with_runs(keyed, "parties", day), "sentence", period)


def _with_runs(rows: pl.DataFrame, key: str, fixed: pl.Expr) -> pl.DataFrame:
    """Part the rows of one key by a fixed value; where that is null, into runs of publication days within `NEARBY_DAYS` of each other."""
    ordered = rows.with_columns(fixed=fixed).sort(key, "fixed", "published")
    gap = pl.col("published").diff().dt.total_days() > NEARBY_DAYS
    begins = (pl.col(key) != pl.col(key).shift()) | pl.col("fixed").is_not_null() | pl.col("fixed").shift().is_not_null() | gap
    run = pl.coalesce("fixed", begins.fill_null(True).cum_sum().cast(pl.String))
    return ordered.with_columns(pl.concat_str(key, run, separator="|").alias(key)).drop("fixed")
