import type {
  EvaluationDocument,
  FileDocument,
  FindingDocument,
  Place,
  Verdict,
} from '../../protocol/documents.ts';

/** Points lost, as `−0.120`; what rounds to nothing is `<0.001`, because it is not nothing. */
export function points(value: number): string {
  return value > 0 && value < 0.0005 ? '<0.001' : `−${value.toFixed(3)}`;
}

/** An interval as `0.41 to 0.52`; `–` where it is not known. */
export function span(interval: readonly [number, number] | null): string {
  if (interval === null) return '–';
  return interval.map((end) => (end < 0 ? `−${(-end).toFixed(3)}` : end.toFixed(3))).join(' to ');
}

export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  winner: 'winner',
  lead_not_proven: 'lead, not proven',
  practically_equal: 'practically equal',
  not_enough_data: 'not enough data',
  not_comparable: 'not comparable',
};

/** Files by what they cost the overall score (weight times loss), dearest first; ties keep their order. */
export function byLoss(files: readonly FileDocument[]): FileDocument[] {
  return files.toSorted((a, b) => b.weight * (1 - b.overall) - a.weight * (1 - a.overall));
}

export interface LocatedFinding {
  finding: FindingDocument;
  file: FileDocument;
}

/** All findings of an evaluation by what they cost the overall score, dearest first. */
export function dearestFindings(document: EvaluationDocument): LocatedFinding[] {
  return document.files
    .flatMap((file) => file.findings.map((finding) => ({ finding, file })))
    .toSorted((a, b) => b.file.weight * b.finding.points - a.file.weight * a.finding.points);
}

/** The finding that costs a file most, or undefined for a file without any. */
export function worstFinding(file: FileDocument): FindingDocument | undefined {
  return file.findings.reduce<FindingDocument | undefined>(
    (worst, finding) => (worst === undefined || finding.points > worst.points ? finding : worst),
    undefined,
  );
}

/** A path of a document joined to the root that it is relative to; a root that is the file itself stays. */
export function joinRoot(root: string, file: string): string {
  const base = root.replaceAll('\\', '/').replace(/\/+$/, '');
  if (file === '' || base === file || base.endsWith(`/${file}`)) return base;
  if (base === '' || base === '.') return root.startsWith('/') ? `/${file}` : file;
  return `${base}/${file}`;
}

/** `path:line:column`, counted from 1 as people and terminals do. */
export function placeText(root: string, place: Place): string {
  const { line, character } = place.range.start;
  return `${joinRoot(root, place.file)}:${line + 1}:${character + 1}`;
}
