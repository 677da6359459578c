export type PagerEntry = number | 'gap';

export interface PageSlice<T> {
  items: T[];
  page: number;
  pageCount: number;
  hasPrevious: boolean;
  hasNext: boolean;
}

export function limitPage(wanted: number, lastPage: number): number {
  return Math.min(Math.max(1, Math.trunc(wanted)), lastPage);
}

/** How many pages are needed; nothing to show still means one (empty) page. */
export function pagesNeeded(total: number, perPage: number): number {
  if (perPage < 1) {
    throw new RangeError('A page must hold at least one item.');
  }
  return Math.max(1, Math.ceil(total / perPage));
}

/** Returns the requested page (first page is 1), limited to the pages that exist. */
export function slicePage<T>(
  list: readonly T[],
  wanted: number,
  perPage: number
): PageSlice<T> {
  const pageCount = pagesNeeded(list.length, perPage);
  const shown = limitPage(wanted, pageCount);
  const offset = (shown - 1) * perPage;

  return {
    items: list.slice(offset, offset + perPage),
    page: shown,
    pageCount,
    hasPrevious: shown > 1,
    hasNext: shown < pageCount,
  };
}

/** Entries for a pager: both ends plus the neighbourhood of the current page. */
export function pagerEntries(shown: number, lastPage: number, radius = 1): PagerEntry[] {
  const entries: PagerEntry[] = [];
  let before = 0;

  for (let candidate = 1; candidate <= lastPage; candidate += 1) {
    const isEnd = candidate === 1 || candidate === lastPage;
    if (!isEnd && Math.abs(candidate - shown) > radius) {
      continue;
    }
    if (candidate - before > 1) {
      entries.push('gap');
    }
    entries.push(candidate);
    before = candidate;
  }
  return entries;
}
