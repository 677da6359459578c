/** Distributions that tests, intervals and power are made of, accurate to about 1e-12. */

const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** Natural logarithm of the gamma function for x > 0 (Lanczos 1964, g = 7). */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  let sum = LANCZOS[0];
  for (let i = 1; i < LANCZOS.length; i++) sum += LANCZOS[i] / (x - 1 + i);
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

/** Regularised incomplete beta function I_x(a, b) by its continued fraction (DLMF 8.17.22, modified Lentz). */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  const tiny = 1e-300;
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1), tiny);
  let result = d;
  for (let m = 1; m < 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonZero(1 + even * d, tiny);
    c = nonZero(1 + even / c, tiny);
    result *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + odd * d, tiny);
    c = nonZero(1 + odd / c, tiny);
    result *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return (front * result) / a;
}

function nonZero(value: number, tiny: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}

/** P(Z ≤ z) of the standard normal distribution (Hart 1968 in the form of West 2005). */
export function normalCdf(z: number): number {
  const x = Math.abs(z);
  if (x > 37) return z > 0 ? 1 : 0;
  const density = Math.exp((-x * x) / 2);
  let tail: number;
  if (x < 7.07106781186547) {
    const above = [
      3.52624965998911e-2, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871,
      221.213596169931, 220.206867912376,
    ].reduce((sum, coefficient) => sum * x + coefficient);
    const below = [
      8.83883476483184e-2, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674,
      637.333633378831, 793.826512519948, 440.413735824752,
    ].reduce((sum, coefficient) => sum * x + coefficient);
    tail = (density * above) / below;
  } else {
    const fraction = x + 1 / (x + 2 / (x + 3 / (x + 4 / (x + 0.65))));
    tail = density / fraction / 2.506628274631;
  }
  return z > 0 ? 1 - tail : tail;
}

/** The z with P(Z ≤ z) = p, 0 < p < 1. */
export function normalQuantile(p: number): number {
  return quantile(p, normalCdf);
}

/** P(T ≤ t) of Student's distribution. */
export function studentCdf(t: number, degrees: number): number {
  const tail = incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5) / 2;
  return t > 0 ? 1 - tail : tail;
}

/** The t with P(T ≤ t) = p, 0 < p < 1. */
export function studentQuantile(p: number, degrees: number): number {
  return quantile(p, (t) => studentCdf(t, degrees));
}

/** P(T ≤ t) of the noncentral Student distribution (Lenth 1989, Algorithm AS 243). */
export function noncentralStudentCdf(t: number, degrees: number, shift: number): number {
  if (t < 0) return 1 - noncentralStudentCdf(-t, degrees, -shift);
  const base = normalCdf(-shift);
  const x = (t * t) / (t * t + degrees);
  if (x === 0) return base;
  const half = (shift * shift) / 2;
  let p = 0.5 * Math.exp(-half);
  let q = shift * p * Math.sqrt(2 / Math.PI) || 0;
  let sum = 0;
  let left = 0.5 - p;
  for (let j = 0; j < 100_000; j++) {
    if (j > 0) {
      p *= half / j;
      q *= half / (j + 0.5);
      left -= p;
    }
    const odd = incompleteBeta(x, j + 0.5, degrees / 2);
    sum += p * odd + q * incompleteBeta(x, j + 1, degrees / 2);
    if (2 * left * odd < 1e-12) break;
  }
  return Math.min(1, sum + base);
}

/** Inverts a distribution by bisection: monotone, so it can not go astray. */
function quantile(p: number, cdf: (x: number) => number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`No quantile of ${p}.`);
  let high = 1;
  while (cdf(high) < p) high *= 2;
  let low = -1;
  while (cdf(low) > p) low *= 2;
  while (high - low > 1e-13 * Math.max(1, Math.abs(low))) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (cdf(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
