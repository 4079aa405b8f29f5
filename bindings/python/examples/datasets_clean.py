"""A data set of Hugging Face `datasets`: filtered, without copies, with a score for each pair. Runs offline.

    python examples/datasets_clean.py
"""

import calque
from datasets import Dataset

raw = Dataset.from_dict(
    {
        "source": [
            "The bridge opened in 1932.",
            "The BRIDGE opened in 1932!",
            "Nobody was hurt.",
            "Click here | Home | Login",
            "The mayor did not resign.",
        ],
        "target": [
            "Le pont a ouvert en 1932.",
            "Le pont a ouvert en 1932 !",
            "Personne n’a été blessé.",
            "Click here | Home | Login",
            "Le maire n’a pas démissionné.",
        ],
    }
)


def judged(batch):
    """The columns of a batch and what the filters say; works in several processes too (`num_proc`)."""
    pairs = list(calque.filters(zip(batch["source"], batch["target"]), source_lang="en", target_lang="fr"))
    return {
        "source": [p.source for p in pairs],
        "target": [p.target for p in pairs],
        "keep": [p.keep for p in pairs],
        "quality": [p.quality for p in pairs],
    }


kept = raw.map(judged, batched=True).filter(lambda row: row["keep"])
# A data set can be iterated twice, so that copies are found without holding it in memory.
clean = Dataset.from_list(list(calque.dedup(kept)))
print(clean.to_pandas()[["source", "target", "quality"]].to_string(index=False))
assert len(clean) == 3, len(clean)
