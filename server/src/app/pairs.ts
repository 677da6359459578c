import path from 'node:path';
import type { FilePair } from '../engine/index.ts';
import type { Application } from './application.ts';
import type { PairRequest, SourceText, Unreadable } from './ports.ts';
import type { Workbench } from './workbench.ts';

/** The version of a golden file that the generated one comes nearest to; of equals the first. */
export function best<T extends { readonly score: { readonly overall: number } }>(scored: readonly T[]): T {
  return scored.reduce((most, each) => (each.score.overall > most.score.overall ? each : most));
}

/** A golden file and its further versions. */
export function versionsOf(
  { alternatives }: Workbench,
  golden: { readonly absolute: string; readonly path: string },
  root: string,
): { absolute: string; path: string }[] {
  const others = (alternatives.get(golden.absolute) ?? []).map((absolute) => ({
    absolute,
    path: path.relative(root, absolute).replaceAll('\\', '/'),
  }));
  return [golden, ...others];
}

export function acceptedOf({ accepted }: Workbench, golden: string): Pick<PairRequest, 'accepted'> {
  const own = accepted.get(golden);
  return own === undefined ? {} : { accepted: own };
}

/** One request for each version of the golden file. */
export async function readPair(
  bench: Workbench,
  golden: Application,
  generated: Application,
  pair: FilePair,
): Promise<PairRequest[] | Unreadable> {
  const versions = versionsOf(bench, golden.files[pair.golden], golden.root);
  const texts: SourceText[] = [];
  for (const file of [...versions, ...pair.generated.map((index) => generated.files[index])]) {
    const content = await bench.source.read(file.absolute, bench.maxBytes);
    if (!content.ok) return { path: file.path, reason: content.reason };
    texts.push({ path: file.path, text: content.text, hash: bench.source.hash(content.text) });
  }
  const rest = texts.slice(versions.length);
  return versions.map(({ absolute }, index) => ({
    golden: texts[index],
    generated: rest,
    shared: pair.shared,
    ...acceptedOf(bench, absolute),
  }));
}

/** The file's fault, told in plain words. */
export function isSourceFault(error: unknown): boolean {
  return (error as { code?: string }).code === 'FERN_SOURCE';
}
