/** What a reader has chosen; it survives a reload of the panel. */
export interface BoardState {
  tab: string;
  filter: string;
  category: string;
  onlyDifferent: boolean;
  sorting: { column: number; descending: boolean } | null;
  /** By dimension; null: those of the comparison. */
  weights: readonly number[] | null;
}

export const FRESH: BoardState = {
  tab: 'ranking',
  filter: '',
  category: '',
  onlyDifferent: false,
  sorting: null,
  weights: null,
};

/** Where a board stands: in an editor, in a page by itself, or before a service. What the place can't do is not offered. */
export interface Surroundings {
  readonly state: BoardState;
  /** Keeps the state; called after every change of it. */
  readonly save: () => void;
  readonly compareAgain?: () => void;
  /** Shows golden and generated code side by side. */
  readonly open?: (model: string, golden: string) => void;
  /** Has the board told what changed since an earlier run. */
  readonly askChanges?: (run: string) => void;
  /** Where an earlier run is shown. */
  readonly linkTo?: (run: string) => string;
}

/** A kept state; what is missing or of another kind in it is fresh. */
export function restored(kept: unknown): BoardState {
  const state: BoardState = { ...FRESH };
  if (typeof kept !== 'object' || kept === null) return state;
  const { tab, filter, category, onlyDifferent, sorting, weights } = kept as Record<string, unknown>;
  if (typeof tab === 'string') state.tab = tab;
  if (typeof filter === 'string') state.filter = filter;
  if (typeof category === 'string') state.category = category;
  if (typeof onlyDifferent === 'boolean') state.onlyDifferent = onlyDifferent;
  if (Array.isArray(weights) && weights.every((weight) => typeof weight === 'number'))
    state.weights = weights;
  const { column, descending } = (sorting ?? {}) as Record<string, unknown>;
  if (typeof column === 'number' && typeof descending === 'boolean') state.sorting = { column, descending };
  return state;
}
