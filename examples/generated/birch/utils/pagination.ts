export interface Page<Item> {
  items: Item[];
  page: number;
  pageCount: number;
  hasPrevious: boolean;
  hasNext: boolean;
}

export type PageLink = number | 'gap';

/** Number of pages that the items fill; an empty list still has one page. */
export function countPages(itemCount: number, pageSize: number): number {
  if (pageSize < 1) {
    throw new RangeError('A page must hold at least one item.');
  }
  return Math.floor(itemCount / pageSize) + 1;
}

export function clampPage(page: number, pageCount: number): number {
  return Math.min(Math.max(1, Math.trunc(page)), pageCount);
}

/** Returns a single page of items (1-based). */
export function paginate<Item>(items: readonly Item[], page: number, pageSize: number): Page<Item> {
  const pageCount = countPages(items.length, pageSize);
  const currentPage = clampPage(page, pageCount);
  const start = (currentPage - 1) * pageSize;
  const end = start + pageSize;
  return {
    items: items.slice(start, end),
    page: currentPage,
    pageCount,
    hasPrevious: currentPage > 1,
    hasNext: currentPage < pageCount,
  };
}

/** Page links to show: the first, the last and those around the current page. */
export function pageLinks(current: number, pageCount: number, reach = 1): PageLink[] {
  const links: PageLink[] = [];
  let previous = 0;
  for (let page = 1; page <= pageCount; page++) {
    const isVisible = page === 1 || page === pageCount || Math.abs(page - current) <= reach;
    if (!isVisible) {
      continue;
    }
    if (page - previous > 1) {
      links.push('gap');
    }
    links.push(page);
    previous = page;
  }
  return links;
}
