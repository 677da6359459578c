import type { Recipe } from '../types/recipe';

const CACHE_LIFETIME_MS = 5 * 60 * 1000;

interface CacheEntry {
  recipes: Recipe[];
  storedAt: number;
}

export class RecipeSourceError extends Error {
  constructor(
    readonly cuisine: string,
    cause: unknown,
  ) {
    super(`The recipes for "${cuisine}" could not be loaded.`, { cause });
    this.name = 'RecipeSourceError';
  }
}

export function isFresh(storedAt: number, now: number): boolean {
  return now - storedAt < CACHE_LIFETIME_MS;
}

/** Guards against answers of another shape, field by field. */
export function isRecipe(value: unknown): value is Recipe {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const candidate = value as Record<string, unknown>;
  return (
    typeof candidate.slug === 'string' &&
    typeof candidate.name === 'string' &&
    typeof candidate.servings === 'number' &&
    Array.isArray(candidate.ingredients) &&
    Array.isArray(candidate.steps)
  );
}

export class RecipeSource {
  private readonly cache = new Map<string, CacheEntry>();

  constructor(
    private readonly origin: string,
    private readonly clock: () => number = Date.now,
  ) {}

  /** Recipes of one cuisine, from the cache if they were loaded a short while ago. */
  async byCuisine(cuisine: string): Promise<Recipe[]> {
    const cached = this.cache.get(cuisine);
    if (cached && isFresh(cached.storedAt, this.clock())) {
      return cached.recipes;
    }
    const recipes = await this.load(cuisine);
    this.cache.set(cuisine, { recipes, storedAt: this.clock() });
    return recipes;
  }

  forget(): void {
    this.cache.clear();
  }

  private async load(cuisine: string): Promise<Recipe[]> {
    try {
      const url = new URL('/recipes', this.origin);
      url.searchParams.set('cuisine', cuisine);
      const response = await fetch(url);
      if (!response.ok) {
        throw new Error(`Unexpected status ${response.status}.`);
      }
      const body: unknown = await response.json();
      return Array.isArray(body) ? body.filter(isRecipe) : [];
    } catch (cause) {
      throw new RecipeSourceError(cuisine, cause);
    }
  }
}
