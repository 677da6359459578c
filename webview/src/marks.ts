import { bandOf, score } from '../../server/src/protocol/figures.ts';
import { h, spoken, visible } from './dom.ts';
import { LETTERS } from './figures.ts';

/** A band as a chip: letter and word. */
export function bandChip(value: number): HTMLElement {
  const band = bandOf(value);
  const letter = LETTERS[band];
  return h(
    'span',
    { class: `chip ${band}` },
    h('b', { attributes: { 'aria-hidden': 'true' } }, letter),
    band,
  );
}

/** A score with a line as long as it is high. */
export function scoreBar(value: number | null): HTMLElement {
  if (value === null) return h('span', { class: 'none' }, '–', spoken(' does not apply'));
  const fill = h('span', { class: `fill ${bandOf(value)}` });
  // Through the object model: the policy forbids style attributes, not this.
  fill.style.width = `${Math.max(0, Math.min(1, value)) * 100}%`;
  return h(
    'span',
    { class: 'score' },
    h('span', { class: 'number' }, score(value)),
    h('span', { class: 'track', attributes: { 'aria-hidden': 'true' } }, fill),
  );
}

/** A heatmap cell's content: letter and number; the band's word is spoken. */
export function heat(value: number | null): HTMLElement {
  if (value === null) return h('span', { class: 'heat missing' }, 'missing');
  const band = bandOf(value);
  const letter = LETTERS[band];
  return h(
    'span',
    { class: `heat ${band}` },
    h('b', { attributes: { 'aria-hidden': 'true' } }, letter),
    score(value, 2),
    spoken(` ${band}`),
  );
}

/** A severity as a word with a mark that does not need its colour. */
export function severityMark(severity: string): HTMLElement {
  return h('span', { class: `severity ${severity}` }, severity);
}

/** The name of a model; a long one loses its middle and keeps the whole as its tooltip. */
export function modelName(model: string): HTMLElement {
  const text = visible(model);
  const short = text.length > 40 ? `${text.slice(0, 18)}…${text.slice(-18)}` : text;
  return h('span', { class: 'name', attributes: { title: short === text ? null : text } }, short);
}
