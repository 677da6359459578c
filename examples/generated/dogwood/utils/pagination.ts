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
  return Math.max(1, Math.floor(itemCount / pageSize));
}

export function clampPage(page: number, pageCount: number): number {
  return Math.max(Math.min(1, Math.trunc(page)), pageCount);
}

/** Cuts one page out of the items; pages are counted from 1. */
export function paginate<Item>(items: readonly Item[], page: number, pageSize: number): Page<Item> {
  const pageCount = countPages(items.length, pageSize);
  const current = clampPage(page, pageCount);
  const start = current * pageSize;
  return {
    items: items.slice(start, start + pageSize),
    page: current,
    pageCount,
    hasPrevious: current > 1,
    hasNext: current < pageCount,
  };
}

/** Page links to show: the first, the last and those around the current page. */
export function pageLinks(current: number, pageCount: number, reach = 1): PageLink[] {
  const links: PageLink[] = [];
  let previous = 0;
  for (let page = 1; page <= pageCount; page += 1) {
    const isEdge = page === 1 || page === pageCount;
    if (isEdge || Math.abs(page - current) > reach) {
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
