import type { Alignment, Hunk, UnitPair } from '../matching/alignment.ts';
import { K } from '../model/kinds.ts';
import type { SourceModel, Span, Unit } from '../model/source.ts';
import { label, span } from '../model/tree.ts';
import type { DimensionId, DimensionInput, Finding, Severity } from './dimension.ts';

/** Below this similarity a unit is told as rewritten rather than as a list of places. */
const REWRITTEN = 0.5;
/** More places than this in one unit are told as one. */
const MOST = 24;

/** Findings for the places where a pair of units differs; their costs add up to `loss`. */
export function hunkFindings(
  dimension: DimensionId,
  golden: SourceModel,
  generated: SourceModel,
  pair: UnitPair,
  hunks: readonly Hunk[],
  loss: number,
): Finding[] {
  const a = golden.units[pair.golden];
  const b = generated.units[pair.generated];
  const whole = (message: string, severity: Severity): Finding[] => [
    {
      rule: `${dimension}/rewritten`,
      severity,
      message,
      cost: loss,
      generated: span(generated.tree, b.node),
      golden: span(golden.tree, a.node),
    },
  ];
  const merged = mergeNear(hunks, generated.lineStarts);
  const percent = Math.round(100 * pair.similarity);
  if (pair.similarity < REWRITTEN) {
    return whole(
      `${unitName(b)} is written anew: ${percent} % of the golden's ${unitName(a)} is left.`,
      'warning',
    );
  }
  if (merged.length === 0 || merged.length > MOST) {
    return whole(`${unitName(b)} differs from the golden in ${hunks.length} places.`, 'information');
  }
  const total = merged.reduce((sum, group) => sum + weightOf(group), 0);
  return merged.map((group) => ({
    rule: `${dimension}/${group[0].kind}`,
    severity: 'information',
    message: describe(golden, generated, a, group),
    cost: (loss * weightOf(group)) / total,
    generated: cover(group.map((hunk) => hunk.generated)),
    golden: cover(group.map((hunk) => hunk.golden)),
  }));
}

/** A golden unit without counterpart; the place in the generated file is the gap where it would stand. */
export function missingFinding(
  dimension: DimensionId,
  { golden, generated, alignment }: Pick<DimensionInput, 'golden' | 'generated' | 'alignment'>,
  unit: number,
  cost: number,
): Finding {
  const missing = golden.units[unit];
  const what = missing.kind === 'import' ? `The import of \`${missing.name}\`` : unitName(missing);
  return {
    rule: `${dimension}/missing`,
    severity: missing.kind === 'import' ? 'hint' : 'warning',
    message: `${what} of the golden has no counterpart.`,
    cost,
    generated: gapFor(generated, alignment, unit),
    golden: span(golden.tree, missing.node),
  };
}

/** Behind the counterpart of the nearest golden unit before it, up to what follows there; null without one. */
function gapFor(generated: SourceModel, { pairs }: Alignment, unit: number): Span | null {
  let before = -1;
  let partner = -1;
  for (const pair of pairs) {
    if (pair.golden >= unit || pair.golden <= before) continue;
    before = pair.golden;
    partner = pair.generated;
  }
  if (partner < 0) return null;
  const { tree, units } = generated;
  const start = tree.end[units[partner].node];
  let end = tree.end[0];
  for (const { node } of units)
    if (tree.start[node] >= start && tree.start[node] < end) end = tree.start[node];
  return { start, end };
}

export function extraFinding(
  dimension: DimensionId,
  generated: SourceModel,
  unit: number,
  cost: number,
): Finding {
  const extra = generated.units[unit];
  return {
    rule: `${dimension}/extra`,
    severity: 'hint',
    message: `${unitName(extra)} has no counterpart in the golden.`,
    cost,
    generated: span(generated.tree, extra.node),
    golden: null,
  };
}

export function unitName(unit: Unit): string {
  return unit.name === '' ? 'this statement' : `\`${unit.name}\``;
}

function weightOf(group: readonly Hunk[]): number {
  return group.reduce((sum, hunk) => sum + hunk.weight, 0);
}

/** Hunks on the same or the next line are told as one. */
function mergeNear(hunks: readonly Hunk[], lineStarts: Uint32Array): Hunk[][] {
  const groups: Hunk[][] = [];
  let end = -1;
  for (const hunk of hunks) {
    const last = groups[groups.length - 1];
    if (last !== undefined && linesBetween(lineStarts, end, hunk.generated.start) <= 1) last.push(hunk);
    else groups.push([hunk]);
    end = Math.max(end, hunk.generated.end);
  }
  return groups;
}

function linesBetween(lineStarts: Uint32Array, from: number, to: number): number {
  let low = 0;
  let high = lineStarts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lineStarts[middle] <= from) low = middle + 1;
    else high = middle;
  }
  let lines = 0;
  for (let line = low; line < lineStarts.length && lineStarts[line] <= to; line++) lines++;
  return lines;
}

function cover(spans: readonly Span[]): Span {
  return {
    start: Math.min(...spans.map((span) => span.start)),
    end: Math.max(...spans.map((span) => span.end)),
  };
}

function describe(golden: SourceModel, generated: SourceModel, unit: Unit, group: readonly Hunk[]): string {
  const [first] = group;
  const where = ` in ${unitName(unit)}`;
  const was = first.goldenNode < 0 ? '' : label(golden.tree, first.goldenNode);
  const is = first.generatedNode < 0 ? '' : label(generated.tree, first.generatedNode);
  switch (first.kind) {
    case 'added':
      return `Code that the golden does not have${where}.`;
    case 'removed':
      return `Code of the golden is missing here${where}.`;
    case 'name':
      return `\`${shorten(is)}\` is used here for the golden's \`${shorten(was)}\`, unlike elsewhere${where}.`;
    default:
      if (
        group.length === 1 &&
        was !== is &&
        was !== '' &&
        is !== '' &&
        isTold(golden.tree.kind[first.goldenNode])
      ) {
        return `\`${shorten(is)}\` stands where the golden has \`${shorten(was)}\`${where}.`;
      }
      return `Code differs from the golden${where}.`;
  }
}

/** Kinds whose label reads as it stands in the source. */
function isTold(kind: number): boolean {
  return (
    kind === K.Binary ||
    kind === K.Logical ||
    kind === K.Assign ||
    (kind >= K.Identifier && kind <= K.Constant)
  );
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}
