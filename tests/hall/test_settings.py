import re
import tomllib
from dataclasses import asdict
from pathlib import Path

import pytest

from strategraph.errors import SettingsError
from strategraph.settings import Limits, Publication, Serve, Settings, SourceLimits, read_settings

SHIPPED = Path(__file__).parents[2] / "settings.toml"


def written(folder: Path, text: str) -> Path:
    path = folder / "settings.toml"
    path.write_text(text, encoding="utf-8")
    return path


def refusal(folder: Path, text: str, environment: dict[str, str] | None = None) -> str:
    with pytest.raises(SettingsError) as caught:
        read_settings(written(folder, text), environment or {})
    return str(caught.value).removeprefix(f"{folder}/")


def test_the_settings_file_states_every_default() -> None:
    assert tomllib.loads(SHIPPED.read_text(encoding="utf-8")) == asdict(Settings())


def test_without_a_file_and_variables_the_defaults_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert read_settings(environment={}) == Settings()


def test_the_file_of_the_working_directory_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, "[limits]\nworkers = 3\n")
    assert read_settings(environment={}) == Settings(limits=Limits(workers=3))


def test_a_variable_wins_over_the_file_and_the_file_over_the_default(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        '[publication]\nbase = "http://localhost:8000/"\n'
        "[serve]\nport = 1\n[limits]\ndeadline_seconds = 2\nwaiting = 7\n",
    )
    environment = {
        "STRATEGRAPH_SERVE_PORT": "0",
        "STRATEGRAPH_LIMITS_DEADLINE_SECONDS": "0.5",
        "STRATEGRAPH_SOURCES_MAX_BYTES": "100",
        "STRATEGRAPH_HOME": "/elsewhere",
        "LIMITS_WORKERS": "9",
    }
    assert read_settings(file, environment) == Settings(
        publication=Publication("http://localhost:8000/"),
        sources=SourceLimits(max_bytes=100),
        serve=Serve(port=0),
        limits=Limits(deadline_seconds=0.5, waiting=7),
    )


def test_the_process_environment_is_read_where_none_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STRATEGRAPH_SERVE_HOST", "::1")
    assert read_settings().serve == Serve(host="::1")


def test_a_named_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"absent.toml cannot be read as settings: .*No such file.*\.$"):
        read_settings(tmp_path / "absent.toml", {})


REFUSALS = [
    (
        "[limit]\n",
        "there is no section [limit]; the sections are alignment, inference, limits, publication, sending, serve, sources, subjects.",
    ),
    (
        "serve = 8000\n",
        "there is no section [serve]; the sections are alignment, inference, limits, publication, sending, serve, sources, subjects.",
    ),
    (
        "[serve]\nports = 1\n",
        "[serve] has no setting 'ports'; it has host, look_seconds, port, public_metrics, upload_seconds, upload_token.",
    ),
    ('[serve]\nport = "x"\n', "serve.port is 'x': write a value of type int, such as 8000."),
    ("[serve]\nport = 1.5\n", "serve.port is 1.5: write a value of type int, such as 8000."),
    ("[serve]\nport = true\n", "serve.port is True: write a value of type int, such as 8000."),
    ("[serve]\nport = [1]\n", "serve.port is [1]: write a value of type int, such as 8000."),
    ("[serve]\nport = -1\n", "serve.port is -1: write a finite number that is not below 0."),
    ("[serve]\nhost = 5\n", "serve.host is 5: write a value of type str, such as '127.0.0.1'."),
    (
        "[limits]\ndeadline_seconds = nan\n",
        "limits.deadline_seconds is nan: write a finite number that is not below 0.",
    ),
    (
        "[limits]\ndeadline_seconds = inf\n",
        "limits.deadline_seconds is inf: write a finite number that is not below 0.",
    ),
]


@pytest.mark.parametrize("text, sentence", REFUSALS)
def test_a_wrong_setting_is_refused_with_the_file_the_name_and_the_remedy(
    tmp_path: Path, text: str, sentence: str
) -> None:
    assert refusal(tmp_path, text) == f"settings.toml: {sentence}"


@pytest.mark.parametrize("base", ["https://example.org/kg", "ftp://example.org/", "resource/", ""])
def test_a_base_that_is_not_an_address_ending_in_a_slash_is_refused(tmp_path: Path, base: str) -> None:
    expected = f"publication.base is {base!r}: write an http(s) address that ends in '/'."
    assert refusal(tmp_path, f'[publication]\nbase = "{base}"\n') == expected


def test_text_that_is_not_toml_is_refused_with_the_place(tmp_path: Path) -> None:
    assert refusal(tmp_path, "[serve\n").startswith("settings.toml cannot be read as settings: ")
    assert "line 1" in refusal(tmp_path, "[serve\n")


def test_bytes_that_are_not_utf8_are_refused(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes(b'[serve]\nhost = "\xe8"\n')
    with pytest.raises(SettingsError, match=r"latin.toml cannot be read as settings: .*utf-8"):
        read_settings(tmp_path / "latin.toml", {})


@pytest.mark.parametrize(
    "name, value, sentence",
    [
        (
            "STRATEGRAPH_SERVE_PORTS",
            "1",
            "STRATEGRAPH_SERVE_PORTS: [serve] has no setting 'ports'; it has host, look_seconds, port, public_metrics, upload_seconds, upload_token.",
        ),
        (
            "STRATEGRAPH_SERVE_PORT",
            "",
            "STRATEGRAPH_SERVE_PORT: serve.port is '': write a value of type int, such as 8000.",
        ),
        (
            "STRATEGRAPH_LIMITS_WAITING",
            "-2",
            "STRATEGRAPH_LIMITS_WAITING: limits.waiting is '-2': write a finite number that is not below 0.",
        ),
    ],
)
def test_a_wrong_variable_is_refused_by_its_name(tmp_path: Path, name: str, value: str, sentence: str) -> None:
    assert refusal(tmp_path, "", {name: value}) == sentence


@pytest.mark.parametrize(
    "text, told",
    [
        ("suggested = 1.5", "subjects.suggested is 1.5: write a number below subjects.assigned, 1.5."),
        ("heading_cap = 2", "subjects.heading_cap is 2: write a number below subjects.assigned, 1.5."),
        ("assigned = 1.0", "subjects.suggested is 1: write a number below subjects.assigned, 1."),
        (
            "suggested = 0",
            "subjects.suggested is 0: write a number above 0, or every descriptor is suggested for every text.",
        ),
    ],
)
def test_a_suggestion_is_weaker_than_an_assignment_and_a_heading_never_assigns(
    tmp_path: Path, text: str, told: str
) -> None:
    assert refusal(tmp_path, f"[subjects]\n{text}\n") == told


@pytest.mark.parametrize("name", ["shortlist", "top", "object_top"])
def test_alignment_among_many_units_keeps_at_least_one(tmp_path: Path, name: str) -> None:
    told = refusal(tmp_path, f"[alignment]\n{name} = 0\n")
    assert told == f"alignment.{name} is 0: write a number above 0, or no link is found among many units."


def test_the_layer_of_alignment_is_one_of_three(tmp_path: Path) -> None:
    assert (
        refusal(tmp_path, '[alignment]\nlayer = "some"\n')
        == "alignment.layer is 'some': write one of printed, approved, all."
    )


def test_the_header_that_names_a_client_is_one_that_holds_an_address(tmp_path: Path) -> None:
    for name in ("", "X-Forwarded-For", "X-Real-IP"):
        file = written(tmp_path, f'[limits]\nclient_header = "{name}"\n')
        assert read_settings(file, {}).limits.client_header == name
    for name in ("Forwarded", "X Real IP", "X-Real-IP:", "jméno"):
        assert refusal(tmp_path, f'[limits]\nclient_header = "{name}"\n') == (
            f"limits.client_header is {name!r}: write the name of a header that holds an address, such as 'X-Forwarded-For' "
            "('Forwarded' is not read), or nothing."
        )


def test_somebody_has_to_be_counted(tmp_path: Path) -> None:
    told = "limits.clients is 0: write a number above 0, or nobody is answered."
    assert refusal(tmp_path, "[limits]\nclients = 0\n") == told
    file = written(tmp_path, "[limits]\nclient_requests = 0\nclient_seconds = 0\n")
    assert read_settings(file, {}).limits == Limits(client_requests=0, client_seconds=0)


@pytest.mark.parametrize("written_as, value", [("true", True), ("false", False)])
def test_what_is_true_or_false_is_written_so_in_file_and_environment(
    tmp_path: Path, written_as: str, value: bool
) -> None:
    file = written(tmp_path, f"[serve]\npublic_metrics = {written_as}\n")
    assert read_settings(file, {}).serve.public_metrics is value
    assert (
        read_settings(written(tmp_path, ""), {"STRATEGRAPH_SERVE_PUBLIC_METRICS": written_as}).serve.public_metrics
        is value
    )


@pytest.mark.parametrize("value", ["1", '"yes"', "0.0"])
def test_nothing_else_is_taken_for_true_or_false(tmp_path: Path, value: str) -> None:
    assert refusal(tmp_path, f"[serve]\npublic_metrics = {value}\n").endswith(": write true or false.")


def test_publisher_and_contact_are_read(tmp_path: Path) -> None:
    publisher = "https://rpp-opendata.egon.gov.cz/odrpp/zdroj/orgán-veřejné-moci/00551023"
    names = f'publisher = "{publisher}"\npublisher_name = "MPSV"\ncontact_name = "Data"\ncontact_email = "data@mpsv.example"\n'
    found = read_settings(written(tmp_path, f"[publication]\n{names}"), {}).publication
    assert found == Publication(Publication().base, publisher, "MPSV", "Data", "data@mpsv.example")


@pytest.mark.parametrize(
    "text, sentence",
    [
        (
            '[publication]\npublisher = "MPSV"\n',
            "publication.publisher is 'MPSV': write its IRI, such as "
            "https://rpp-opendata.egon.gov.cz/odrpp/zdroj/orgán-veřejné-moci/00551023, or nothing.",
        ),
        (
            '[publication]\npublisher_name = "MPSV"\n',
            "publication.publisher_name is set, and publication.publisher is not: write its IRI there.",
        ),
        (
            '[publication]\ncontact_email = "nobody"\n',
            "publication.contact_email is 'nobody': write an address such as data@example.org, or nothing.",
        ),
    ],
)
def test_a_publisher_or_a_contact_that_cannot_be_is_refused(tmp_path: Path, text: str, sentence: str) -> None:
    assert refusal(tmp_path, text) == sentence


def test_a_token_that_could_be_guessed_is_refused(tmp_path: Path) -> None:
    told = "serve.upload_token has 15 characters: write at least 16, such as `openssl rand -hex 16` prints, or nothing."
    with pytest.raises(SettingsError, match=re.escape(told)):
        read_settings(None, {"STRATEGRAPH_SERVE_UPLOAD_TOKEN": "x" * 15})
    assert read_settings(None, {"STRATEGRAPH_SERVE_UPLOAD_TOKEN": "x" * 16}).serve.upload_token == "x" * 16


def test_pairs_of_levels_are_read_and_one_that_is_none_is_refused(tmp_path: Path) -> None:
    environment = {"STRATEGRAPH_ALIGNMENT_LEVELS": "european-national  national-regional"}
    assert read_settings(written(tmp_path, ""), environment).alignment.levels == "european-national  national-regional"
    assert refusal(tmp_path, '[alignment]\nlevels = "regional-national"\n') == (
        "alignment.levels names 'regional-national', which is turned round: write national-regional."
    )
