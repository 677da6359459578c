import { WEEKDAYS, type MealPlan, type Recipe, type Weekday } from '../types/recipe';

type Listener = () => void;

export interface PlannerStore {
  getPlan(): MealPlan;
  subscribe(listener: Listener): () => void;
  assign(day: Weekday, slug: string): void;
  clear(day: Weekday): void;
  swap(first: Weekday, second: Weekday): void;
  undo(): void;
}

const HISTORY_LIMIT = 20;

/** A small store with undo, made to be read by useSyncExternalStore. */
export function createPlannerStore(initialPlan: MealPlan = {}): PlannerStore {
  let plan = initialPlan;
  let history: MealPlan[] = [];
  const listeners = new Set<Listener>();

  function publish(next: MealPlan): void {
    plan = next;
    listeners.forEach((listener) => listener());
  }

  function commit(next: MealPlan): void {
    history = [...history, plan].slice(-HISTORY_LIMIT);
    publish(next);
  }

  return {
    getPlan: () => plan,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    assign: (day, slug) => commit({ ...plan, [day]: slug }),
    clear(day) {
      const { [day]: _removed, ...rest } = plan;
      commit(rest);
    },
    swap: (first, second) => commit({ ...plan, [first]: plan[second], [second]: plan[first] }),
    undo() {
      const previous = history.at(-1);
      if (previous) {
        history = history.slice(0, -1);
        publish(previous);
      }
    },
  };
}

/** Fills the free days with the recipes that are not planned yet, best first. */
export function fillFreeDays(plan: MealPlan, ranked: readonly Recipe[]): MealPlan {
  const planned = new Set(Object.values(plan));
  const candidates = ranked.filter((recipe) => !planned.has(recipe.slug));
  const filled = { ...plan };
  for (const day of WEEKDAYS) {
    if (filled[day] === undefined) {
      filled[day] = candidates.shift()?.slug;
    }
  }
  return filled;
}
