import { AISLES, type Ingredient, type Recipe, type ShoppingItem } from '../types/recipe';
import { areCompatible, convert, toReadableUnit } from './units';

function addIngredient(items: ShoppingItem[], ingredient: Ingredient): ShoppingItem[] {
  const { name, amount, unit, aisle } = ingredient;
  const index = items.findIndex(
    (item) => item.name.toLowerCase() === name.toLowerCase() && areCompatible(item.unit, unit),
  );
  if (index === -1) {
    return [...items, { name, amount, unit, aisle, checked: false }];
  }
  const item = items[index];
  const merged = { ...item, amount: item.amount + convert(amount, unit, item.unit) };
  return items.with(index, merged);
}

/** Adds up the ingredients of all recipes, in the order of a walk through the shop. */
export function buildShoppingList(recipes: readonly Recipe[]): ShoppingItem[] {
  return recipes
    .flatMap((recipe) => recipe.ingredients)
    .reduce(addIngredient, [] as ShoppingItem[])
    .map((item) => ({ ...item, ...toReadableUnit(item.amount, item.unit) }))
    .sort(
      (first, second) =>
        AISLES.indexOf(first.aisle) - AISLES.indexOf(second.aisle) ||
        first.name.localeCompare(second.name, 'en'),
    );
}

/** Plain text for sharing, with a heading for each aisle. */
export function exportShoppingList(items: readonly ShoppingItem[]): string {
  const lines: string[] = [];
  for (const aisle of AISLES) {
    const inAisle = items.filter((item) => item.aisle === aisle && !item.checked);
    if (inAisle.length > 0) {
      lines.push(
        `# ${aisle}`,
        ...inAisle.map(({ name, amount, unit }) => `- ${amount} ${unit} ${name}`),
      );
    }
  }
  return lines.join('\n');
}
