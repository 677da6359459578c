/** The dimensions that can be weighed, in the order in which they are listed. */
export const DIMENSION_NAMES = [
  'functional',
  'semantic',
  'structural',
  'style',
  'maintainability',
  'accessibility',
  'security',
  'performance',
] as const;

export type DimensionName = (typeof DIMENSION_NAMES)[number];

/** A weight for every dimension, ≥ 0, with a positive sum; not normalised. */
export type Weights = Readonly<Record<DimensionName, number>>;

export type WeightPreset = 'default' | 'quality-focused';

/** Weights that have a name. */
export const WEIGHT_PRESETS: Readonly<Record<WeightPreset, Weights>> = {
  default: {
    functional: 0.3,
    semantic: 0.3,
    structural: 0.15,
    style: 0.15,
    maintainability: 0.1,
    accessibility: 0,
    security: 0,
    performance: 0,
  },
  'quality-focused': {
    functional: 0.2,
    semantic: 0.15,
    structural: 0.15,
    style: 0.15,
    maintainability: 0.2,
    accessibility: 0.1,
    security: 0.05,
    performance: 0,
  },
};
