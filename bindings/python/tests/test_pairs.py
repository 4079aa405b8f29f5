"""Streams of pairs: checked, linked, filtered, deduplicated."""

import itertools
import json
import multiprocessing
import threading
import time

import calque
import pytest

PAIRS = [
    ("The bridge opened in 1932.", "Le pont a ouvert en 1923."),
    ("Nobody was hurt.", "Personne n’a été blessé."),
    ("The mayor did not resign.", "Le maire a démissionné."),
]


@pytest.fixture(scope="module")
def many(news):
    """Pairs of real sentences, with a shifted run among them, as a file would hold them."""
    beads = list(calque.align(news / "dam.en.txt", news / "dam.fr.txt").pairs())
    beads += list(calque.align(news / "harbour.en.txt", news / "harbour.fr.txt").pairs())
    sources, targets = [b[0] for b in beads], [b[1] for b in beads]
    shifted = list(zip(sources[3:13], targets[4:14]))
    return [*beads, *shifted, *PAIRS, ("Hello", "")]


def test_the_same_lines_as_the_command_line(many, tmp_path, calque_command):
    file = tmp_path / "pairs.jsonl"
    records = [{"id": f"p{i}", "source": s, "target": t} for i, (s, t) in enumerate(many)]
    file.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")
    lines = calque_command("check", "--pairs", file).splitlines()
    for batch in (1, 7, 256):
        assert [pair.json() for pair in calque.check_pairs(records, batch=batch)] == lines, batch
    linked = calque_command("words", file, "--format", "json").splitlines()
    assert [pair.json() for pair in calque.words(records)] == linked
    judged = calque_command("pipe", "--annotate", stdin=open(file, encoding="utf-8")).splitlines()
    assert [pair.json() for pair in calque.filters(records, annotate=True)] == judged


def test_pairs_come_back_typed_and_in_order():
    found = list(calque.check_pairs(PAIRS))
    assert [pair.id for pair in found] == [1, 2, 3]
    assert found[0].findings[0].target.text == "1923"
    assert found[0].target[found[0].findings[0].target.slice] == "1923"
    assert not found[1].findings and found[1].score > found[0].score
    assert "findings" in repr(found[0]) and "1923" in found[0]._repr_html_()


def test_any_form_of_pair_will_do():
    forms = [PAIRS[0], ("a", *PAIRS[0]), {"source": PAIRS[0][0], "target": PAIRS[0][1], "id": 9, "source_lang": "en"}]
    found = list(calque.check_pairs(forms))
    assert [pair.id for pair in found] == [1, "a", 9]
    assert len({pair.findings for pair in found}) == 1
    for wrong in ([("one",)], [{"source": "x"}], [("x", 3)]):
        with pytest.raises(calque.InputError, match="pair 1"):
            list(calque.check_pairs(wrong))
    with pytest.raises(calque.InputError, match="iterable of pairs"):
        calque.check_pairs("text")
    with pytest.raises(calque.SettingsError, match="codes|code"):
        list(calque.check_pairs([{"source": "a", "target": "b", "source_lang": "english"}]))


def test_streams_are_read_as_they_are_needed():
    read = 0

    def endless():
        nonlocal read
        for pair in itertools.cycle(PAIRS):
            read += 1
            yield pair

    checked = calque.check_pairs(endless(), batch=8)
    assert [pair.id for pair in itertools.islice(checked, 20)] == list(range(1, 21))
    assert read <= 24
    assert len(list(itertools.islice(calque.words(endless(), batch=4), 5))) == 5
    assert len(list(itertools.islice(calque.filters(endless(), batch=4), 5))) == 5


def test_words_are_linked():
    (pair,) = calque.words([("The cat sleeps.", "Le chat dort.")])
    assert ("cat", "chat") in pair.words() and ("sleeps", "dort") in pair.words()
    assert pair.pharaoh().split()[0] == "0-0"
    (split,) = calque.words([("The cat 's", "Le chat")], tokenized=True)
    assert split.source == ("The", "cat", "'s")


def test_filters_say_why():
    pairs = [PAIRS[1], ("", "vide"), ("Same text here", "Same text here")]
    judged = list(calque.filters(pairs))
    assert [pair.keep for pair in judged] == [True, False, False]
    assert all(pair.rejected_by for pair in judged[1:])
    names = {f.name for f in calque.filter_names()}
    assert {"short", "ratio", "copy"} <= names
    off = list(calque.filters(pairs, thresholds={judged[2].rejected_by[0]: None}))
    assert judged[2].rejected_by[0] not in off[2].rejected_by
    (scored,) = calque.filters([PAIRS[0]], annotate=True, fidelity=True)
    assert scored.scores and scored.fidelity is not None
    with pytest.raises(calque.SettingsError, match="filter_names"):
        calque.filters(pairs, thresholds={"ratoi": 2})
    with pytest.raises(calque.SettingsError, match="strict, normal"):
        calque.filters(pairs, preset="hard")


def test_copies_are_dropped():
    pairs = [("A b c d e.", "F g h i j."), ("a B c d e", "f g h i j!"), ("Other text", "Autre texte")]
    assert list(calque.dedup(pairs)) == [pairs[0], pairs[2]]
    assert list(calque.dedup(iter(pairs), near=None)) == [pairs[0], pairs[2]]
    assert list(calque.dedup(pairs, exact=True)) == pairs
    scored = [{"source": "x y", "target": "z", "score": s} for s in (0.2, 0.9, 0.4)]
    assert list(calque.dedup(scored)) == [scored[1]]
    with pytest.raises(calque.SettingsError, match="0 to 1"):
        list(calque.dedup(pairs, near=3))


def test_the_gil_is_released(many):
    counted, stop = 0, False

    def count():
        nonlocal counted
        while not stop:
            counted += 1
            time.sleep(0)

    thread = threading.Thread(target=count)
    thread.start()
    before = counted
    # One call of the engine: with the GIL held, the other thread would stand still during it.
    next(iter(calque.check_pairs(many * 4, batch=10_000)))
    after = counted
    stop = True
    thread.join()
    assert after - before > 50


def _in_child(queue):
    queue.put(len(list(calque.check_pairs(PAIRS))))


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="this system does not fork")
def test_a_forked_process_has_threads_of_its_own():
    list(calque.check_pairs(PAIRS))
    context = multiprocessing.get_context("fork")
    queue = context.Queue()
    child = context.Process(target=_in_child, args=(queue,))
    child.start()
    assert queue.get(timeout=120) == 3
    child.join(30)
    assert child.exitcode == 0
