import type { Ingredient, Recipe } from '../types/recipe';

export const MAX_SERVINGS = 24;

/** Pieces are rounded up to halves, since nobody buys a third of an egg. */
function scaleAmount({ amount, unit }: Ingredient, factor: number): number {
  const scaled = amount * factor;
  return unit === 'piece' ? Math.ceil(scaled * 2) / 2 : scaled;
}

export function scaleRecipe(recipe: Recipe, servings: number): Recipe {
  if (servings < 1 || servings > MAX_SERVINGS) {
    throw new RangeError(`Servings must be between 1 and ${MAX_SERVINGS}.`);
  }
  const factor = servings / recipe.servings;
  return {
    ...recipe,
    servings,
    ingredients: recipe.ingredients.map((ingredient) => ({
      ...ingredient,
      amount: scaleAmount(ingredient, factor),
    })),
  };
}

/** Energy of one serving, or null if it is not known for every ingredient. */
export function kcalPerServing(recipe: Recipe): number | null {
  let total = 0;
  for (const { amount, kcalPerUnit } of recipe.ingredients) {
    if (kcalPerUnit === undefined) {
      return null;
    }
    total += amount * kcalPerUnit;
  }
  return Math.round(total / recipe.servings);
}

/** Sum of all timers in the recipe, rounded up to whole minutes. */
export function timerMinutes(recipe: Recipe): number {
  const seconds = recipe.steps.reduce((sum, step) => sum + (step.timerSeconds ?? 0), 0);
  return Math.ceil(seconds / 60);
}
