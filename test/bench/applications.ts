import { type CorpusFile, PACKAGES, packageFiles } from '../corpus/files.ts';
import { mutate } from '../corpus/transforms/mutate.ts';

export interface ApplicationPair {
  readonly golden: { path: string; text: string }[];
  readonly generated: { path: string; text: string }[];
}

/**
 * An application of `count` files made from real packages' sources, and what a model made of it: two changes in
 * every file. When the packages have fewer files they are used again with other literals, so that no two are alike.
 */
export function makeApplication(count: number, seed = 'model'): ApplicationPair {
  const sources: CorpusFile[] = PACKAGES.flatMap(({ name }) => packageFiles(name)).filter(
    ({ text }) => text.length > 200 && text.length < 30_000,
  );
  const golden: { path: string; text: string }[] = [];
  const generated: { path: string; text: string }[] = [];
  for (let i = 0; i < count; i++) {
    const source = sources[i % sources.length];
    const round = Math.floor(i / sources.length);
    const path = round === 0 ? source.path : `again${round}/${source.path}`;
    const text = round === 0 ? source.text : varied(source.text, round);
    golden.push({ path, text });
    generated.push({ path, text: mutate(text, path, 2, `${seed}:${i}`).text });
  }
  return { golden, generated };
}

function varied(text: string, round: number): string {
  return text
    .replace(/\b(\d{1,4})\b/g, (digits) => String(Number(digits) + round))
    .replace(/'([a-z]{3,})'/g, (_, word) => `'${word}${round}'`)
    .concat(`\nexport const variation${round} = ${round};\n`);
}
