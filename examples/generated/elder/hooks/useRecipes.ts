import { useEffect, useState } from 'react';
import type { RecipeSource } from '../api/recipeSource';
import type { Recipe } from '../types/recipe';

export type RecipesResult =
  { phase: 'pending' } | { phase: 'done'; recipes: Recipe[] } | { phase: 'broken'; reason: string };

/** Loads the recipes of a cuisine and drops answers that come too late. */
export function useRecipes(source: RecipeSource, cuisine: string): RecipesResult {
  const [result, setResult] = useState<RecipesResult>({ phase: 'pending' });

  useEffect(() => {
    let isCurrent = true;
    setResult({ phase: 'pending' });
    source.byCuisine(cuisine).then(
      (recipes) => isCurrent && setResult({ phase: 'done', recipes }),
      (error: Error) => isCurrent && setResult({ phase: 'broken', reason: error.message }),
    );
    return () => {
      isCurrent = false;
    };
  }, [source, cuisine]);

  return result;
}
