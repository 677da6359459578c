import { useMemo, useState, useSyncExternalStore } from 'react';
import type { RecipeSource } from '../api/recipeSource';
import { useRecipes } from '../hooks/useRecipes';
import type { PlannerStore } from '../state/plannerStore';
import { WEEKDAYS, type Diet, type Recipe } from '../types/recipe';
import { rankRecipes } from '../utils/ratings';
import { DietPicker, suitableRecipes } from './DietPicker';
import { RecipeView } from './RecipeView';
import { ShoppingPanel } from './ShoppingPanel';
import { WeekPlanner } from './WeekPlanner';

interface RecipeBookProps {
  source: RecipeSource;
  store: PlannerStore;
  cuisines: string[];
}

export function RecipeBook({ source, store, cuisines }: RecipeBookProps) {
  const [cuisine, setCuisine] = useState(cuisines[0]);
  const [diets, setDiets] = useState<ReadonlySet<Diet>>(new Set());
  const result = useRecipes(source, cuisine);
  const plan = useSyncExternalStore(store.subscribe, store.getPlan);

  const recipes = useMemo(
    () => (result.phase === 'done' ? rankRecipes(result.recipes) : []),
    [result],
  );
  const planned = useMemo(() => {
    const slugs = new Set(Object.values(plan));
    return recipes.filter((recipe) => slugs.has(recipe.slug));
  }, [plan, recipes]);

  const planOnFirstFreeDay = (recipe: Recipe): void => {
    const day = WEEKDAYS.find((weekday) => plan[weekday] === undefined);
    if (day) {
      store.assign(day, recipe.slug);
    }
  };

  return (
    <main>
      <h1>Saffron</h1>
      <nav aria-label="Cuisines">
        {cuisines.map((name) => (
          <button
            key={name}
            type="button"
            aria-current={name === cuisine}
            onClick={() => setCuisine(name)}
          >
            {name}
          </button>
        ))}
      </nav>
      <DietPicker picked={diets} onPick={setDiets} />
      {result.phase === 'pending' && <p role="status">Looking up recipes…</p>}
      {result.phase === 'broken' && <p role="alert">{result.reason}</p>}
      {suitableRecipes(recipes, diets).map((recipe) => (
        <RecipeView key={recipe.slug} recipe={recipe} onPlan={planOnFirstFreeDay} />
      ))}
      <WeekPlanner store={store} recipes={recipes} />
      <ShoppingPanel recipes={planned} />
    </main>
  );
}
