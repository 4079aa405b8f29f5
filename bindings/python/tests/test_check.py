"""check, its report, its errors."""

import json
from pathlib import Path

import calque
import pytest

DAM = ("The dam was built in 1975. Nobody was hurt.", "Le barrage a été construit en 1957. Personne n’a été blessé.")


def test_the_same_json_as_the_command_line(news, calque_command):
    source, target = news / "dam.en.txt", news / "dam.fr.txt"
    report = calque.check(source, target)
    assert report.json() == calque_command("check", source, target, "--format", "json")
    assert len(report) == report.summary.findings == len(list(report)) > 3
    for format in ("jsonl", "sarif", "csv", "junit", "xliff", "markdown", "html"):
        assert report.render(format) == calque_command("check", source, target, "--format", format), format


def test_findings_are_typed_and_their_spans_index_the_text(news):
    report = calque.check(news / "ferry.en.txt", news / "ferry.fr.txt")
    assert report.findings
    for finding in report:
        assert isinstance(finding, calque.Finding)
        assert 0 <= finding.confidence <= 1 and finding.severity in ("critical", "major", "minor", "info")
        for span, side in ((finding.source, report.source), (finding.target, report.target)):
            if span is not None:
                assert side.text[span.start : span.end] == side.text[span.slice] == span.text
    for bead in report.beads:
        for span, side in ((bead.source, report.source), (bead.target, report.target)):
            assert span is None or side.text[span.start : span.end] == span.text
        assert all(report.findings[i].bead == bead.index for i in bead.findings)


def test_spans_count_code_points_beyond_the_basic_plane():
    source = "🚢🚢 The ferry left at 9:15. 𝔸 crew of 12 was on board, and nobody was hurt in the storm."
    target = "🚢🚢 Le ferry est parti à 9 h 15. Un équipage de 21 personnes était à bord, et personne n’a été blessé."
    report = calque.check(source, target, allow_unrelated=True)
    number = next(f for f in report if f.target and "21" in f.target.text)
    assert report.target.text[number.target.start : number.target.end] == number.target.text
    assert report.source.text[number.source.slice] == number.source.text == "12"


def test_a_report_shows_itself():
    report = calque.check(*DAM)
    assert "1 to correct" in repr(report) or "to check" in repr(report)
    card = report._repr_html_()
    assert "<mark>1975</mark> → <mark>1957</mark>" in card
    assert "1957" in repr(report.findings[0]) and "<mark>" in report.findings[0]._repr_html_()


def test_cards_escape_what_texts_hold():
    source = "The <script>alert(1)</script> firm paid 300 euros to its 12 workers on Monday."
    target = "L’entreprise <script>alert(1)</script> a payé 500 euros à ses 12 salariés lundi."
    report = calque.check(source, target, allow_unrelated=True)
    assert report.findings
    assert "<script>" not in report._repr_html_()


def test_arguments_and_settings_say_the_same(tmp_path):
    file = tmp_path / "calque.toml"
    file.write_text('[check]\nmin-severity = "critical"\n[rules.numbers]\nenabled = false\n', encoding="utf-8")
    mapping = {"check": {"min_severity": "critical"}, "rules": {"numbers": {"enabled": False}}}
    assert calque.check(*DAM, settings=file).json() == calque.check(*DAM, settings=mapping).json()
    assert not calque.check(*DAM, settings=mapping).findings
    assert calque.check(*DAM).findings
    # An argument wins over the file.
    over = calque.check(*DAM, settings={"check": {"min-severity": "critical"}}, min_severity="minor")
    assert len(over) == len(calque.check(*DAM, min_severity="minor"))
    french = calque.check(*DAM, ui_lang="fr").findings[0].message
    assert french != calque.check(*DAM).findings[0].message


def test_a_baseline_sets_known_findings_apart(tmp_path):
    known = tmp_path / "known.jsonl"
    known.write_text(calque.check(*DAM).baseline(), encoding="utf-8")
    again = calque.check(*DAM, baseline=known)
    assert not again.findings and again.suppressed
    assert again.suppressed[0].dismissal.kind == "file"


def test_documents_are_read_once(news):
    source = calque.read(news / "dam.en.txt")
    assert source.name.endswith("dam.en.txt") and source.format == "text" and source.blocks
    assert all(source.text[b.start : b.end].strip() for b in source.blocks)
    assert calque.check(source, news / "dam.fr.txt").json() == calque.check(news / "dam.en.txt", news / "dam.fr.txt").json()
    page = calque.read("<h1>Été</h1><p>Un café.</p>".encode("latin-1"), name="a.html", encoding="windows-1252")
    assert page.text.split("\n")[0] == "Été" and page.format == "html"
    assert "Document(" in repr(page) and "<blockquote" in page._repr_html_()


@pytest.mark.parametrize(
    ("call", "error", "what", "remedy"),
    [
        (lambda: calque.check(Path("no/such.txt"), "x"), calque.InputError, "no/such.txt", "spelling"),
        (lambda: calque.check(DAM[0], DAM[0]), calque.TextsError, "both sides", "diff"),
        (lambda: calque.check(*DAM, preset="hard"), calque.SettingsError, "hard", ""),
        (lambda: calque.check(*DAM, settings={"alig": {}}), calque.SettingsError, "alig", "did you mean `align`?"),
        (lambda: calque.check(*DAM, source_lang="english"), calque.SettingsError, "english", ""),
        (lambda: calque.check(3, "x"), calque.InputError, "int", "pathlib.Path"),
        (lambda: calque.check(*DAM, model="no.calque"), calque.ModelError, "no.calque", ""),
        (lambda: calque.check(*DAM, settings="no.toml"), calque.InputError, "no.toml", "mapping"),
        (lambda: calque.check(*DAM).render("docx"), calque.SettingsError, "docx", "choose one of"),
        (lambda: calque.read(b"\x00\x01\x02\xff" * 400), calque.InputError, "", ""),
    ],
)
def test_errors_say_what_to_do(call, error, what, remedy):
    with pytest.raises(error) as raised:
        call()
    assert isinstance(raised.value, calque.CalqueError)
    assert what in raised.value.what and remedy in raised.value.remedy
    assert raised.value.remedy and f"help: {raised.value.remedy}" in str(raised.value)


def test_a_name_of_a_file_is_not_taken_for_a_text(news):
    with pytest.raises(calque.InputError, match="pathlib.Path"):
        calque.check(str(news / "dam.en.txt"), str(news / "dam.fr.txt"))
    with pytest.raises(calque.InputError, match="calque.read"):
        calque.check("https://example.org/en", "x")


def test_json_is_what_it_says():
    report = calque.check(*DAM)
    assert json.loads(report.json())["meta"]["offsets"] == "code points"
    assert report.warnings == tuple(json.loads(report.json())["meta"]["warnings"])
