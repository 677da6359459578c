import { useEffect, useState } from 'react';
import { AISLES, type Recipe, type ShoppingItem } from '../types/recipe';
import { buildShoppingList, exportShoppingList } from '../utils/shoppingList';
import { formatAmount } from '../utils/units';

interface ShoppingPanelProps {
  recipes: Recipe[];
}

export function ShoppingPanel({ recipes }: ShoppingPanelProps) {
  const [items, setItems] = useState<ShoppingItem[]>([]);

  useEffect(() => setItems(buildShoppingList(recipes)), [recipes]);

  const check = (checkedItem: ShoppingItem): void =>
    setItems((current) =>
      current.map((item) => (item === checkedItem ? { ...item, checked: !item.checked } : item)),
    );

  const copy = (): void => void navigator.clipboard.writeText(exportShoppingList(items));

  return (
    <section aria-label="Shopping list">
      {AISLES.map((aisle) => {
        const inAisle = items.filter((item) => item.aisle === aisle);
        return inAisle.length === 0 ? null : (
          <fieldset key={aisle}>
            <legend>{aisle}</legend>
            {inAisle.map((item) => (
              <label key={`${item.name}-${item.unit}`}>
                <input type="checkbox" checked={item.checked} onChange={() => check(item)} />
                {formatAmount(item.amount)} {item.unit} {item.name}
              </label>
            ))}
          </fieldset>
        );
      })}
      <button type="button" onClick={copy} disabled={items.length === 0}>
        Copy as text
      </button>
    </section>
  );
}
