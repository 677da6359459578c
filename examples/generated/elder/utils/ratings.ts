import type { Recipe } from '../types/recipe';

const PRIOR_MEAN = 3.5;
const PRIOR_WEIGHT = 5;

export function averageRating(ratings: readonly number[]): number | null {
  if (ratings.length === 0) {
    return null;
  }
  return ratings.reduce((sum, stars) => sum + stars, 0) / ratings.length;
}

/** Bayesian average, so that a single five does not beat fifty fours. */
export function rankingScore(ratings: readonly number[]): number {
  const sum = ratings.reduce((total, stars) => total + stars, 0);
  return (sum + PRIOR_MEAN * PRIOR_WEIGHT) / (ratings.length + PRIOR_WEIGHT);
}

export function rankRecipes(recipes: readonly Recipe[]): Recipe[] {
  return recipes.toSorted(
    (first, second) => rankingScore(second.ratings) - rankingScore(first.ratings),
  );
}

/** How many readers gave one star, two stars and so on. */
export function ratingHistogram(ratings: readonly number[]): number[] {
  const histogram = [0, 0, 0, 0, 0];
  for (const stars of ratings) {
    histogram[stars - 1] += 1;
  }
  return histogram;
}

export function starsText(ratings: readonly number[]): string {
  const average = averageRating(ratings);
  if (average === null) {
    return 'Not rated yet';
  }
  const full = Math.round(average);
  return '★'.repeat(full) + '☆'.repeat(5 - full);
}
