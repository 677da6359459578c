import path from 'node:path';
import type { Acceptance, PairScore } from '../engine/index.ts';
import type { UnusedAcceptance } from '../protocol/documents.ts';
import type { AcceptedLine } from '../protocol/settings/types.ts';
import { compareText } from './application.ts';

/** What the configuration accepts, by golden file (absolute). */
export type Accepted = ReadonlyMap<string, readonly Acceptance[]>;

export function acceptedByFile(lines: readonly AcceptedLine[]): Accepted {
  const byFile = new Map<string, Acceptance[]>();
  for (const { golden, unit = null, rule = null, input = null, reason } of lines) {
    const known = byFile.get(golden) ?? [];
    known.push({ unit, rule, input, reason, line: null });
    byFile.set(golden, known);
  }
  return byFile;
}

/** Takes note of what was accepted and of what of it was of use, over all pairs and models of a run. */
export interface AcceptanceLedger {
  /** @param file path of the golden file that was compared with, as documents name it. */
  note(file: string, score: Pick<PairScore, 'accepted' | 'unusedAcceptances'>): void;
  /** What nothing made use of, in order of files and lines. */
  unused(): UnusedAcceptance[];
}

export function createLedger(): AcceptanceLedger {
  const used = new Map<string, boolean>();
  const keyOf = (file: string, acceptance: Acceptance): string =>
    JSON.stringify([file, unusedDocument(file, acceptance)]);
  return {
    note(file, { accepted, unusedAcceptances }) {
      for (const acceptance of unusedAcceptances) {
        const key = keyOf(file, acceptance);
        used.set(key, used.get(key) ?? false);
      }
      for (const { by } of accepted) used.set(keyOf(file, by), true);
    },
    unused: () =>
      [...used]
        .filter(([, isUsed]) => !isUsed)
        .map(([key]) => (JSON.parse(key) as [string, UnusedAcceptance])[1])
        .sort((a, b) => compareText(a.golden_file, b.golden_file) || (a.line ?? -1) - (b.line ?? -1)),
  };
}

function unusedDocument(file: string, { line, unit, rule, input, reason }: Acceptance): UnusedAcceptance {
  return {
    golden_file: file,
    ...(line === null ? {} : { line }),
    ...(unit === null ? {} : { unit }),
    ...(rule === null ? {} : { rule }),
    ...(input === null ? {} : { input }),
    reason,
    accepted_by: line === null ? 'configuration' : 'comment',
  };
}

/** What is accepted of files that are not among the golden ones: moved, renamed or misspelt. */
export function acceptedElsewhere(
  accepted: Accepted,
  root: string,
  known: ReadonlySet<string>,
): UnusedAcceptance[] {
  return [...accepted].flatMap(([file, acceptances]) => {
    const relative = path.relative(root, file).replaceAll('\\', '/');
    if (known.has(file) || relative.startsWith('../') || path.isAbsolute(relative)) return [];
    return acceptances.map((acceptance) => unusedDocument(relative, acceptance));
  });
}
