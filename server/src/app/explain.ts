import { dirname } from 'node:path';
import type { AbortSignalLike, ExplainedFile, FileExplanation } from '../engine/index.ts';
import {
  type ExplainedFileDocument,
  type ExplanationDocument,
  SCHEMA_VERSION,
} from '../protocol/documents.ts';
import { byPlace, compareText, readApplication } from './application.ts';
import { behaviourUnit } from './documents.ts';
import { pairOfFiles, scoreApplications } from './evaluate.ts';
import { noGolden, readGolden } from './goldenApplication.ts';
import { best, versionsOf } from './pairs.ts';
import type { OnProgress, PairRequest, Unreadable } from './ports.ts';
import { ENGINE_VERSION } from './version.ts';
import { InputError, type Workbench } from './workbench.ts';

/** What running two files or two applications showed, pair by pair. */
export interface Explained {
  readonly files: readonly ExplainedFile[];
  readonly missing: readonly string[];
  readonly unreadable: readonly Unreadable[];
}

interface Located {
  readonly absolute: string;
  readonly path: string;
}

/** @throws InputError as evaluating does. */
export async function explainFiles(
  bench: Workbench,
  golden: Located,
  generated: Located,
  signal?: AbortSignalLike,
): Promise<Explained> {
  const explain = runnerOf(bench);
  const versions = versionsOf(bench, golden, dirname(golden.absolute));
  const all = await Promise.all(
    versions.map(async (version) => {
      const { request, complete } = await pairOfFiles(bench, version, generated);
      const explanation = await explain(complete, signal);
      return { file: explained(request, explanation), score: scoreOf(explanation) };
    }),
  );
  return { files: [best(all).file], missing: [], unreadable: [] };
}

/** @throws InputError when the golden folder holds no code. */
export async function explainFolders(
  bench: Workbench,
  roots: { readonly golden: string; readonly generated: string },
  goldenName: string,
  onProgress: OnProgress,
  signal?: AbortSignalLike,
): Promise<Explained> {
  const golden = await readGolden(bench, roots.golden, [roots.generated], onProgress, signal);
  if (golden.files.length === 0) throw new InputError(noGolden(goldenName, golden));
  const generated = await readApplication(bench, roots.generated, onProgress, signal);
  const explain = runnerOf(bench);
  const files: ExplainedFile[] = [];
  const { missing, unreadable } = await scoreApplications(
    bench,
    golden,
    generated,
    onProgress,
    async (request) => {
      const explanation = await explain(request, signal);
      return { explanation, ...scoreOf(explanation) };
    },
    (_, request, { explanation }) => files.push(explained(request, explanation)),
    signal,
  );
  files.sort((a, b) => compareText(a.golden, b.golden));
  return {
    files,
    missing: missing.map(({ path }) => path),
    unreadable: [...golden.unreadable, ...unreadable].sort(byPlace),
  };
}

/** By what versions of a golden file are chosen here: only what was run. */
function scoreOf({ behaviour }: FileExplanation): { overall: number } {
  return { overall: behaviour.value ?? 0 };
}

function runnerOf({ explain }: Workbench): NonNullable<Workbench['explain']> {
  if (explain === undefined) throw new Error('Explaining runs code, and this workbench does not.');
  return explain;
}

function explained({ golden, generated }: PairRequest, explanation: FileExplanation): ExplainedFile {
  return { golden: golden.path, generated: generated.map(({ path }) => path).join(', '), explanation };
}

/** Only the units of that name on the golden side, in files that have any. */
export function onlyUnit(explained: Explained, name: string): Explained {
  const files = explained.files.flatMap((file): ExplainedFile[] => {
    const { behaviour, units } = file.explanation;
    const kept = behaviour.units.filter(({ golden }) => golden === name);
    if (kept.length === 0) return [];
    const [{ verdict, reason }] = kept;
    return [
      {
        ...file,
        explanation: {
          ...file.explanation,
          behaviour: { ...behaviour, verdict, reason, units: kept },
          units: units.filter(({ golden }) => golden === name),
        },
      },
    ];
  });
  return { files, missing: [], unreadable: [] };
}

/** Names of all units of the golden, sorted, each once. */
export function unitNames({ files }: Explained): string[] {
  const names = files.flatMap(({ explanation }) => explanation.behaviour.units.map(({ golden }) => golden));
  return [...new Set(names)].sort(compareText);
}

export function explanationDocument(
  { files, missing, unreadable }: Explained,
  names: { readonly golden: string; readonly generated: string },
): ExplanationDocument {
  return {
    schema_version: SCHEMA_VERSION,
    engine_version: ENGINE_VERSION,
    ...names,
    files: files.map(fileOf),
    missing: [...missing],
    unreadable: [...unreadable],
  };
}

function fileOf({ golden, generated, explanation }: ExplainedFile): ExplainedFileDocument {
  const { behaviour, units } = explanation;
  return {
    golden,
    generated,
    verdict: behaviour.verdict,
    ...(behaviour.reason === null ? {} : { reason: behaviour.reason }),
    units: behaviour.units.map((unit) => {
      const seen = units.find((each) => each.golden === unit.golden);
      const found = seen?.found ?? null;
      return {
        ...behaviourUnit(unit),
        ...(found === null
          ? {}
          : {
              found: {
                origin: found.origin,
                ...(found.from === found.repro.call ? {} : { shrunk_from: found.from }),
              },
            }),
        table: (seen?.inputs ?? []).map(({ beyond, ...input }) => ({
          ...input,
          ...(beyond.length === 0 ? {} : { beyond: [...beyond] }),
        })),
      };
    }),
  };
}
