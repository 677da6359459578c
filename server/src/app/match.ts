import type { AbortSignalLike } from '../engine/index.ts';
import type { MatchDocument, MatchedFile } from '../protocol/documents.ts';
import { faultOfFile, matchApplications, readApplication } from './application.ts';
import { round } from './documents.ts';
import { noGolden, pinnedIndices, readGolden } from './goldenApplication.ts';
import { forEachLimited } from './limited.ts';
import type { MatchedUnit, OnProgress, PairRequest, SourceText } from './ports.ts';
import { InputError, type Workbench } from './workbench.ts';

/** Which file and unit goes with which, and why. */
export async function matchFolders(
  bench: Workbench,
  goldenRoot: string,
  generatedRoot: string,
  goldenName: string,
  onProgress: OnProgress,
  signal?: AbortSignalLike,
): Promise<MatchDocument> {
  const golden = await readGolden(bench, goldenRoot, [generatedRoot], onProgress, signal);
  if (golden.files.length === 0) throw new InputError(noGolden(goldenName, golden));
  const generated = await readApplication(bench, generatedRoot, onProgress, signal);
  onProgress({ phase: 'matching', done: 0, total: 1 });
  const fixed = pinnedIndices(bench, golden, generated);
  const matching = await matchApplications(bench, golden, generated, fixed, signal);
  const pairs: MatchedFile[] = new Array(matching.pairs.length);
  let done = 0;
  const load = async (file: { path: string; absolute: string; hash: string }): Promise<SourceText | null> => {
    const content = await bench.source.read(file.absolute, bench.maxBytes);
    return content.ok ? { path: file.path, text: content.text, hash: file.hash } : null;
  };
  const unitsOf = async (request: PairRequest): Promise<MatchedUnit[]> => {
    try {
      return await bench.analyst.units(request, signal);
    } catch (error) {
      if (faultOfFile(error, signal) === null) throw error;
      return [];
    }
  };
  await forEachLimited(matching.pairs, bench.concurrency, signal, async (pair, index) => {
    const left = golden.files[pair.golden];
    const right = pair.generated.map((column) => generated.files[column]);
    const texts = await Promise.all([left, ...right].map(load));
    const [first, ...rest] = texts;
    const complete = first !== null && rest.every((text) => text !== null);
    const units = complete ? await unitsOf({ golden: first, generated: rest, shared: pair.shared }) : [];
    pairs[index] = {
      golden: left.path,
      generated: right[0].path,
      ...(right.length > 1 ? { generated_parts: right.slice(1).map((file) => file.path) } : {}),
      similarity: round(pair.similarity),
      reason: pair.reason,
      runner_up:
        pair.runnerUp === null
          ? null
          : {
              generated: generated.files[pair.runnerUp.generated].path,
              similarity: round(pair.runnerUp.similarity),
            },
      units,
    };
    onProgress({ phase: 'scoring', done: ++done, total: matching.pairs.length });
  });
  return {
    pairs,
    missing: matching.missing.map((index) => golden.files[index].path),
    extra: matching.extra.map((index) => generated.files[index].path),
  };
}
