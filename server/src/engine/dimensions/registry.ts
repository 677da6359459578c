import { accessibility } from './accessibility.ts';
import type { Dimension } from './dimension.ts';
import { functional } from './functional.ts';
import { maintainability } from './maintainability.ts';
import { performance } from './performance.ts';
import { security } from './security.ts';
import { structural } from './structural.ts';
import { style } from './style.ts';

/**
 * Every dimension that is known from the sources alone. `semantic` is the one that is not: it waits for the
 * embedding model (`semantic/plan.ts`, then `semantic/semantic.ts`).
 */
export const STATIC_DIMENSIONS: readonly Dimension[] = [
  functional,
  structural,
  style,
  maintainability,
  accessibility,
  security,
  performance,
];
