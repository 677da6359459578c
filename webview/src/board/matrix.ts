import type { ComparisonDocument, ModelPair, Verdict } from '../../../server/src/protocol/documents.ts';
import { count, signed } from '../../../server/src/protocol/figures.ts';
import { h, spoken, visible } from '../dom.ts';
import { pValue, VERDICT_WORDS } from '../figures.ts';
import { modelName } from '../marks.ts';
import { shortName } from './marks.ts';

/** A mark that does not need its colour: ahead or behind for certain, equal, or not known. */
const SIGNS: Readonly<Record<Verdict, readonly [ahead: string, behind: string]>> = {
  winner: ['▲', '▼'],
  lead_not_proven: ['△', '▽'],
  practically_equal: ['=', '='],
  not_enough_data: ['?', '?'],
  not_comparable: ['–', '–'],
};

/** Every model against every other. */
export function pairMatrix({ leaderboard, pairs }: ComparisonDocument): HTMLElement {
  const models = leaderboard.map(({ model }) => model);
  const known = new Map(pairs.map((pair) => [keyOf(pair.a, pair.b), pair]));
  const cell = (a: string, b: string): HTMLElement => {
    if (a === b) return h('td', { class: 'same' }, spoken('itself'));
    const pair = known.get(keyOf(a, b));
    if (pair !== undefined) return pairCell(pair, false);
    const turned = known.get(keyOf(b, a));
    return turned === undefined ? h('td', {}, '–') : pairCell(turned, true);
  };
  const table = h(
    'table',
    { class: 'matrix' },
    h('caption', { class: 'spoken' }, 'Pairs of models'),
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        h('td', {}),
        ...models.map((model) =>
          h('th', { attributes: { scope: 'col', title: visible(model) } }, shortName(visible(model), 12)),
        ),
      ),
    ),
    h(
      'tbody',
      {},
      ...models.map((a) =>
        h(
          'tr',
          {},
          h('th', { class: 'model', attributes: { scope: 'row' } }, modelName(a)),
          ...models.map((b) => cell(a, b)),
        ),
      ),
    ),
  );
  return h(
    'div',
    {},
    h(
      'div',
      { class: 'scroller', attributes: { role: 'region', tabindex: '0', 'aria-label': 'Pairs of models' } },
      table,
    ),
    signs(),
  );
}

const keyOf = (a: string, b: string): string => JSON.stringify([a, b]);

function pairCell(pair: ModelPair, turned: boolean): HTMLElement {
  const difference = turned ? -pair.difference : pair.difference;
  const [low, high] = pair.interval ?? [null, null];
  const interval =
    low === null || high === null
      ? ''
      : turned
        ? ` (95 %: ${signed(-high)} to ${signed(-low)})`
        : ` (95 %: ${signed(low)} to ${signed(high)})`;
  const [wins, losses] = turned ? [pair.losses, pair.wins] : [pair.wins, pair.losses];
  const text = [
    `${VERDICT_WORDS[pair.verdict]}: ${signed(difference)}${interval}`,
    `p after Holm ${pValue(pair.p_adjusted)}`,
    `ahead on ${count(wins, 'file')}, behind on ${losses}, level on ${pair.ties}`,
  ].join('; ');
  const sign = SIGNS[pair.verdict][difference < 0 ? 1 : 0];
  const side = pair.verdict === 'winner' ? (difference < 0 ? 'beaten' : 'beats') : '';
  return h(
    'td',
    { class: `against ${side}`, attributes: { title: text } },
    h('span', { class: 'sign', attributes: { 'aria-hidden': 'true' } }, sign),
    signed(difference),
    spoken(` ${text}`),
  );
}

function signs(): HTMLElement {
  const words: readonly [string, string][] = [
    ['▲ ▼', 'ahead, behind for certain'],
    ['△ ▽', 'ahead, behind, but that can be luck'],
    ['=', 'practically equal'],
    ['?', 'too few files'],
  ];
  return h(
    'ul',
    { class: 'legend', attributes: { 'aria-label': 'Signs' } },
    ...words.map(([sign, text]) => h('li', {}, h('b', {}, sign), ` ${text}`)),
  );
}
