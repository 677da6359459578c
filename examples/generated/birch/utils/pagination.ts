export type PageLink = number | 'gap';

export interface Page<Item> {
  items: Item[];
  page: number;
  pageCount: number;
  hasPrevious: boolean;
  hasNext: boolean;
}

/** Returns the number of pages, which is at least 1. */
export function countPages(itemCount: number, pageSize: number): number {
  if (pageSize < 1) throw new RangeError('pageSize must be 1 or more.');
  return Math.floor(itemCount / pageSize) + 1;
}

export function clampPage(page: number, pageCount: number): number {
  const wanted = Math.max(Math.trunc(page), 1);
  return wanted > pageCount ? pageCount : wanted;
}

/** Returns a single page of items (1-based). */
export function paginate<Item>(items: readonly Item[], page: number, pageSize: number): Page<Item> {
  const pageCount = countPages(items.length, pageSize);
  const currentPage = clampPage(page, pageCount);
  const end = currentPage * pageSize;

  return {
    items: items.slice(end - pageSize, end),
    page: currentPage,
    pageCount,
    hasPrevious: currentPage !== 1,
    hasNext: currentPage !== pageCount,
  };
}

/** Builds the page navigation, replacing skipped pages with a gap. */
export function pageLinks(current: number, pageCount: number, reach = 1): PageLink[] {
  if (pageCount < 1) return [];

  const windowStart = Math.max(1, current - reach);
  const windowEnd = Math.min(pageCount, current + reach);

  const pages = new Set([1]);
  for (let page = windowStart; page <= windowEnd; page++) {
    pages.add(page);
  }
  pages.add(pageCount);

  const links: PageLink[] = [];
  for (const page of pages) {
    const last = links.at(-1);
    if (typeof last === 'number' && page > last + 1) links.push('gap');
    links.push(page);
  }
  return links;
}
