-- title-en: Links between national objectives and regional priorities: scored, explained, classed and ranked
-- title-cs: Vazby mezi národními cíli a krajskými prioritami: skóre, vysvětlení, třída a pořadí
--
-- Reads three tables: unit(unit, side), unit_descriptor(unit, code), unit_token(unit, token, weight). The last three
-- views are the result: link, and what each link rests on in link_descriptor and link_word. Written in the SQL that
-- DuckDB and Spark have in common: LN, because LOG is base 10 in one of them. Ties are broken by IRI.
--
-- The formula, version 1 (docs/decisions/alignment.md):  score = 0.4 * S / (S + 3) + 0.2 * S / U + 0.4 * T
-- S is the information content of the shared descriptors, U that of all descriptors of the pair, T the cosine of the
-- texts. Information content is the natural logarithm of how rare a descriptor is, on the side where it is less rare.

CREATE OR REPLACE TEMPORARY VIEW information AS
WITH side_size AS (SELECT side, COUNT(*) AS units FROM unit GROUP BY side),
carried AS (
    SELECT d.code, u.side, COUNT(*) AS units
    FROM unit_descriptor AS d JOIN unit AS u ON u.unit = d.unit
    GROUP BY d.code, u.side
)
SELECT c.code, MIN(-LN(CAST(c.units AS DOUBLE) / s.units)) AS content
FROM carried AS c JOIN side_size AS s ON s.side = c.side
GROUP BY c.code;

CREATE OR REPLACE TEMPORARY VIEW shared AS
SELECT n.unit AS objective, r.unit AS priority, i.code, i.content
FROM unit_descriptor AS n
JOIN unit AS un ON un.unit = n.unit AND un.side = 'national'
JOIN unit_descriptor AS r ON r.code = n.code
JOIN unit AS ur ON ur.unit = r.unit AND ur.side = 'regional'
JOIN information AS i ON i.code = n.code;

CREATE OR REPLACE TEMPORARY VIEW pair AS
WITH whole AS (
    SELECT d.unit, SUM(i.content) AS content
    FROM unit_descriptor AS d JOIN information AS i ON i.code = d.code
    GROUP BY d.unit
),
common AS (
    SELECT objective, priority, SUM(content) AS content, MAX(content) AS most, COUNT(*) AS codes
    FROM shared GROUP BY objective, priority
)
SELECT c.objective, c.priority, c.content, c.most, c.codes, n.content + r.content - c.content AS either
FROM common AS c
JOIN whole AS n ON n.unit = c.objective
JOIN whole AS r ON r.unit = c.priority;

CREATE OR REPLACE TEMPORARY VIEW weighted AS
WITH token_use AS (SELECT token, COUNT(DISTINCT unit) AS units FROM unit_token GROUP BY token),
all_units AS (SELECT COUNT(*) AS units FROM unit),
product AS (
    SELECT t.unit, t.token, t.weight * (LN((1.0 + a.units) / (1.0 + k.units)) + 1.0) AS weight
    FROM unit_token AS t JOIN token_use AS k ON k.token = t.token CROSS JOIN all_units AS a
),
norm AS (SELECT unit, SQRT(SUM(weight * weight)) AS length FROM product GROUP BY unit)
SELECT p.unit, p.token, p.weight / n.length AS weight
FROM product AS p JOIN norm AS n ON n.unit = p.unit;

CREATE OR REPLACE TEMPORARY VIEW link_word AS
SELECT p.objective, p.priority, n.token, 0.4 * n.weight * r.weight AS share
FROM pair AS p
JOIN weighted AS n ON n.unit = p.objective
JOIN weighted AS r ON r.unit = p.priority AND r.token = n.token;

CREATE OR REPLACE TEMPORARY VIEW link_descriptor AS
SELECT s.objective, s.priority, s.code, s.content,
       CASE WHEN p.content > 0.0 THEN 0.4 * s.content / (p.content + 3.0) + 0.2 * s.content / p.either
            ELSE 0.0 END AS share
FROM shared AS s JOIN pair AS p ON p.objective = s.objective AND p.priority = s.priority;

CREATE OR REPLACE TEMPORARY VIEW link AS
WITH texts AS (SELECT objective, priority, SUM(share) AS share FROM link_word GROUP BY objective, priority),
descriptors AS (SELECT objective, priority, SUM(share) AS share FROM link_descriptor GROUP BY objective, priority),
scored AS (
    SELECT p.objective, p.priority, p.content, p.either, p.codes,
           CASE WHEN p.most < 1.0 THEN 'general' ELSE 'specific' END AS link_class,
           COALESCE(t.share, 0.0) AS text_share,
           d.share + COALESCE(t.share, 0.0) AS score
    FROM pair AS p
    JOIN descriptors AS d ON d.objective = p.objective AND d.priority = p.priority
    LEFT JOIN texts AS t ON t.objective = p.objective AND t.priority = p.priority
)
SELECT objective, priority, link_class, score, content, either, codes, text_share,
       ROW_NUMBER() OVER (PARTITION BY objective ORDER BY ROUND(score, 9) DESC, priority) AS objective_rank,
       ROW_NUMBER() OVER (PARTITION BY priority ORDER BY ROUND(score, 9) DESC, objective) AS priority_rank
FROM scored;
