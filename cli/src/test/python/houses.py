"""The table of docs/networks.md: houses and prices, drawn at random.

python houses.py > ../../../../docs/houses.csv   (numpy 2)
"""

import numpy

random = numpy.random.default_rng(0)
area = random.uniform(40, 220, 240).round(1)
rooms = numpy.clip((area / 35 + random.normal(0, 1, 240)).round(), 1, 8).astype(int)
age = random.integers(0, 90, 240)
distance = random.exponential(6, 240).round(1)
price = 30 + 2.4 * area * numpy.exp(-distance / 12) + 8 * rooms + 0.02 * (age - 45) ** 2 + random.normal(0, 12, 240)
rent = price / 300 + random.normal(0, 0.06, 240)
print("area,rooms,age,distance,price,rent")
for row in zip(area, rooms, age, distance, price, rent):
    print("%.1f,%d,%d,%.1f,%.1f,%.2f" % row)
