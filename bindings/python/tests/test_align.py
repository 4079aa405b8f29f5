"""align, segment, diff, pair_documents."""

import json

import calque
import pytest


def test_the_same_beads_as_the_command_line(news, calque_command):
    source, target = news / "harbour.en.txt", news / "harbour.fr.txt"
    found = calque.align(source, target)
    for format in ("jsonl", "tsv", "vecalign", "html"):
        assert found.render(format) == calque_command("align", source, target, "--format", format), format
    assert (found.source_lang, found.target_lang) == ("en", "fr") and found.related
    assert len(found) == len(found.beads) == len(found.jsonl().splitlines())
    for bead in found:
        for side, text in ((bead.source, found.source), (bead.target, found.target)):
            assert side.start is None or text[side.start : side.end] == side.text
    assert "<table>" in found._repr_html_() and "beads" in repr(found)


def test_lines_are_segments_already():
    found = calque.align("One. Two.\nThree.", "Un. Deux.\nTrois.", lines=True, source_lang="en", target_lang="fr")
    assert [bead.shape for bead in found] == ["1-1", "1-1"]
    assert list(found.pairs())[0] == ("One. Two.", "Un. Deux.")


def test_sentences_are_those_of_the_command_line(news, calque_command, tmp_path):
    lines = calque_command("segment", news / "dam.fr.txt", "--format", "jsonl").splitlines()
    found = calque.segment(news / "dam.fr.txt")
    assert [(s.text, s.start, s.end, s.block, s.kind) for s in found] == [
        tuple(json.loads(line)[k] for k in ("text", "start", "end", "block", "kind")) for line in lines
    ]
    text = "M. Dupont est parti. Il pleut 🌧 fort… Oui."
    assert [text[s.start : s.end] for s in calque.segment(text, lang="fr")] == [str(s) for s in calque.segment(text)]
    # Decomposed letters stay as they were given.
    decomposed = "Cafe\u0301 ferme\u0301. Rien d’autre."
    assert [decomposed[s.start : s.end] for s in calque.segment(decomposed)][0] == "Cafe\u0301 ferme\u0301."
    assert [s.text for s in calque.segment("Déjà. Vu.".encode("utf-8").decode())] == ["Déjà.", "Vu."]


def test_two_versions_are_compared(news, calque_command):
    old, new, original = news / "dam.fr.txt", news / "dam.revised.fr.txt", news / "dam.en.txt"
    found = calque.diff(old, new, reference=original)
    written = calque_command("diff", old, new, "--reference", original, "--format", "json")
    assert found.json().rstrip("\n") == written.rstrip("\n")
    assert len(found) > 0 and {change.direction for change in found} <= {"nearer", "farther", "neutral", None}
    assert any(change.direction == "nearer" for change in found)
    assert "changes" in repr(found) and "<del>" in found._repr_html_()
    assert len(calque.diff("Un texte.", "Un texte.")) == 0


def test_files_are_paired(news, tmp_path, calque_command):
    for lang in ("en", "fr"):
        (tmp_path / lang).mkdir()
        for name in ("dam", "ferry"):
            text = (news / f"{name}.{lang}.txt").read_text(encoding="utf-8")
            (tmp_path / lang / f"{name}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "en" / "alone.txt").write_text("Nothing like it is there, on the moon or under the sea.")
    found = calque.pair_documents(tmp_path / "en", tmp_path / "fr")
    assert found.jsonl() == calque_command("pair", tmp_path / "en", tmp_path / "fr", "--format", "jsonl")
    assert len(found) == 2 and found.lone_sources == (str(tmp_path / "en" / "alone.txt"),)
    assert all(pair.source.replace("/en/", "/fr/") == pair.target for pair in found)
    mixed = calque.pair_documents([*(tmp_path / "fr").iterdir(), *(tmp_path / "en").iterdir()])
    assert {(p.source, p.target) for p in mixed} == {(p.source, p.target) for p in found}
    with pytest.raises(calque.InputError, match="no-such"):
        calque.pair_documents(tmp_path / "no-such", tmp_path / "fr")
