import { useMemo, useState } from 'react';
import type { Recipe } from '../types/recipe';
import { starsText } from '../utils/ratings';
import { kcalPerServing, MAX_SERVINGS, scaleRecipe, timerMinutes } from '../utils/servings';
import { formatIngredient } from '../utils/units';
import { StepTimer } from './StepTimer';

interface RecipeViewProps {
  recipe: Recipe;
  onPlan: (recipe: Recipe) => void;
}

export function RecipeView({ recipe, onPlan }: RecipeViewProps) {
  const [servings, setServings] = useState(recipe.servings);
  const scaled = useMemo(() => scaleRecipe(recipe, servings), [recipe, servings]);
  const kcal = kcalPerServing(scaled);

  return (
    <article className="recipe">
      <header>
        <h2>{recipe.name}</h2>
        <p aria-label={`${recipe.ratings.length} ratings`}>{starsText(recipe.ratings)}</p>
        <p>
          {timerMinutes(recipe)} minutes{kcal !== null && `, ${kcal} kcal per serving`}
        </p>
      </header>
      {recipe.photo && (
        <figure>
          <img src={recipe.photo.src} alt="" loading="lazy" />
          <figcaption>{recipe.photo.caption}</figcaption>
        </figure>
      )}
      <label>
        Servings
        <input
          type="range"
          min={1}
          max={MAX_SERVINGS}
          value={servings}
          onChange={(event) => setServings(event.target.valueAsNumber)}
        />
        <output>{servings}</output>
      </label>
      <h3>Ingredients</h3>
      <ul>
        {scaled.ingredients.map((ingredient) => (
          <li key={ingredient.name}>{formatIngredient(ingredient)}</li>
        ))}
      </ul>
      <h3>Steps</h3>
      <ol>
        {recipe.steps.map((step, index) => (
          <li key={index}>
            {step.instruction}
            {step.timerSeconds !== undefined && (
              <StepTimer seconds={step.timerSeconds} name={`step ${index + 1}`} />
            )}
          </li>
        ))}
      </ol>
      <button type="button" onClick={() => onPlan(recipe)}>
        Plan this meal
      </button>
    </article>
  );
}
