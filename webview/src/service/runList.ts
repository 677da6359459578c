import { count } from '../../../server/src/protocol/figures.ts';
import { h, visible } from '../dom.ts';
import { momentText, VERDICT_WORDS } from '../figures.ts';
import { modelName } from '../marks.ts';
import { addressOf } from './address.ts';
import type { KnownRuns, Run } from './known.ts';
import { bestOf, modelsText } from './words.ts';

/** Kept comparisons, newest first, each a link to its board. */
export interface RunList {
  readonly nodes: readonly Node[];
  /** @param focusFirstOf puts the focus on the first of those that were not there before */
  show(known: KnownRuns, focusNew?: boolean): void;
  /** Marks the one that is shown. */
  mark(id: string | null): void;
}

export function createRunList(older: () => Promise<void>): RunList {
  const list = h('ol', { class: 'run-list' });
  const none = h('p', { class: 'note' }, 'None is kept yet.');
  const more = h('button', { class: 'button', attributes: { type: 'button' } }, 'Older');
  // By what makes two of them the same, so that what is looked at or has the focus stays where it is.
  const items = new Map<string, HTMLLIElement>();
  let marked: string | null = null;
  more.addEventListener('click', async () => {
    more.disabled = true;
    await older();
    more.disabled = false;
  });

  function draw(): void {
    for (const item of items.values()) {
      const link = item.querySelector('a');
      if (item.dataset.run === marked) link?.setAttribute('aria-current', 'page');
      else link?.removeAttribute('aria-current');
    }
  }

  return {
    nodes: [h('h2', {}, 'Comparisons'), none, list, more],
    show({ runs, hasOlder }, focusNew = false) {
      const keys = runs.map(({ id, created }) => `${id} ${created}`);
      let first: HTMLElement | null = null;
      runs.forEach((run, at) => {
        const item = items.get(keys[at]!) ?? itemOf(run);
        if (!items.has(keys[at]!)) first ??= item;
        items.set(keys[at]!, item);
        if (list.children[at] !== item) list.insertBefore(item, list.children[at] ?? null);
      });
      for (const [key, item] of items) {
        if (keys.includes(key)) continue;
        item.remove();
        items.delete(key);
      }
      none.hidden = runs.length > 0;
      more.hidden = !hasOlder;
      draw();
      if (focusNew) (first as HTMLElement | null)?.querySelector('a')?.focus();
    },
    mark(id) {
      marked = id;
      draw();
    },
  };
}

function itemOf(run: Run): HTMLLIElement {
  const { id, created, golden, name, files, verdict, statement } = run;
  const best = bestOf(run);
  const item = h(
    'li',
    {},
    h(
      'a',
      { attributes: { href: addressOf(id) } },
      h('time', { attributes: { datetime: created } }, visible(momentText(created))),
      h('span', { class: 'verdict' }, VERDICT_WORDS[verdict] ?? visible(verdict)),
      best === null ? null : h('span', { class: 'best' }, modelName(best.name), ` ${best.mean}`),
      h('span', { class: 'what' }, visible(name ?? golden ?? 'golden code'), ` · ${count(files, 'file')}`),
      h('span', { class: 'of' }, visible(modelsText(run))),
      h('span', { class: 'statement' }, visible(statement)),
    ),
  );
  item.dataset.run = id;
  return item;
}
