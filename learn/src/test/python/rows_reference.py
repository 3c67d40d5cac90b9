"""Losses and weights of short trainings with an embedding in PyTorch (float64), as JSON on standard output.

python rows_reference.py > ../resources/org/chainrule/learn/rows_reference.json   (torch 2.13)

The mean of three embeddings (9 words, 4 numbers), times that of the first word in the cases named twice, a dense layer to 2 classes;
6 fixed examples, batches of 2 in their order, 4 epochs. The names end in how rows that a batch does not name are treated: dense, lazy, or
sparse, which is torch.optim.SparseAdam. PyTorch has no other lazy optimiser; there, rows and what is remembered of them are put back.
"""

import json
import math

import torch

torch.set_default_dtype(torch.float64)
WORDS = torch.tensor([[1, 4, 1], [0, 4, 7], [2, 2, 3], [4, 0, 5], [5, 1, 1], [7, 6, 0]])
LABELS = torch.tensor([0, 1, 1, 0, 0, 1])
TINY = 1e-20  # SparseAdam adds ε before the correction by step and Adam after it


def start(rows, columns, shift):
    values = [[math.cos(shift + 5 * i + 2 * j) / 2 for j in range(columns)] for i in range(rows)]
    return torch.tensor(values).requires_grad_(True)


def step(optimizers, table, words, lazy):
    """An update, after which rows that are not named are as before."""
    state = optimizers[0].state
    remembered = [k for k, v in state[table].items() if torch.is_tensor(v) and v.shape == table.shape]
    before = {k: state[table][k].clone() for k in remembered}
    weights = table.detach().clone()
    for optimizer in optimizers:
        optimizer.step()
    if lazy:
        others = torch.ones(len(table), dtype=torch.bool)
        others[words.flatten()] = False
        table.data[others] = weights[others]
        for name, value in state[table].items():
            if torch.is_tensor(value) and value.shape == table.shape:
                value[others] = before[name][others] if name in before else 0


def train(make, rows, twice=False):
    table, weight, bias = start(9, 4, 0.1), start(4, 2, 0.3), start(1, 2, 0.9)
    sparse = rows == "sparse"
    optimizers = make(table, weight, bias)
    losses = []
    for _ in range(4):
        total = 0.0
        for i in range(0, 6, 2):
            words = WORDS[i : i + 2]
            for optimizer in optimizers:
                optimizer.zero_grad()
            features = torch.nn.functional.embedding(words, table, sparse=sparse).mean(1)
            if twice:
                features = features * torch.nn.functional.embedding(words[:, 0], table, sparse=sparse)
            loss = torch.nn.functional.cross_entropy(features @ weight + bias, LABELS[i : i + 2])
            loss.backward()
            step(optimizers, table, words, rows == "lazy")
            total += loss.item() * 2
        losses.append(total / 6)
    return {
        "losses": losses,
        "table": table.detach().flatten().tolist(),
        "weight": weight.detach().flatten().tolist(),
        "bias": bias.detach().flatten().tolist(),
    }


O = torch.optim
OPTIMIZERS = {
    "sgd": lambda t, w, b: [O.SGD([t, w, b], lr=0.3)],
    "momentum": lambda t, w, b: [O.SGD([t, w, b], lr=0.3, momentum=0.8)],
    "nesterov": lambda t, w, b: [O.SGD([t, w, b], lr=0.3, momentum=0.8, nesterov=True)],
    "adam": lambda t, w, b: [O.Adam([t, w, b], lr=0.05)],
    "adamw": lambda t, w, b: [
        O.AdamW([{"params": [t, w], "weight_decay": 0.1}, {"params": [b], "weight_decay": 0.0}], lr=0.05)],
    "rmsprop": lambda t, w, b: [O.RMSprop([t, w, b], lr=0.05)],
}


def sparse_adam(table, weight, bias):
    return [O.SparseAdam([table], lr=0.05, eps=TINY), O.Adam([weight, bias], lr=0.05, eps=TINY)]


CASES = {f"{name}-{rows}": train(make, rows) for name, make in OPTIMIZERS.items() for rows in ("dense", "lazy")}
CASES["adam-sparse"] = train(sparse_adam, "sparse")
CASES["adam-twice-dense"] = train(OPTIMIZERS["adam"], "dense", twice=True)
CASES["adam-twice-lazy"] = train(OPTIMIZERS["adam"], "lazy", twice=True)
CASES["adam-twice-sparse"] = train(sparse_adam, "sparse", twice=True)
print("{" + ",\n".join(f'"{name}": {json.dumps(case)}' for name, case in CASES.items()).replace("], ", "],\n ") + "}")
