import { SERIES } from './metrics.ts';

/** What an expression speaks of. That it can be parsed is for promtool to say. */
export interface Mentions {
  /** Names of series with the labels that are asked of them. */
  readonly series: readonly { readonly name: string; readonly labels: readonly string[] }[];
  /** Labels that it groups, joins or drops by. */
  readonly grouping: readonly string[];
}

const WORDS = /^(?:and|or|unless|by|without|on|ignoring|group_left|group_right|offset|bool|inf|nan)$/i;
const NAME = '[a-zA-Z_:][\\w:]*';

export function mentions(expression: string): Mentions {
  const grouping: string[] = [];
  const bare = expression
    .replace(/"(?:[^"\\]|\\.)*"/g, '""')
    .replace(/\boffset\s+\w+/g, ' ')
    .replace(/\b(?:by|without|on|ignoring|group_left|group_right)\s*\(([^)]*)\)/g, (_, labels: string) => {
      grouping.push(...labels.split(',').flatMap((label) => label.trim() || []));
      return ' ';
    })
    .replace(/\[[^\]]*\]/g, ' ');
  const series = [...bare.matchAll(new RegExp(`(?<![\\w:."])(${NAME})\\s*(\\(|\\{[^}]*\\})?`, 'g'))].flatMap(
    ([, name = '', rest = '']) => {
      if (rest === '(' || WORDS.test(name)) return [];
      const labels = [...rest.matchAll(/(\w+)\s*(?:=~|!~|!=|=)\s*""/g)].map(([, label = '']) => label);
      return [{ name, labels }];
    },
  );
  return { series, grouping };
}

/** What of an expression no metric has: series that are not told of, labels that they don't carry. */
export function unknownIn(expression: string): string[] {
  const { series, grouping } = mentions(expression);
  if (series.length === 0) return [`nothing is asked for: ${expression}`];
  const carried = new Set(series.flatMap(({ name }) => SERIES.get(name) ?? []));
  return [
    ...series.flatMap(({ name, labels }) => {
      const known = SERIES.get(name);
      if (known === undefined) return [`no series ${name}`];
      return labels.filter((label) => !known.includes(label)).map((label) => `no label ${label} of ${name}`);
    }),
    ...grouping.filter((label) => !carried.has(label)).map((label) => `no label ${label} in ${expression}`),
  ];
}
