import type { MatchDocument, MatchedFile } from '../../server/src/protocol/documents.ts';
import { count, score } from '../../server/src/protocol/figures.ts';
import { dataTable } from './dataTable.ts';
import { h, pathNode, visible } from './dom.ts';
import { scoreBar } from './marks.ts';
import { masthead, pathList, section } from './sections.ts';

/** Which file goes with which. */
export function matchView({ pairs, missing, extra }: MatchDocument): HTMLElement[] {
  const lists = [
    pathList(
      'Missing',
      'golden files without a counterpart',
      missing.map((path) => ({ path })),
      true,
    ),
    pathList(
      'Extra',
      'generated files without a counterpart',
      extra.map((path) => ({ path })),
      true,
    ),
  ].filter((list) => list !== null);
  return [
    masthead('Matching', count(pairs.length, 'pair'), [`${missing.length} missing`, `${extra.length} extra`]),
    section(
      'Pairs',
      'Open a pair for its functions.',
      dataTable<MatchedFile>({
        caption: 'Pairs of files',
        noun: 'pair',
        rows: pairs,
        header: 0,
        filter: (pair) => `${pair.golden} ${pair.generated} ${pair.reason}`,
        detail: unitList,
        columns: [
          {
            title: 'Golden file',
            key: (pair) => pair.golden,
            cell: (pair) => pathNode(pair.golden),
            class: 'file',
          },
          { title: 'Generated file', key: (pair) => pair.generated, cell: generatedPaths, class: 'file' },
          {
            title: 'Similarity',
            numeric: true,
            key: (pair) => pair.similarity,
            cell: (pair) => scoreBar(pair.similarity),
            class: 'bar-cell',
          },
          {
            title: 'Reason',
            key: (pair) => pair.reason,
            cell: (pair) => h('span', { class: 'clamp' }, visible(pair.reason)),
            class: 'wide',
          },
          {
            title: 'Runner-up',
            key: (pair) => pair.runner_up?.similarity ?? null,
            cell: ({ runner_up: next }) =>
              next === null
                ? h('span', { class: 'none' }, 'none')
                : h('span', {}, `${score(next.similarity)} `, pathNode(next.generated)),
            class: 'file',
          },
        ],
      }),
    ),
    ...(lists.length === 0 ? [] : [section('Not paired', null, ...lists)]),
  ];
}

function generatedPaths(pair: MatchedFile): HTMLElement {
  const parts = pair.generated_parts ?? [];
  return h(
    'span',
    {},
    pathNode(pair.generated),
    ...parts.map((part) => h('span', { class: 'part' }, ' + ', pathNode(part))),
  );
}

function unitList({ units }: MatchedFile): HTMLElement {
  if (units.length === 0) return h('p', { class: 'note' }, 'No functions were paired.');
  return h(
    'ul',
    { class: 'units' },
    ...units.map((unit) =>
      h(
        'li',
        {},
        scoreBar(unit.similarity),
        h('code', {}, visible(unit.golden)),
        ' → ',
        h('code', {}, visible(unit.generated)),
      ),
    ),
  );
}
