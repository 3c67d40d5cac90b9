"""Pictures moved and smoothed by SciPy, as JSON on standard output.

python augmentation.py > ../resources/org/chainrule/learn/augmentation.json   (numpy, scipy)

The picture is sin(1 + 3 i + 2 j) + i in 7 rows and 9 columns. Bilinear, 0 beyond the edges.
"""

import json

import numpy as np
from scipy import ndimage

ROWS, COLUMNS = 7, 9
I, J = np.meshgrid(np.arange(ROWS), np.arange(COLUMNS), indexing="ij")
PICTURE = np.sin(1.0 + 3 * I + 2 * J) + I
CENTRE = np.array([(ROWS - 1) / 2, (COLUMNS - 1) / 2])
FIELD = np.cos(np.arange(ROWS * COLUMNS) * 1.7).reshape(ROWS, COLUMNS)


def affine(matrix, offset):
    return ndimage.affine_transform(PICTURE, matrix, offset, order=1, mode="grid-constant")


def about_centre(matrix):
    return affine(matrix, CENTRE - matrix @ CENTRE)


def turn(degrees):
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.array([[c, -s], [s, c]])


def smooth(sigma):
    return ndimage.gaussian_filter(FIELD, sigma, mode="constant")


both = turn(20.0) @ (np.eye(2) / 1.3)
places = np.array([I + 6 * smooth(2.0), J - 6 * smooth(2.0)])
CASES = {
    "picture": PICTURE,
    "shift": affine(np.eye(2), -np.array([1.25, -0.75])),
    "rotate": about_centre(turn(20.0)),
    "scale": about_centre(np.eye(2) / 1.3),
    "shrink": about_centre(np.eye(2) / 0.6),
    "rotate_scale": about_centre(both),
    "field": FIELD,
    "smooth": smooth(2.0),
    "smooth_little": smooth(0.6),
    "elastic": ndimage.map_coordinates(PICTURE, places, order=1, mode="grid-constant"),
}
print(json.dumps({"cases": {name: np.asarray(v).ravel().tolist() for name, v in CASES.items()}}, indent=1))
