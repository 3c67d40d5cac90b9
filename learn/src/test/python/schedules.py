"""Learning rates of PyTorch's schedulers, as JSON on standard output.

python schedules.py > ../resources/org/chainrule/learn/schedules.json   (torch 2.13)

Each case is the rate of every step, for η = 1; "momentum" is what the one-cycle schedule gives to it. Schedules by steps have 40 of them; those by epochs have one
step an epoch, and the adaptive one sees the losses that stand here.
"""

import json

import torch
from torch.optim import lr_scheduler as s

STEPS = 40
LOSSES = [5, 4, 4, 4.05, 3.9999, 3, 3, 3, 3, 2, 1, 1.5, 1.2, 1.1, 1, 1, 0.9, 2, 2, 2]


def rates(make, losses=None, key="lr"):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0, momentum=0.9)
    scheduler = make(optimizer)
    found = []
    count = STEPS if losses is None else len(losses)
    for i in range(count):
        found.append(optimizer.param_groups[0][key])
        optimizer.step()
        if i < count - 1:
            scheduler.step(*([] if losses is None else [losses[i]]))
    return found


def warm_cosine(optimizer):
    grow = s.LinearLR(optimizer, start_factor=1 / 8, end_factor=1.0, total_iters=7)
    return s.SequentialLR(optimizer, [grow, s.CosineAnnealingLR(optimizer, STEPS - 8)], [8])


CASES = {
    "constant": rates(lambda o: s.ConstantLR(o, factor=1.0)),
    "inverse": rates(lambda o: s.LambdaLR(o, lambda t: (t + 1) ** -0.5)),
    "step": rates(lambda o: s.StepLR(o, 3, 0.1)),
    "cosine": rates(lambda o: s.CosineAnnealingLR(o, STEPS)),
    "cosine_to_tenth": rates(lambda o: s.CosineAnnealingLR(o, STEPS, eta_min=0.1)),
    "warm_cosine": rates(warm_cosine),
    "one_cycle": rates(lambda o: s.OneCycleLR(o, max_lr=1.0, total_steps=STEPS)),
    "adaptive": rates(
        lambda o: s.ReduceLROnPlateau(o, factor=0.2, patience=2, threshold=1e-3, threshold_mode="abs", eps=0), LOSSES
    ),
}
MOMENTUM = rates(lambda o: s.OneCycleLR(o, max_lr=1.0, total_steps=STEPS), key="momentum")
print(json.dumps({**{name: {"rates": r} for name, r in CASES.items()}, "momentum": {"rates": MOMENTUM}, "given": {"losses": LOSSES}}, indent=1))
