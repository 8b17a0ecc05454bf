from collections import Counter
from pathlib import Path

import pytest

from strategraph.concepts import Match, read_descriptors, read_matches
from strategraph.errors import ConceptError

ROOT = Path(__file__).parents[2]
DESCRIPTORS = read_descriptors(ROOT / "data" / "vocabularies" / "descriptors.csv")
BLOCK = """#curie_map:
#  descriptor: https://w3id.org/strategraph/resource/descriptor/
#  eurovoc: http://eurovoc.europa.eu/
#  foaf: http://xmlns.com/foaf/0.1/
#mapping_set_id: https://example.org/set
#license: https://creativecommons.org/licenses/by/4.0/
#extension_definitions:
#  - slot_name: status
#    property: foaf:status
"""
SOUND = {
    "subject_id": "descriptor:IX.c",
    "subject_label": "sociální prevence",
    "predicate_id": "skos:broadMatch",
    "object_id": "eurovoc:4143",
    "object_label": "social services",
    "mapping_justification": "semapv:BackgroundKnowledgeBasedMatching",
    "reviewer_label": "",
    "review_date": "",
    "comment": "",
    "status": "proposed",
}
COLUMNS = tuple(SOUND)
APPROVED = {"status": "approved", "reviewer_label": "Jana Nováková", "review_date": "2024-05-31"}


def written(folder: Path, *rows: dict[str, str], name: str = "set", block: str = BLOCK) -> Path:
    lines = ["\t".join({**SOUND, **row}[column] for column in COLUMNS) for row in rows]
    path = folder / f"{name}.sssom.tsv"
    path.write_text(block + "\t".join(COLUMNS) + "\n" + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def test_the_candidates_are_those_of_the_mapping_set() -> None:
    found = read_matches(ROOT / "mappings" / "concepts", DESCRIPTORS)
    assert [f"{match.code} {match.relation} {match.number} {match.target_label}" for match in found] == [
        "III.e broad 3082 social economy",
        "III.e close c_5f90006e social enterprise",
        "IX.a broad 4143 social services",
        "IX.a related 3360 social work",
        "IX.b broad 4143 social services",
        "IX.b related 3357 social assistance",
        "IX.c broad 4143 social services",
        "IX.d close 3358 social facilities",
        "IX.e broad 4143 social services",
        "IX.e related 3344 social budget",
        "IX.f broad 4143 social services",
        "VI.a exact 679 pre-school education",
        "VI.h close 677 continuing education",
        "VI.h related 674 adult education",
        "VII.a broad 2468 employment policy",
        "VII.a related 3518 fight against unemployment",
        "VII.b exact 5974 unemployment",
        "VII.h close 1074 vocational training",
        "VIII.a broad 1469 social integration",
        "VIII.b close 2873 socially disadvantaged class",
        "VIII.b related 1817 marginalisation",
        "VIII.c close 688 equal treatment",
        "VIII.d related 3324 population ageing",
        "X.a exact c_2efea99f work-life balance",
        "X.b close 3916 children's rights",
        "X.b related 1133 child care",
        "X.c related 3919 child protection",
        "X.d broad 4143 social services",
        "X.d related 2501 family policy",
        "XIII.a related 876 medical institution",
        "XIII.b broad 5899 health care",
        "XIII.c related 1162 alcoholism",
        "XIII.c related 1268 nutrition",
        "XIII.c related 4373 tobacco",
        "XIX.i exact 3843 pay",
        "XVI.d broad 2496 housing policy",
        "XVI.d related 1695 subsidised housing",
        "XX.a close 2162 public order",
        "XX.a close 4045 public safety",
        "XX.b close 3347 prevention of delinquency",
        "XX.b related 1708 fight against crime",
        "XX.d close 3962 prison system",
    ]


def test_each_descriptor_has_a_candidate_with_a_reason_and_none_is_approved() -> None:
    found = read_matches(ROOT / "mappings" / "concepts", DESCRIPTORS)
    assert {match.code for match in found} == {descriptor.code for descriptor in DESCRIPTORS}
    assert Counter(match.status for match in found) == {"proposed": 42}
    assert [match for match in found if not match.comment.endswith(".")] == []


def test_a_proposed_and_an_approved_row_become_values(tmp_path: Path) -> None:
    written(tmp_path, {}, {**APPROVED, "predicate_id": "skos:relatedMatch", "comment": "Why."})
    target, justification = (
        "http://eurovoc.europa.eu/4143",
        f"https://w3id.org/semapv/vocab/{'BackgroundKnowledgeBasedMatching'}",
    )
    assert read_matches(tmp_path, DESCRIPTORS) == (
        Match("IX.c", "broad", "4143", target, "social services", justification, "proposed", "", "", ""),
        Match("IX.c", "related", "4143", target, "social services", justification, "approved", "Why.",
              "Jana Nováková", "2024-05-31"),
    )  # fmt: skip


def test_all_sets_of_a_folder_are_read_in_order_of_their_names(tmp_path: Path) -> None:
    written(tmp_path, {"object_id": "eurovoc:2"}, name="b")
    written(tmp_path, {"object_id": "eurovoc:1"}, name="a")
    (tmp_path / "notes.tsv").write_text("not a mapping set", encoding="utf-8")
    assert [match.number for match in read_matches(tmp_path, DESCRIPTORS)] == ["1", "2"]


def test_no_set_means_no_match(tmp_path: Path) -> None:
    assert read_matches(tmp_path, DESCRIPTORS) == ()


REFUSED = [
    ({"subject_id": "descriptor:IX.z"}, "<https://w3id.org/strategraph/resource/descriptor/IX.z> is not a known "
     "descriptor; correct subject_id, or add the code to descriptors.csv."),
    ({"subject_id": "foaf:IX.c"}, "<http://xmlns.com/foaf/0.1/IX.c> is not a known "
     "descriptor; correct subject_id, or add the code to descriptors.csv."),
    ({"subject_label": "prevence"},
     "subject_label 'prevence' differs from 'sociální prevence' in descriptors.csv; write it so."),
    ({"predicate_id": "skos:broader"}, "<http://www.w3.org/2004/02/skos/core#broader> is not a mapping property of "
     "SKOS; use one of skos:exactMatch, skos:closeMatch, skos:broadMatch, skos:narrowMatch, skos:relatedMatch."),
    ({"object_id": "eurovoc:social"},
     "<http://eurovoc.europa.eu/social> is not a concept of EuroVoc; write an identifier such as eurovoc:3082."),
    ({"object_id": "eurovoc:c_5F90006E"},
     "<http://eurovoc.europa.eu/c_5F90006E> is not a concept of EuroVoc; write an identifier such as eurovoc:3082."),
    ({"object_id": "foaf:3082"},
     "<http://xmlns.com/foaf/0.1/3082> is not a concept of EuroVoc; write an identifier such as eurovoc:3082."),
    ({"object_label": ""}, "eurovoc:4143 has no object_label; write its English label."),
    ({"mapping_justification": "semapv:Guess"}, "semapv:Guess is unknown to SSSOM 1.1; use one of SEMAPV's processes."),
    ({"status": "maybe"}, "the status 'maybe' is unknown; use proposed, approved, rejected."),
    ({"reviewer_label": "J. N."},
     "a proposed match has no reviewer; remove reviewer_label and review_date, or decide."),
    ({**APPROVED, "reviewer_label": ""}, "a match that is approved needs a reviewer_label; write who decided."),
    ({**APPROVED, "review_date": "31. 5. 2024"},
     "a match that is approved needs a review_date such as 2024-05-31, not '31. 5. 2024'."),
    ({**APPROVED, "review_date": "20240531"},
     "a match that is approved needs a review_date such as 2024-05-31, not '20240531'."),
    ({**APPROVED, "status": "rejected", "review_date": ""},
     "a match that is rejected needs a review_date such as 2024-05-31, not ''."),
]  # fmt: skip


@pytest.mark.parametrize("row, message", REFUSED)
def test_a_faulty_match_is_refused_with_line_and_remedy(row: dict[str, str], message: str, tmp_path: Path) -> None:
    path = written(tmp_path, row)
    with pytest.raises(ConceptError) as caught:
        read_matches(tmp_path, DESCRIPTORS)
    assert str(caught.value) == f"{path}, line 11: {message}"


def test_a_match_that_is_there_already_is_refused_even_in_another_file(tmp_path: Path) -> None:
    written(tmp_path, {}, name="a")
    path = written(tmp_path, {"object_id": "eurovoc:1"}, {"comment": "Again."}, name="b")
    with pytest.raises(ConceptError) as caught:
        read_matches(tmp_path, DESCRIPTORS)
    assert str(caught.value) == f"{path}, line 12: IX.c has this match already; remove one of the two rows."


def test_the_status_column_has_to_be_declared(tmp_path: Path) -> None:
    path = written(tmp_path, {}, block=BLOCK.replace("slot_name: status", "slot_name: state"))
    with pytest.raises(ConceptError) as caught:
        read_matches(tmp_path, DESCRIPTORS)
    assert str(caught.value) == f"{path}: the column status is not declared; add it to the extension_definitions."
