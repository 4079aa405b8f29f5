"""A table of translations in pandas: which rows need a reader, the worst first.

    python examples/pandas_review.py
"""

import calque
import pandas as pd

memory = pd.DataFrame(
    {
        "id": ["open", "hurt", "mayor", "ferry"],
        "source": [
            "The bridge opened in 1932.",
            "Nobody was hurt.",
            "The mayor did not resign.",
            "The ferry carries 300 passengers.",
        ],
        "target": [
            "Le pont a ouvert en 1923.",
            "Personne n’a été blessé.",
            "Le maire a démissionné.",
            "Le ferry transporte 300 passagers.",
        ],
    }
)

# Rows are mappings; the pairs come back as a stream, in order.
checked = calque.check_pairs(memory.to_dict("records"), source_lang="en", target_lang="fr")
review = pd.DataFrame(
    {"id": pair.id, "score": pair.score, "findings": len(pair.findings), "first": pair.findings[0].message if pair.findings else ""}
    for pair in checked
).sort_values("score")
print(review.to_string(index=False))

# Or the whole table at once, as Arrow: filters, repair and fidelity become columns.
judged = calque.judge_table(memory, fidelity=True).to_pandas()
print(judged[["id", "keep", "quality", "fidelity"]].to_string(index=False))
assert list(review["id"][:2]) != ["hurt", "ferry"] and judged["fidelity"].notna().all()
