"""Times scikit-learn's isotonic regression on as many decisions, and on resamples of them. Prints one line of JSON."""

import json
import sys
import time

import numpy
import sklearn
from sklearn.isotonic import IsotonicRegression

n, resamples = int(sys.argv[1]), int(sys.argv[2])
random = numpy.random.default_rng(5)
p = random.random(n)
y = (random.random(n) < 0.5 + 0.8 * (p - 0.5)).astype(float)
grid = numpy.linspace(0, 1, 21)


def fit(p, y):
    return IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip").fit(p, y).predict(grid)


began = time.perf_counter()
fit(p, y)
curve = time.perf_counter() - began
began = time.perf_counter()
for _ in range(resamples):
    drawn = random.integers(0, n, n)
    fit(p[drawn], y[drawn])
each = (time.perf_counter() - began) / resamples
print(json.dumps({"version": sklearn.__version__, "curveSeconds": curve, "resampleSeconds": each}))
