-- title-en: Links between the units of two sides: found, scored, explained, classed and ranked
-- title-cs: Vazby mezi jednotkami dvou stran: nalezení, skóre, vysvětlení, třída a pořadí
--
-- Reads unit(unit, iri, side), unit_descriptor(unit, code, weight, status), unit_token(unit, token, weight, form, origin),
-- the one row of setting(shortlist, least_content, top, object_top), and the frozen statistics, counted(kind, name, subjects,
-- objects): how many units of either side they were counted from (kind 'units'), and how many of these carry each 'descriptor' and
-- have each 'word'. What they do not name counts as carried by one unit of a side; where they are empty, the units at hand
-- are counted. A side is 'subject' (a national objective) or 'object' (a regional priority), as in SSSOM; units are
-- numbered in the order of their IRIs, so ties by number are ties by IRI.
-- Makes link, and what each link rests on: link_descriptor and link_word.
-- Written in the SQL that DuckDB and Spark have in common: LN, because LOG is base 10 in one of them.
--
-- The formula, version 2 (docs/decisions/alignment.md):  score = 0.1 * S / (S + 3) + 0.1 * S / U + 0.8 * T / (T + 0.2)
-- S is the information content of the shared descriptors, U that of all descriptors of the two, T the cosine of the texts.

-- Of how many units of either side the statistics tell, and whether they are frozen.
CREATE TABLE counted_from AS
WITH frozen AS (SELECT COUNT(*) AS lines FROM counted),
at_hand AS (
    SELECT CAST(COALESCE(SUM(CASE WHEN side = 'subject' THEN 1 ELSE 0 END), 0) AS BIGINT) AS subjects,
           CAST(COALESCE(SUM(CASE WHEN side = 'object' THEN 1 ELSE 0 END), 0) AS BIGINT) AS objects
    FROM unit
)
SELECT 1 AS is_frozen, c.subjects, c.objects FROM counted AS c WHERE c.kind = 'units'
UNION ALL
SELECT 0 AS is_frozen, a.subjects, a.objects FROM at_hand AS a CROSS JOIN frozen AS f WHERE f.lines = 0;

-- How rare a descriptor is, in nats, on the side where it is less rare; and how many units at hand carry it.
CREATE TABLE information AS
WITH carried AS (
    SELECT d.code, SUM(CASE WHEN u.side = 'subject' THEN 1 ELSE 0 END) AS subjects,
           SUM(CASE WHEN u.side = 'object' THEN 1 ELSE 0 END) AS objects
    FROM unit_descriptor AS d JOIN unit AS u ON u.unit = d.unit
    GROUP BY d.code
),
known AS (SELECT name, subjects, objects FROM counted WHERE kind = 'descriptor'),
counts AS (
    SELECT c.code, c.subjects, c.objects, f.subjects AS all_subjects, f.objects AS all_objects,
           CASE WHEN f.is_frozen = 1 THEN COALESCE(k.subjects, 1) ELSE c.subjects END AS some_subjects,
           CASE WHEN f.is_frozen = 1 THEN COALESCE(k.objects, 1) ELSE c.objects END AS some_objects
    FROM carried AS c CROSS JOIN counted_from AS f LEFT JOIN known AS k ON k.name = c.code
),
each_side AS (
    SELECT code, subjects, objects,
           CASE WHEN some_subjects > 0 THEN LN(CAST(all_subjects AS DOUBLE) / some_subjects) END AS of_subjects,
           CASE WHEN some_objects > 0 THEN LN(CAST(all_objects AS DOUBLE) / some_objects) END AS of_objects
    FROM counts
)
SELECT code, LEAST(COALESCE(of_subjects, of_objects), COALESCE(of_objects, of_subjects)) AS content, subjects, objects
FROM each_side;

CREATE TABLE carries AS
SELECT d.unit, u.side, d.code, d.status, i.content
FROM unit_descriptor AS d
JOIN unit AS u ON u.unit = d.unit
JOIN information AS i ON i.code = d.code;

-- Each unit under one, two and three of its descriptors: what shares the most informative of these is looked for first.
CREATE TABLE filed AS
WITH one AS (SELECT unit, side, code AS codes, code AS last_code, content, content AS most FROM carries),
two AS (
    SELECT a.unit, a.side, a.codes || ' ' || b.code AS codes, b.code AS last_code,
           a.content + b.content AS content, GREATEST(a.most, b.content) AS most
    FROM one AS a JOIN carries AS b ON b.unit = a.unit AND b.code > a.last_code
),
three AS (
    SELECT a.unit, a.side, a.codes || ' ' || b.code AS codes, b.code AS last_code,
           a.content + b.content AS content, GREATEST(a.most, b.content) AS most
    FROM two AS a JOIN carries AS b ON b.unit = a.unit AND b.code > a.last_code
),
every_one AS (SELECT * FROM one UNION ALL SELECT * FROM two UNION ALL SELECT * FROM three)
SELECT e.unit, e.side, e.codes, e.content,
       ROW_NUMBER() OVER (PARTITION BY e.codes, e.side ORDER BY e.unit) AS place,
       COUNT(*) OVER (PARTITION BY e.codes, e.side) AS units
FROM every_one AS e CROSS JOIN setting AS s
WHERE e.most >= s.least_content;

-- The units of the other side that share the most information, as many as are shortlisted, from either side.
CREATE TABLE candidate AS
WITH on_file AS (SELECT DISTINCT codes, side, units FROM filed),
tried AS (
    SELECT f.unit, f.side, f.codes, f.content,
           MAX(o.units) OVER (
               PARTITION BY f.unit ORDER BY ROUND(f.content, 9) DESC, f.codes
               ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
           ) AS found_before
    FROM filed AS f JOIN on_file AS o ON o.codes = f.codes AND o.side <> f.side
),
met AS (
    SELECT t.unit, t.side, f.unit AS other, MAX(ROUND(t.content, 9)) AS content
    FROM tried AS t
    JOIN filed AS f ON f.codes = t.codes AND f.side <> t.side
    CROSS JOIN setting AS s
    WHERE COALESCE(t.found_before, 0) < s.shortlist AND f.place <= s.shortlist
    GROUP BY t.unit, t.side, f.unit
),
nearest AS (
    SELECT unit, side, other, ROW_NUMBER() OVER (PARTITION BY unit ORDER BY content DESC, other) AS place FROM met
)
SELECT DISTINCT CASE WHEN n.side = 'subject' THEN n.unit ELSE n.other END AS subject,
                CASE WHEN n.side = 'subject' THEN n.other ELSE n.unit END AS object
FROM nearest AS n CROSS JOIN setting AS s
WHERE n.place <= s.shortlist;

-- Words as numbers, in the order of the words, so that ties by number are ties by word; and how many units have each.
CREATE TABLE word AS
WITH at_hand AS (
    SELECT token, ROW_NUMBER() OVER (ORDER BY token) AS number, COUNT(*) AS units FROM unit_token GROUP BY token
),
known AS (SELECT name, subjects + objects AS units FROM counted WHERE kind = 'word')
SELECT h.token, h.number, CASE WHEN f.is_frozen = 1 THEN COALESCE(k.units, 1) ELSE h.units END AS units
FROM at_hand AS h CROSS JOIN counted_from AS f LEFT JOIN known AS k ON k.name = h.token;

-- The words of each unit, rarer ones weighing more and those that every unit has nothing, the whole of length 1.
CREATE TABLE weighted AS
WITH all_units AS (SELECT subjects + objects AS units FROM counted_from),
product AS (
    SELECT t.unit, k.number AS token, t.weight * LN((1.0 + a.units) / (1.0 + k.units)) AS weight
    FROM unit_token AS t JOIN word AS k ON k.token = t.token CROSS JOIN all_units AS a
),
norm AS (SELECT unit, SQRT(SUM(weight * weight)) AS length FROM product GROUP BY unit)
SELECT p.unit, p.token, p.weight / n.length AS weight
FROM product AS p JOIN norm AS n ON n.unit = p.unit
WHERE n.length > 0.0;

-- Descriptors (numbered below 0) and words of a unit together, so that each pair is gone through once.
CREATE TABLE feature AS
SELECT unit, 0 - DENSE_RANK() OVER (ORDER BY code) AS feature, content, 0.0 AS weight FROM carries
UNION ALL
SELECT unit, token AS feature, CAST(NULL AS DOUBLE) AS content, weight FROM weighted;

-- What the two of a pair have in common: what the one has that has less is looked up in the other.
CREATE TABLE pair AS
WITH whole AS (
    SELECT unit, SUM(content) AS content, COUNT(content) AS codes, COUNT(*) AS features FROM feature GROUP BY unit
),
turned AS (
    SELECT c.subject, c.object,
           CASE WHEN a.features <= b.features THEN c.subject ELSE c.object END AS fewer,
           CASE WHEN a.features <= b.features THEN c.object ELSE c.subject END AS more
    FROM candidate AS c JOIN whole AS a ON a.unit = c.subject JOIN whole AS b ON b.unit = c.object
),
common AS (
    SELECT t.subject, t.object, SUM(a.content) AS content, MAX(a.content) AS most, COUNT(a.content) AS codes,
           SUM(a.weight * b.weight) AS cosine
    FROM turned AS t
    JOIN feature AS a ON a.unit = t.fewer
    JOIN feature AS b ON b.unit = t.more AND b.feature = a.feature
    GROUP BY t.subject, t.object
)
SELECT c.subject, c.object, c.content, c.most, a.content + b.content - c.content AS either,
       CAST(c.codes AS DOUBLE) / (a.codes + b.codes - c.codes) AS jaccard, c.cosine
FROM common AS c JOIN whole AS a ON a.unit = c.subject JOIN whole AS b ON b.unit = c.object;

CREATE TABLE scored AS
WITH part AS (
    SELECT subject, object, content, most, jaccard, cosine,
           CASE WHEN content > 0.0 THEN 0.1 / (content + 3.0) + 0.1 / either ELSE 0.0 END AS nat_share,
           0.8 * cosine / (cosine + 0.2) AS text_share
    FROM pair
)
SELECT part.*, content * nat_share + text_share AS score FROM part;

-- Best first to nine decimal places, ties by the number of the other end: both in one number, which is sorted faster.
CREATE TABLE link AS
WITH ordered AS (
    SELECT subject, object,
           1000000000 * CAST(ROUND(1e9 * score) AS BIGINT) AS by_score,
           1000000000 * CAST(ROUND(1e9 * jaccard) AS BIGINT) AS by_jaccard,
           1000000000 * CAST(ROUND(1e9 * text_share) AS BIGINT) AS by_text
    FROM scored
),
ranked AS (
    SELECT subject, object,
           ROW_NUMBER() OVER (PARTITION BY subject ORDER BY object - by_score) AS subject_rank,
           ROW_NUMBER() OVER (PARTITION BY object ORDER BY subject - by_score) AS object_rank,
           ROW_NUMBER() OVER (PARTITION BY subject ORDER BY object - by_jaccard) AS jaccard_rank,
           ROW_NUMBER() OVER (PARTITION BY subject ORDER BY object - by_text) AS text_rank,
           ROW_NUMBER() OVER (PARTITION BY object ORDER BY subject - by_jaccard) AS object_jaccard_rank,
           ROW_NUMBER() OVER (PARTITION BY object ORDER BY subject - by_text) AS object_text_rank
    FROM ordered
),
kept AS (SELECT r.* FROM ranked AS r CROSS JOIN setting AS s WHERE r.subject_rank <= s.top OR r.object_rank <= s.object_top)
SELECT k.subject, k.object, p.content, p.jaccard, p.cosine,
       CASE WHEN p.most < 1.0 THEN 'general' ELSE 'specific' END AS link_class,
       p.nat_share, p.text_share, p.score, k.subject_rank, k.object_rank, k.jaccard_rank, k.text_rank,
       k.object_jaccard_rank, k.object_text_rank
FROM kept AS k JOIN scored AS p ON p.subject = k.subject AND p.object = k.object;

CREATE TABLE link_descriptor AS
SELECT l.subject, l.object, a.code, a.content, a.content * l.nat_share AS share,
       a.status AS subject_status, b.status AS object_status
FROM link AS l
JOIN carries AS a ON a.unit = l.subject
JOIN carries AS b ON b.unit = l.object AND b.code = a.code;

-- The five words that add most to the text's share of each link, as numbers; their forms are looked up for these only.
CREATE TABLE best_word AS
WITH shared AS (
    SELECT l.subject, l.object, a.token, 0.8 * a.weight * b.weight / (l.cosine + 0.2) AS share
    FROM link AS l
    JOIN weighted AS a ON a.unit = l.subject
    JOIN weighted AS b ON b.unit = l.object AND b.token = a.token
),
placed AS (
    SELECT shared.*,
           ROW_NUMBER() OVER (
               PARTITION BY subject, object ORDER BY token - 1000000000 * CAST(ROUND(1e9 * share) AS BIGINT)
           ) AS place
    FROM shared
)
SELECT * FROM placed WHERE place <= 5;

CREATE TABLE link_word AS
SELECT p.subject, p.object, w.token, p.share, a.form AS subject_form, a.origin AS subject_origin,
       b.form AS object_form, b.origin AS object_origin, p.place
FROM best_word AS p
JOIN word AS w ON w.number = p.token
JOIN unit_token AS a ON a.unit = p.subject AND a.token = w.token
JOIN unit_token AS b ON b.unit = p.object AND b.token = w.token;
