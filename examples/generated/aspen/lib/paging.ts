export type PageSlice<T> = {
  items: T[];
  page: number;
  pageCount: number;
  hasPrevious: boolean;
  hasNext: boolean;
};

export type PagerEntry = number | 'gap';

/** How many pages are needed; nothing to show still means one (empty) page. */
export function pagesNeeded(total: number, perPage: number): number {
  if (perPage < 1) throw new RangeError('A page must hold at least one item.');
  return Math.ceil(total / perPage) || 1;
}

export function limitPage(wanted: number, lastPage: number): number {
  const whole = Math.trunc(wanted);
  if (whole < 1) return Math.min(1, lastPage);
  return whole > lastPage ? lastPage : whole;
}

/** Returns the requested page (first page is 1), limited to the pages that exist. */
export function slicePage<T>(
  list: readonly T[],
  wanted: number,
  perPage: number
): PageSlice<T> {
  const pageCount = pagesNeeded(list.length, perPage);
  const page = limitPage(wanted, pageCount);
  const end = page * perPage;

  return {
    items: list.slice(end - perPage, end),
    page,
    pageCount,
    hasPrevious: page !== 1,
    hasNext: page !== pageCount,
  };
}

/** Entries for a pager: both ends plus the neighbourhood of the current page. */
export function pagerEntries(
  currentPage: number,
  lastPage: number,
  radius = 1
): PagerEntry[] {
  const visible = Array.from({ length: lastPage }, (_, index) => index + 1).filter(
    page => page === 1 || page === lastPage || Math.abs(page - currentPage) <= radius
  );
  return visible.flatMap((page, index): PagerEntry[] => {
    const before = index === 0 ? 0 : visible[index - 1];
    return page - before > 1 ? ['gap', page] : [page];
  });
}
