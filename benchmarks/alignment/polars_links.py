"""The same links as `queries/alignment/links.sql` finds, written in polars: tables from one folder, results into another.

Usage: python polars_links.py TABLES OUTPUT. Formula and candidates are those of the SQL text, which explains them; the number
of threads is that of POLARS_MAX_THREADS. Units are counted: the table of statistics that are kept, which is empty for made plans,
is not read. This program knows nothing of strategraph, and runs in an environment of its own.
"""

import sys
from pathlib import Path

import polars as pl

PAIR = ["subject", "object"]
#: Tables by name; each step adds what the next ones read.
Tables = dict[str, pl.DataFrame]


def main(tables: Path, output: Path) -> None:
    """Read the tables, find the links, write what was found."""
    read: Tables = {
        name: pl.read_parquet(tables / name / "*.parquet")
        for name in ("unit", "unit_descriptor", "unit_token", "setting")
    }
    setting = read["setting"].row(0, named=True)
    information, carries = carried(read)
    candidates = nearest(carries, setting["shortlist"], setting["least_content"])
    numbers, weighted = weights(read)
    links = ranked(
        scored(pairs(candidates, carries), alike(candidates, weighted)), setting["top"], setting["object_top"]
    )
    results = {
        "information": information,
        "link": links,
        "link_descriptor": descriptors(links, carries),
        "link_word": words(links, read["unit_token"], numbers, weighted),
    }
    for name, table in results.items():
        (output / name).mkdir(parents=True)
        table.write_parquet(output / name / "part-0.parquet")


def carried(read: Tables) -> tuple[pl.DataFrame, pl.DataFrame]:
    """How rare each descriptor is, and who carries it."""
    sizes = read["unit"].group_by("side").agg(pl.len().alias("of"))
    held = read["unit_descriptor"].join(read["unit"].select("unit", "side"), on="unit")
    uses = held.group_by("code", "side").agg(pl.len().alias("units")).join(sizes, on="side")
    information = uses.group_by("code").agg(
        (pl.col("of") / pl.col("units")).log().min().alias("content"),
        pl.col("units").filter(pl.col("side") == "subject").sum().alias("subjects"),
        pl.col("units").filter(pl.col("side") == "object").sum().alias("objects"),
    )
    return information, held.join(information.select("code", "content"), on="code").select(
        "unit", "side", "code", "status", "content"
    )


def filed_under(carries: pl.DataFrame, least: float) -> pl.DataFrame:
    """Each unit under one, two and three of its descriptors."""
    held = carries.select("unit", pl.col("code").alias("next"), pl.col("content").alias("more"))
    one = carries.select("unit", "side", pl.col("code").alias("codes"), pl.col("code").alias("last"), "content")
    levels = [one.with_columns(pl.col("content").alias("most"))]
    for _ in range(2):
        longer = levels[-1].join(held, on="unit").filter(pl.col("next") > pl.col("last"))
        levels.append(
            longer.select(
                "unit",
                "side",
                pl.concat_str("codes", "next", separator=" ").alias("codes"),
                pl.col("next").alias("last"),
                pl.col("content") + pl.col("more"),
                pl.max_horizontal("most", "more").alias("most"),
            )
        )
    return (
        pl.concat(levels)
        .filter(pl.col("most") >= least)
        .select("unit", "side", "codes", pl.col("content").round(9))
        .sort("codes", "side", "unit")
        .with_columns(
            pl.int_range(1, pl.len() + 1).over("codes", "side").alias("place"),
            pl.len().over("codes", "side").cast(pl.Int64).alias("units"),
        )
    )


def nearest(carries: pl.DataFrame, shortlist: int, least: float) -> pl.DataFrame:
    """The units of the other side that share the most information, from either side."""
    filed = filed_under(carries, least)
    other = pl.when(pl.col("side") == "subject").then(pl.lit("object")).otherwise(pl.lit("subject"))
    on_file = filed.select("codes", other.alias("side"), pl.col("units").alias("found")).unique()
    tried = (
        filed.join(on_file, on=["codes", "side"])
        .sort(["unit", "content", "codes"], descending=[False, True, False])
        .with_columns(pl.col("found").cum_max().shift(1).over("unit").fill_null(0).alias("before"))
        .filter(pl.col("before") < shortlist)
    )
    first = filed.filter(pl.col("place") <= shortlist).select(
        "codes", other.alias("side"), pl.col("unit").alias("other")
    )
    met = (
        tried.select("unit", "side", "codes", "content")
        .join(first, on=["codes", "side"])
        .group_by("unit", "side", "other")
        .agg(pl.col("content").max())
        .sort(["unit", "content", "other"], descending=[False, True, False])
        .filter(pl.int_range(pl.len()).over("unit") < shortlist)
    )
    mine = pl.col("side") == "subject"
    return met.select(
        pl.when(mine).then("unit").otherwise("other").alias("subject"),
        pl.when(mine).then("other").otherwise("unit").alias("object"),
    ).unique()


def pairs(candidates: pl.DataFrame, carries: pl.DataFrame) -> pl.DataFrame:
    """What the candidates share of their descriptors."""
    whole = carries.group_by("unit").agg(pl.col("content").sum().alias("whole"), pl.len().cast(pl.Int64).alias("many"))
    both = (
        candidates.join(carries.select("unit", "code", "content"), left_on="subject", right_on="unit")
        .join(carries.select("unit", "code"), left_on=["object", "code"], right_on=["unit", "code"])
        .group_by(PAIR)
        .agg(
            pl.col("content").sum(),
            pl.col("content").max().alias("most"),
            pl.len().cast(pl.Int64).alias("codes"),
        )
    )
    ends = both.join(whole, left_on="subject", right_on="unit").join(whole, left_on="object", right_on="unit")
    return ends.select(
        *PAIR,
        "content",
        "most",
        (pl.col("whole") + pl.col("whole_right") - pl.col("content")).alias("either"),
        (pl.col("codes") / (pl.col("many") + pl.col("many_right") - pl.col("codes"))).alias("jaccard"),
    )


def weights(read: Tables) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Words as numbers, and those of each unit, the whole of length 1."""
    numbers = read["unit_token"].group_by("token").agg(pl.len().alias("uses")).sort("token").with_row_index("number")
    product = (
        read["unit_token"]
        .join(numbers, on="token")
        .select(
            "unit",
            "number",
            pl.col("weight") * ((1.0 + read["unit"].height) / (1.0 + pl.col("uses"))).log(),
        )
    )
    norms = product.group_by("unit").agg((pl.col("weight") ** 2).sum().sqrt().alias("length"))
    weighted = product.join(norms.filter(pl.col("length") > 0), on="unit")
    return numbers, weighted.select("unit", "number", pl.col("weight") / pl.col("length"))


def alike(candidates: pl.DataFrame, weighted: pl.DataFrame) -> pl.DataFrame:
    """The cosine of the texts of the candidates."""
    return (
        candidates.lazy()
        .join(weighted.lazy(), left_on="subject", right_on="unit")
        .join(weighted.lazy(), left_on=["object", "number"], right_on=["unit", "number"])
        .group_by(PAIR)
        .agg((pl.col("weight") * pl.col("weight_right")).sum().alias("cosine"))
        .collect(engine="streaming")
    )


def scored(pair: pl.DataFrame, cosine: pl.DataFrame) -> pl.DataFrame:
    """The score and its parts."""
    content, text = pl.col("content"), pl.col("cosine")
    nat = pl.when(content > 0).then(0.1 / (content + 3.0) + 0.1 / pl.col("either")).otherwise(0.0)
    return (
        pair.join(cosine, on=PAIR, how="left")
        .with_columns(pl.col("cosine").fill_null(0.0))
        .select(
            *PAIR,
            "content",
            "jaccard",
            "cosine",
            pl.when(pl.col("most") < 1.0).then(pl.lit("general")).otherwise(pl.lit("specific")).alias("link_class"),
            nat.alias("nat_share"),
            (0.8 * text / (text + 0.2)).alias("text_share"),
        )
        .with_columns((content * pl.col("nat_share") + pl.col("text_share")).alias("score"))
    )


def ranked(links: pl.DataFrame, top: int, object_top: int) -> pl.DataFrame:
    """The best of each unit, from either side, with the ranks."""

    def rank(by: str, side: str, name: str) -> pl.Expr:
        other = "object" if side == "subject" else "subject"
        order = pl.struct(-pl.col(by).round(9), pl.col(other)).rank("ordinal").over(side)
        return order.cast(pl.Int64).alias(name)

    return links.with_columns(
        rank("score", "subject", "subject_rank"),
        rank("score", "object", "object_rank"),
        rank("jaccard", "subject", "jaccard_rank"),
        rank("text_share", "subject", "text_rank"),
        rank("jaccard", "object", "object_jaccard_rank"),
        rank("text_share", "object", "object_text_rank"),
    ).filter((pl.col("subject_rank") <= top) | (pl.col("object_rank") <= object_top))


def descriptors(links: pl.DataFrame, carries: pl.DataFrame) -> pl.DataFrame:
    """The share of each shared descriptor, and how it got on each side."""
    held = carries.select("unit", "code", "content", pl.col("status").alias("subject_status"))
    there = carries.select("unit", "code", pl.col("status").alias("object_status"))
    return (
        links.select(*PAIR, "nat_share")
        .join(held, left_on="subject", right_on="unit")
        .join(there, left_on=["object", "code"], right_on=["unit", "code"])
        .select(
            *PAIR,
            "code",
            "content",
            (pl.col("content") * pl.col("nat_share")).alias("share"),
            "subject_status",
            "object_status",
        )
    )


def words(links: pl.DataFrame, tokens: pl.DataFrame, numbers: pl.DataFrame, weighted: pl.DataFrame) -> pl.DataFrame:
    """The five words that add most to the text's share of each link."""
    named = (
        tokens.select("unit", "token", "form", "origin")
        .join(numbers.select("token", "number"), on="token")
        .join(weighted, on=["unit", "number"])
    )
    shared = (
        links.lazy()
        .select(*PAIR, "cosine")
        .join(weighted.lazy(), left_on="subject", right_on="unit")
        .join(weighted.lazy(), left_on=["object", "number"], right_on=["unit", "number"])
        .select(
            *PAIR, "number", (0.8 * pl.col("weight") * pl.col("weight_right") / (pl.col("cosine") + 0.2)).alias("share")
        )
        .collect(engine="streaming")
    )
    placed = (
        shared.with_columns(pl.col("share").round(9).alias("order"))
        .sort([*PAIR, "order", "number"], descending=[False, False, True, False])
        .with_columns((pl.int_range(pl.len()).over(PAIR) + 1).alias("place"))
        .filter(pl.col("place") <= 5)
    )
    here = named.select(
        "unit", "number", "token", pl.col("form").alias("subject_form"), pl.col("origin").alias("subject_origin")
    )
    there = named.select("unit", "number", pl.col("form").alias("object_form"), pl.col("origin").alias("object_origin"))
    return (
        placed.join(here, left_on=["subject", "number"], right_on=["unit", "number"])
        .join(there, left_on=["object", "number"], right_on=["unit", "number"])
        .select(*PAIR, "token", "share", "subject_form", "subject_origin", "object_form", "object_origin", "place")
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
