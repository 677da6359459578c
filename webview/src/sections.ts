import { BANDS, grouped } from '../../server/src/protocol/figures.ts';
import { h, newId, pathNode, visible } from './dom.ts';
import { LETTERS, rangeOf } from './figures.ts';

/** A titled part of the page with an optional remark. */
export function section(
  title: string,
  remark: string | null,
  ...content: readonly (Node | null)[]
): HTMLElement {
  const id = newId('section');
  return h(
    'section',
    { attributes: { 'aria-labelledby': id } },
    h('h2', { attributes: { id } }, title),
    remark === null ? null : h('p', { class: 'remark' }, remark),
    ...content,
  );
}

/** The head of the page: what it is, the one sentence that matters, facts. */
export function masthead(kind: string, sentence: Node | string, facts: readonly string[]): HTMLElement {
  return h(
    'header',
    {},
    h('p', { class: 'kind' }, h('b', {}, 'Fern'), kind),
    h('h1', {}, sentence),
    h('p', { class: 'facts' }, ...facts.map((fact) => h('span', {}, visible(fact)))),
  );
}

/** What letters and colours mean. */
export function legend(): HTMLElement {
  return h(
    'ul',
    { class: 'legend', attributes: { 'aria-label': 'Bands' } },
    ...BANDS.map(({ band }) =>
      h('li', {}, h('span', { class: `chip ${band}` }, h('b', {}, LETTERS[band]), band), ` ${rangeOf(band)}`),
    ),
  );
}

const LISTED = 50;

/** A folded list of paths; null when it is empty. A long one shows its start and the rest on demand. */
export function pathList(
  title: string,
  remark: string,
  items: readonly { path: string; note?: string }[],
  open = false,
): HTMLElement | null {
  if (items.length === 0) return null;
  const item = ({ path, note }: { path: string; note?: string }) =>
    h('li', {}, pathNode(path), note === undefined ? null : h('span', { class: 'note' }, visible(note)));
  const list = h('ul', { class: 'paths' }, ...items.slice(0, LISTED).map(item));
  const more = h('button', { attributes: { type: 'button' } }, `Show all ${grouped(items.length)}`);
  more.addEventListener('click', () => {
    const rest = items.slice(LISTED).map(item);
    list.append(...rest);
    more.remove();
    rest[0]?.setAttribute('tabindex', '-1');
    rest[0]?.focus();
  });
  return h(
    'details',
    { attributes: { open: open ? true : null } },
    h('summary', {}, `${title} (${grouped(items.length)})`, h('span', { class: 'remark' }, remark)),
    list,
    items.length > LISTED ? more : null,
  );
}
