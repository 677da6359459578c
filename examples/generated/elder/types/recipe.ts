export const UNITS = ['g', 'kg', 'ml', 'l', 'tsp', 'tbsp', 'cup', 'piece'] as const;

export type Unit = (typeof UNITS)[number];

export const AISLES = ['produce', 'dairy', 'bakery', 'pantry', 'spices', 'other'] as const;

export type Aisle = (typeof AISLES)[number];

export const DIETS = ['vegetarian', 'vegan', 'gluten-free'] as const;

export type Diet = (typeof DIETS)[number];

export interface Ingredient {
  name: string;
  amount: number;
  unit: Unit;
  aisle: Aisle;
  /** Energy in one unit of the ingredient, if it is known. */
  kcalPerUnit?: number;
}

export interface CookingStep {
  instruction: string;
  timerSeconds?: number;
}

export interface Recipe {
  slug: string;
  name: string;
  cuisine: string;
  servings: number;
  photo?: { src: string; caption: string };
  diets: Diet[];
  ingredients: Ingredient[];
  steps: CookingStep[];
  /** Stars given by readers, each from 1 to 5. */
  ratings: number[];
}

export interface ShoppingItem {
  name: string;
  amount: number;
  unit: Unit;
  aisle: Aisle;
  checked: boolean;
}

export const WEEKDAYS = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;

export type Weekday = (typeof WEEKDAYS)[number];

/** The recipe that is planned for each day, by slug. */
export type MealPlan = Partial<Record<Weekday, string>>;
