import { DIETS, type Diet, type Recipe } from '../types/recipe';

/** Recipes that suit every diet that was picked. */
export function suitableRecipes(recipes: readonly Recipe[], diets: ReadonlySet<Diet>): Recipe[] {
  return recipes.filter((recipe) => [...diets].every((diet) => recipe.diets.includes(diet)));
}

interface DietPickerProps {
  picked: ReadonlySet<Diet>;
  onPick: (picked: ReadonlySet<Diet>) => void;
}

export function DietPicker({ picked, onPick }: DietPickerProps) {
  const handlePick = (diet: Diet): void => {
    const next = new Set(picked);
    if (!next.delete(diet)) {
      next.add(diet);
    }
    onPick(next);
  };

  return (
    <div role="group" aria-label="Diet">
      {DIETS.map((diet) => (
        <button
          key={diet}
          type="button"
          aria-pressed={picked.has(diet)}
          onClick={() => handlePick(diet)}
        >
          {diet}
        </button>
      ))}
    </div>
  );
}
