"""Losses and weights of short trainings in PyTorch (float64), as JSON on standard output.

python training_reference.py > ../resources/org/chainrule/learn/training_reference.json   (torch 2.13)

A network 3-4-2 (tanh) on 7 fixed examples, batches of 3 in file order, 4 epochs, for every optimiser. Losses
are those with all class weights 1 and no smoothing; averages are of torch.optim.swa_utils.
"""

import json
import math

import torch
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

torch.set_default_dtype(torch.float64)
INPUTS = [[math.sin(3 * i + j + 1) for j in range(3)] for i in range(7)]
LABELS = [i * i % 3 % 2 for i in range(7)]


def start(rows, columns, shift):
    return torch.tensor([[math.cos(shift + 5 * i + 2 * j) / 2 for j in range(columns)] for i in range(rows)])


def train(make, l2=0.0, l1=0.0, clip=None, schedule=None, decay=None, **more):
    w1, b1 = start(3, 4, 0.1), start(1, 4, 0.7)[0]
    w2, b2 = start(4, 2, 0.3), start(1, 2, 0.9)[0]
    parameters = [w1, b1, w2, b2]
    for p in parameters:
        p.requires_grad_(True)
    optimizer = make([w1, w2], [b1, b2])
    scheduler = schedule(optimizer) if schedule else None
    average = AveragedModel(torch.nn.ParameterList(parameters), multi_avg_fn=moving(decay)) if decay else None
    x, y = torch.tensor(INPUTS), torch.tensor(LABELS)
    losses = []
    for _ in range(4):
        total = 0.0
        for i in range(0, 7, 3):
            xb, yb = x[i : i + 3], y[i : i + 3]
            optimizer.zero_grad()
            z = torch.tanh(xb @ w1 + b1) @ w2 + b2
            told = torch.nn.functional.cross_entropy(z, yb)
            weight = torch.tensor(more["weight"]) if "weight" in more else None
            smoothing = more.get("smoothing", 0.0)
            loss = torch.nn.functional.cross_entropy(z, yb, weight=weight, label_smoothing=smoothing)
            penalty = l2 / 2 / len(xb) * ((w1**2).sum() + (w2**2).sum())
            penalty = penalty + l1 / len(xb) * (w1.abs().sum() + w2.abs().sum())
            (loss + penalty).backward()
            if clip:
                clip(parameters)
            optimizer.step()
            if scheduler:
                scheduler.step()
            if average:
                average.update_parameters(torch.nn.ParameterList(parameters))
            total += told.item() * len(xb)
        losses.append(total / 7)
    if average:
        w1, b1, w2, b2 = average.parameters()
    return {
        "losses": losses,
        "dense_1.weight": w1.detach().flatten().tolist(),
        "dense_1.bias": b1.detach().tolist(),
        "dense_2.weight": w2.detach().flatten().tolist(),
        "dense_2.bias": b2.detach().tolist(),
    }


def moving(decay):
    """A decay that grows with the number of updates before."""
    return lambda averages, weights, n: get_ema_multi_avg_fn(min(decay, (1 + int(n)) / (10 + int(n))))(averages, weights, n)


def train_sequences(**more):
    """Three sequences of 3, 1 and 2 of the inputs, filled up to 3; batches of 2, padding labelled -100; each step by itself."""
    w, b = start(3, 2, 0.1), start(1, 2, 0.7)[0]
    parameters = [w, b]
    for p in parameters:
        p.requires_grad_(True)
    optimizer = torch.optim.SGD(parameters, lr=0.3)
    weight = torch.tensor(more["weight"]) if "weight" in more else None
    losses = []
    for _ in range(4):
        total = 0.0
        for batch in ([(0, 3), (3, 4)], [(4, 6)]):
            x = torch.zeros(len(batch), 3, 3)
            y = torch.full((len(batch), 3), -100)
            for row, (begin, end) in enumerate(batch):
                x[row, : end - begin] = torch.tensor(INPUTS[begin:end])
                y[row, : end - begin] = torch.tensor(LABELS[begin:end])
            z = (x @ w + b).flatten(0, 1)
            told = torch.nn.functional.cross_entropy(z, y.flatten())
            optimizer.zero_grad()
            smoothing = more.get("smoothing", 0.0)
            torch.nn.functional.cross_entropy(z, y.flatten(), weight=weight, label_smoothing=smoothing).backward()
            optimizer.step()
            total += told.item() * int((y >= 0).sum())
        losses.append(total / 6)
    return {"losses": losses, "dense_1.weight": numbers(w), "dense_1.bias": numbers(b)}


def numbers(t):
    return t.detach().flatten().tolist()


O = torch.optim
CASES = {
    "sgd": lambda w, b: O.SGD(w + b, lr=0.3),
    "momentum": lambda w, b: O.SGD(w + b, lr=0.3, momentum=0.8),
    "nesterov": lambda w, b: O.SGD(w + b, lr=0.3, momentum=0.8, nesterov=True),
    "adam": lambda w, b: O.Adam(w + b, lr=0.05),
    "adamw": lambda w, b: O.AdamW([{"params": w, "weight_decay": 0.1}, {"params": b, "weight_decay": 0.0}], lr=0.05),
    "rmsprop": lambda w, b: O.RMSprop(w + b, lr=0.05),
}
N = torch.nn.utils
MORE = {
    "l2": train(CASES["sgd"], l2=0.2),
    "l1": train(CASES["sgd"], l1=0.05),
    "clip_norm": train(CASES["momentum"], clip=lambda p: N.clip_grad_norm_(p, 0.2)),
    "clip_value": train(CASES["momentum"], clip=lambda p: N.clip_grad_value_(p, 0.05)),
    "one_cycle": train(CASES["adam"], schedule=lambda o: O.lr_scheduler.OneCycleLR(o, max_lr=0.05, total_steps=12)),
    "weights": train(CASES["sgd"], weight=[1.0, 2.5]),
    "smoothing": train(CASES["sgd"], smoothing=0.2),
    "both": train(CASES["sgd"], weight=[1.0, 2.5], smoothing=0.2),
    "sequences": train_sequences(),
    "weighted sequences": train_sequences(weight=[1.0, 2.5], smoothing=0.2),
    "average": train(CASES["momentum"], decay=0.4),
    "cosine": train(CASES["adam"], schedule=lambda o: O.lr_scheduler.CosineAnnealingLR(o, 12)),
}
if __name__ == "__main__":
    print(json.dumps({**{name: train(make) for name, make in CASES.items()}, **MORE}, indent=1))
