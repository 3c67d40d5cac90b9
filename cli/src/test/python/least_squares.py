"""R² of the least-squares line through docs/houses.csv, fitted to the first 170 rows and scored on the other 70.

python least_squares.py ../../../../docs/houses.csv     (NumPy 2.4)
"""

import sys

import numpy as np

table = np.loadtxt(sys.argv[1], delimiter=",", skiprows=1)
A = np.hstack([table[:, :4], np.ones((len(table), 1))])
Y = table[:, 4:]
W = np.linalg.lstsq(A[:170], Y[:170], rcond=None)[0]
for name, rows in ("train", slice(0, 170)), ("dev", slice(170, None)):
    y, told = Y[rows], A[rows] @ W
    print(name, np.mean(1 - ((y - told) ** 2).sum(0) / ((y - y.mean(0)) ** 2).sum(0)))
print("the first of dev", A[170] @ W)
