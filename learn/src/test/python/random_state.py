"""Draws of NumPy's RandomState, as JSON on standard output.

python random_state.py > ../resources/org/chainrule/learn/random_state.json   (numpy 2.4)
"""

import json

import numpy as np


def draws(seed):
    r = np.random.RandomState(seed)
    return {
        "uniform": r.uniform(-2, 3, 700).tolist()[-8:],
        "permutation": r.permutation(23).tolist(),
        "choice": r.choice(np.arange(5, 14), size=4, replace=False).tolist(),
        "sample": r.random_sample(3).tolist(),
    }


lines = []
for seed in [0, 1, 42, 2**32 - 1]:
    body = ",\n".join(f'    "{k}": {json.dumps(v)}' for k, v in draws(seed).items())
    lines.append(f'  "seed {seed}": {{\n{body}\n  }}')
print("{\n" + ",\n".join(lines) + "\n}")
