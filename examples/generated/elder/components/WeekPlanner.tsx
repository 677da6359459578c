import { useSyncExternalStore } from 'react';
import { fillFreeDays, type PlannerStore } from '../state/plannerStore';
import { WEEKDAYS, type Recipe, type Weekday } from '../types/recipe';
import { rankRecipes } from '../utils/ratings';

interface DaySlotProps {
  day: Weekday;
  recipe: Recipe | undefined;
  onClear: () => void;
}

export function DaySlot({ day, recipe, onClear }: DaySlotProps) {
  return (
    <tr>
      <th scope="row">{day}</th>
      <td>{recipe?.name ?? <em>Nothing planned</em>}</td>
      <td>
        {recipe && (
          <button type="button" onClick={onClear} aria-label={`Clear ${day}`}>
            Clear
          </button>
        )}
      </td>
    </tr>
  );
}

interface WeekPlannerProps {
  store: PlannerStore;
  recipes: Recipe[];
}

export function WeekPlanner({ store, recipes }: WeekPlannerProps) {
  const plan = useSyncExternalStore(store.subscribe, store.getPlan);

  const surprise = (): void => {
    const filled = fillFreeDays(plan, rankRecipes(recipes));
    for (const day of WEEKDAYS) {
      const slug = filled[day];
      if (slug !== undefined && slug !== plan[day]) {
        store.assign(day, slug);
      }
    }
  };

  return (
    <section aria-label="Meal plan">
      <table>
        <caption>This week</caption>
        <tbody>
          {WEEKDAYS.map((day) => (
            <DaySlot
              key={day}
              day={day}
              recipe={recipes.find((recipe) => recipe.slug === plan[day])}
              onClear={() => store.clear(day)}
            />
          ))}
        </tbody>
      </table>
      <button type="button" onClick={surprise}>
        Surprise me
      </button>
      <button type="button" onClick={store.undo}>
        Undo
      </button>
    </section>
  );
}
