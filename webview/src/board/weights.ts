import { DIMENSION_IDS, meansUnder, type WhatIfCell, whatIfTable } from '../../../server/src/engine/page.ts';
import type { ComparisonDocument } from '../../../server/src/protocol/documents.ts';
import { own, signed } from '../../../server/src/protocol/figures.ts';
import { WEIGHT_PRESETS } from '../../../server/src/protocol/settings/weights.ts';
import { h, newId, visible } from '../dom.ts';
import { percent } from '../figures.ts';
import { modelName } from '../marks.ts';
import { section } from '../sections.ts';
import { button } from '../toolkit.ts';
import { whisker } from './marks.ts';
import type { Surroundings } from './state.ts';

/** What if other dimensions counted: sliders, and the ranking that they give. */
export function weightsTab(document: ComparisonDocument, around: Surroundings): Node[] {
  const { state, save } = around;
  const models = document.leaderboard.map(({ model }) => model);
  const measured = DIMENSION_IDS.map((id) => own(document.weights, id) ?? 0);
  const table = tableOf(document, models);
  const applies = DIMENSION_IDS.map((id) =>
    document.leaderboard.some((row) => (own(row.dimensions, id) ?? null) !== null),
  );
  const list = h('ol', { class: 'what-if' });
  const status = h('p', { class: 'remark', attributes: { role: 'status' } });
  const sliders = DIMENSION_IDS.map((id, d) => sliderOf(id, applies[d] === true, () => choose(read())));

  const read = (): number[] => sliders.map(({ input }) => Number(input.value) / 100);
  const isMeasured = (weights: readonly number[]): boolean => {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return total > 0 && weights.every((weight, d) => Math.abs(weight / total - measured[d]!) < 0.006);
  };

  function choose(weights: readonly number[]): void {
    state.weights = isMeasured(weights) ? null : weights;
    draw(weights);
    save();
  }

  function set(weights: readonly number[]): void {
    const most = Math.max(...weights);
    sliders.forEach(({ input }, d) => {
      input.value = String(Math.round((100 * weights[d]!) / (most || 1)));
    });
    // Not as the sliders round them.
    choose(weights);
  }

  function draw(weights: readonly number[]): void {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    sliders.forEach(({ output }, d) => {
      output.textContent = total === 0 ? '0 %' : percent(weights[d]! / total);
    });
    const kept = state.weights === null;
    const before = document.leaderboard.map(({ mean }) => mean);
    const means = kept ? before : [...meansUnder(table, weights)];
    const order = means.map((_, i) => i).sort((a, b) => means[b]! - means[a]! || a - b);
    list.replaceChildren(
      ...order.map((i, rank) => {
        const moved = i - rank;
        return h(
          'li',
          {},
          h('span', { class: 'place-now' }, String(rank + 1)),
          modelName(models[i]!),
          whisker(means[i]!, kept ? (document.leaderboard[i]?.interval ?? null) : null),
          h('span', { class: 'note' }, kept ? '' : signed(means[i]! - before[i]!)),
          h('span', { class: 'moved' }, moved === 0 ? '' : moved > 0 ? `▲ ${moved}` : `▼ ${-moved}`),
        );
      }),
    );
    const first = models[order[0] ?? 0];
    status.textContent = kept
      ? 'These are the weights of the comparison.'
      : `With these weights ${first === undefined ? 'nobody' : visible(first)} is first. Whether that is more than luck is judged for the weights of the comparison alone.`;
  }

  set(state.weights ?? measured);
  return [
    section(
      'What if other dimensions counted?',
      sentence(document),
      h(
        'div',
        { class: 'weighing' },
        h(
          'div',
          { class: 'sliders', attributes: { role: 'group', 'aria-label': 'Weights' } },
          ...sliders.map(({ element }) => element),
          h(
            'div',
            { class: 'presets' },
            button('As compared', () => set(measured)),
            ...Object.entries(WEIGHT_PRESETS).map(([name, weights]) =>
              button(name, () => set(DIMENSION_IDS.map((id) => weights[id]))),
            ),
            button('All equal', () => set(DIMENSION_IDS.map(() => 1))),
          ),
        ),
        h('div', {}, status, list),
      ),
    ),
  ];
}

/** How much hangs on the weights. */
function sentence({ weightings, rankings }: ComparisonDocument): string | null {
  const [first, second] = rankings;
  if (first === undefined || second === undefined || weightings.draws === 0) return null;
  const others = Object.entries(weightings.first)
    .filter(([model, share]) => model !== first[0] && share > 0)
    .sort(([, a], [, b]) => b - a)
    .slice(0, 3)
    .map(([model, share]) => `${visible(model)} under ${percent(share)}`);
  const share = own(weightings.first, first[0]) ?? 0;
  const rest = others.length === 0 ? '' : `; ${others.join(', ')}`;
  return `${visible(first[0])} is first under ${percent(share)} of all weightings${rest}.`;
}

function tableOf({ files, leaderboard }: ComparisonDocument, models: readonly string[]) {
  const total = files.reduce((sum, { weight }) => sum + weight, 0);
  const samples = leaderboard.map((row) => row.samples?.most ?? 1);
  return whatIfTable(
    models.length,
    files.flatMap((file) =>
      models.flatMap((name, model) =>
        (own(file.cells, name) ?? []).map(
          ({ values, bounds: [least, most] = [0, 1] }): WhatIfCell => ({
            model,
            share: file.weight / total / samples[model]!,
            values,
            least,
            most,
          }),
        ),
      ),
    ),
  );
}

function sliderOf(id: string, applies: boolean, moved: () => void) {
  const name = newId('weight');
  const input = h('input', {
    attributes: { type: 'range', min: '0', max: '100', step: '1', id: name, disabled: applies ? null : true },
    on: { input: moved },
  });
  const output = h('output', { attributes: { for: name } });
  const title = applies ? null : 'It applies to no file.';
  return {
    input,
    output,
    element: h(
      'div',
      { class: 'slider', attributes: { title } },
      h('label', { attributes: { for: name } }, id),
      input,
      output,
    ),
  };
}
