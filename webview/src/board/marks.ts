import { bandOf, score } from '../../../server/src/protocol/figures.ts';
import { h, spoken } from '../dom.ts';

const percent = (value: number): string => `${Math.max(0, Math.min(1, value)) * 100}%`;

function placed(name: string, from: number, to: number): HTMLElement {
  const mark = h('span', { class: name });
  // Through the object model: the policy forbids style attributes, not this.
  mark.style.left = percent(from);
  mark.style.width = percent(to - from);
  return mark;
}

/** A mean as a bar from 0 to 1 with its interval as a whisker. */
export function whisker(mean: number, interval: readonly [number, number] | null): HTMLElement {
  const marks = [placed(`bar ${bandOf(mean)}`, 0, mean)];
  if (interval !== null) marks.push(placed('whisker', interval[0], interval[1]));
  return h(
    'span',
    { class: 'score' },
    h('span', { class: 'number' }, score(mean)),
    h('span', { class: 'scale', attributes: { 'aria-hidden': 'true' } }, ...marks),
    interval === null ? null : spoken(` between ${score(interval[0])} and ${score(interval[1])}`),
  );
}

/** More values than that are drawn by how many are where. */
const MOST_DOTS = 80;
const BINS = 50;

/** Scores from 0 to 1 as dots, many as shades, with a box from the lower to the upper quartile and the median. */
export function distribution(values: readonly number[]): HTMLElement {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => {
    const place = share * (sorted.length - 1);
    const low = sorted[Math.floor(place)] ?? 0;
    return low + ((sorted[Math.ceil(place)] ?? 0) - low) * (place % 1);
  };
  const [low, median, high] = [at(0.25), at(0.5), at(0.75)];
  const text = `median ${score(median)}, half of the files from ${score(low)} to ${score(high)}, all from ${score(at(0))} to ${score(at(1))}`;
  return h(
    'span',
    { class: 'distribution', attributes: { role: 'img', 'aria-label': text, title: text } },
    placed('range', at(0), at(1)),
    placed('box', low, high),
    ...(sorted.length > MOST_DOTS ? shades(sorted) : sorted.map((value) => placed('dot', value, value))),
    placed('median', median, median),
  );
}

function shades(values: readonly number[]): HTMLElement[] {
  const counts = new Array<number>(BINS).fill(0);
  for (const value of values) counts[Math.min(BINS - 1, Math.floor(value * BINS))]! += 1;
  const most = Math.max(...counts);
  return counts.flatMap((count, bin) => {
    if (count === 0) return [];
    const mark = placed('shade', bin / BINS, (bin + 1) / BINS);
    mark.style.opacity = String(0.15 + (0.85 * count) / most);
    return [mark];
  });
}

/** Several figures from 0 to 1 on one line, each told by its sign; those that would cover others stand lower. */
export function profile(marks: readonly { value: number; sign: string; name: string }[]): HTMLElement {
  const text = marks.map(({ name, value }) => `${name} ${score(value)}`).join(', ');
  const lanes: number[] = [];
  const drawn = marks
    .toSorted((a, b) => a.value - b.value)
    .map(({ value, sign }) => {
      const lane = lanes.findIndex((end) => value - end >= NEAR);
      const at = lane < 0 ? lanes.length : lane;
      lanes[at] = value;
      const mark = placed('place-mark', value, value);
      mark.textContent = sign;
      mark.style.top = `${at * 1.15}rem`;
      return mark;
    });
  const element = h(
    'span',
    { class: 'distribution profile', attributes: { role: 'img', 'aria-label': text, title: text } },
    ...drawn,
  );
  element.style.height = `${Math.max(1, lanes.length) * 1.15}rem`;
  return element;
}

/** Marks nearer than this would cover each other. */
const NEAR = 0.06;

/** A column's title where there is little room: a long name loses its middle. */
export function shortName(text: string, most = 16): string {
  if (text.length <= most) return text;
  const tail = Math.floor((most - 1) * 0.4);
  return `${text.slice(0, most - 1 - tail)}…${text.slice(-tail)}`;
}
