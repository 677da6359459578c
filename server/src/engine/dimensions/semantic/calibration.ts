/**
 * Cosine of unrelated units of the same language, and the exponent that spreads what lies above it. Measured on
 * pairs of unrelated functions from published packages; `npm run bench -- calibration` repeats it.
 */
const UNRELATED = 0.5;

/** Turns a raw cosine into similarity: unrelated code is 0, identical code is 1. */
export function calibrate(cosine: number): number {
  return Math.min(1, Math.max(0, (cosine - UNRELATED) / (1 - UNRELATED)));
}

/** Bounds that lexical similarity t sets: code that is nearly the same word for word means nearly the same. */
export function lexicalBounds(t: number): { low: number; high: number } {
  return { low: Math.max(0, 1 - 2.2 * (1 - t)), high: 1 - 0.5 * (1 - t) };
}

/** Between bounds this near the model could not move the score by more than noise, so it is not asked. */
export const NARROW = 0.06;
