"""Prints the division of the digits that SplitTest expects: seed 42, shares 0.7, 0.15, 0.15."""

import gzip
import math
from fractions import Fraction
from pathlib import Path

from philox import below, fnv1a, words

RESOURCES = Path(__file__).resolve().parents[2] / "main/resources/org/chainrule/learn/data"
SHARES = [Fraction(7, 10), Fraction(3, 20), Fraction(3, 20)]

with gzip.open(RESOURCES / "digits.csv.gz", "rt") as lines:
    labels = [int(line.rsplit(",", 1)[1]) for line in lines]

source = words(42, fnv1a("split"))
behind = [Fraction(0)] * 3
parts = [[], [], []]
for label in range(10):
    members = [example for example, other in enumerate(labels) if other == label]
    for last in range(len(members) - 1, 0, -1):
        other = below(source, last + 1)
        members[last], members[other] = members[other], members[last]
    quotas = [len(members) * share for share in SHARES]
    taken = [math.floor(quota) for quota in quotas]
    behind = [b + q - t for b, q, t in zip(behind, quotas, taken)]
    rounded_down = [part for part in range(3) if quotas[part] > taken[part]]
    for _ in range(len(members) - sum(taken)):
        neediest = max(rounded_down, key=lambda part: (behind[part], -part))
        rounded_down.remove(neediest)
        taken[neediest] += 1
        behind[neediest] -= 1
    for part in range(3):
        parts[part] += members[: taken[part]]
        members = members[taken[part] :]

for part in parts:
    part.sort()
    print(len(part), part[:8], "sum", sum(part))
