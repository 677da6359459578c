import type { DimensionDocument, EvaluationDocument, FileDocument } from '../../../protocol/documents.ts';
import { count, grouped, score } from '../../../protocol/figures.ts';
import {
  byLoss,
  dearestFindings,
  joinRoot,
  type LocatedFinding,
  placeText,
  points,
  worstFinding,
} from '../figures.ts';
import { middle, pad, plain, start, widthOf, wrap } from '../text.ts';
import { acceptedSection } from './accepted.ts';
import { bar, heading, listed, type Pen, pathSection } from './layout.ts';

const FILES_LISTED = 20;
const FINDINGS_LISTED = 10;
// Longer ones are cut: no terminal links a path beyond what file systems allow.
const LONGEST_PLACE = 300;

/** The lines of an evaluation. */
export function evaluationLines(document: EvaluationDocument, pen: Pen, failUnder: number | null): string[] {
  const paint = pen.band(document.overall);
  const summary = [
    `${document.files.length} of ${count(document.files.length + document.missing.length, 'golden file')} found`,
    ...(document.missing.length > 0 ? [`${document.missing.length} missing`] : []),
    ...(document.extra.length > 0 ? [`${document.extra.length} extra`] : []),
    ...(document.unreadable.length > 0 ? [`${document.unreadable.length} unreadable`] : []),
  ].join(', ');
  const half = Math.floor((pen.width - 5) / 2);
  return [
    '',
    `  ${middle(plain(document.generated), half)} ${pen.dim('against')} ${middle(plain(document.golden), half - 8)}`,
    '',
    `  ${pen.bold(paint(`${score(document.overall)}  ${pad(document.band, 9)}`))}  ${bar(pen, document.overall, Math.min(40, pen.width - 22))}`,
    `  ${pen.dim(start(summary, pen.width - 2))}`,
    ...gateLines(document.overall, pen, failUnder),
    ...heading(pen, 'Dimensions'),
    ...Object.entries(document.dimensions).map(([id, dimension]) => dimensionLine(id, dimension, pen)),
    ...fileLines(document.files, pen),
    ...pathSection(
      pen,
      'Missing',
      document.missing.map((path) => ({ path })),
      'golden files without a counterpart count 0',
    ),
    ...pathSection(
      pen,
      'Extra',
      document.extra.map((path) => ({ path })),
      'not counted',
    ),
    ...pathSection(
      pen,
      'Unreadable',
      document.unreadable.map(({ path, reason }) => ({ path, note: reason })),
    ),
    ...findingSection(document, pen),
    ...acceptedSection(document, pen),
  ];
}

function gateLines(overall: number, pen: Pen, failUnder: number | null): string[] {
  if (failUnder === null) return [];
  const passed = overall >= failUnder;
  const text = `${passed ? 'Passes' : 'Fails'} the gate: ${score(overall)} is ${passed ? 'not ' : ''}under ${failUnder}`;
  return [`  ${passed ? text : pen.bad(text)}`];
}

function dimensionLine(id: string, dimension: DimensionDocument, pen: Pen): string {
  const name = pad(start(plain(id), 15), 15);
  if (dimension.value === null) {
    return `    ${pen.dim(`${name}      –  ${start(plain(dimension.reason ?? 'does not apply'), pen.width - 30)}`)}`;
  }
  const basis = dimension.basis === undefined || dimension.basis === 'executed' ? '' : `, ${dimension.basis}`;
  const remark = `weighs ${Math.round(dimension.weight * 100)} %${basis}`;
  const width = Math.max(8, Math.min(30, pen.width - 30 - 22));
  return `    ${name}  ${pen.band(dimension.value)(score(dimension.value))}  ${bar(pen, dimension.value, width)}${pen.width < 60 ? '' : `  ${pen.dim(remark)}`}`;
}

function fileLines(files: readonly FileDocument[], pen: Pen): string[] {
  if (files.length === 0) return [];
  return [
    ...heading(pen, `Files (${grouped(files.length)})`, 'what costs most first'),
    ...listed(pen, byLoss(files), FILES_LISTED, (file) => fileEntry(file, pen)),
  ];
}

function fileEntry(file: FileDocument, pen: Pen): string[] {
  const indent = 22;
  const room = pen.width - indent;
  const golden = plain(file.golden);
  const generated = [file.generated, ...(file.generated_parts ?? [])].map(plain).join(' + ');
  const both = widthOf(golden) + 3 + widthOf(generated) <= room;
  const goldenText = both ? golden : middle(golden, Math.floor((room - 3) / 2));
  const generatedText = both ? generated : middle(generated, room - 3 - widthOf(goldenText));
  const paint = pen.band(file.overall);
  const names =
    golden === generated ? middle(golden, room) : `${goldenText} ${pen.dim('→')} ${generatedText}`;
  const worst = worstFinding(file);
  const version = file.golden_version;
  return [
    `    ${paint(`${score(file.overall)}  ${pad(file.band, 9)}`)}  ${names}`,
    ...(version === undefined
      ? []
      : [`${' '.repeat(indent)}${pen.dim(start(`against its version ${plain(version)}`, room))}`]),
    ...(worst === undefined
      ? []
      : [
          `${' '.repeat(indent)}${pen.dim(`${points(worst.points)} ${start(plain(worst.message), room - 8)}`)}`,
        ]),
  ];
}

function findingSection(document: EvaluationDocument, pen: Pen): string[] {
  const all = dearestFindings(document);
  if (all.length === 0) return [];
  return [
    ...heading(
      pen,
      `Findings (${grouped(all.length)})`,
      'points are of the file; what costs the whole most first',
    ),
    ...listed(pen, all, FINDINGS_LISTED, (located) => findingEntry(document, located, pen)),
  ];
}

function findingEntry(document: EvaluationDocument, { finding, file }: LocatedFinding, pen: Pen): string[] {
  const indent = ' '.repeat(12);
  const { generated, golden } = finding;
  const where = generated
    ? placeText(document.generated, generated)
    : golden
      ? placeText(document.golden, golden)
      : `${joinRoot(document.generated, file.generated)}:1:1`;
  const other = generated && golden ? `golden ${placeText(document.golden, golden)}` : '';
  const [first, ...rest] = wrap(plain(finding.message).slice(0, 2000), pen.width - 12);
  const rule = [
    plain(finding.rule),
    ...(finding.reference === undefined ? [] : [plain(finding.reference)]),
  ].join(' · ');
  return [
    `    ${pen.band(1 - finding.points * 3)(pad(points(finding.points), 6))}  ${first ?? ''}`,
    ...rest.map((line) => indent + line),
    `${indent}${middle(plain(where), LONGEST_PLACE)}`,
    ...(other === '' ? [] : [`${indent}${pen.dim(middle(plain(other), LONGEST_PLACE))}`]),
    `${indent}${pen.severity(finding.severity)(finding.severity)} ${pen.dim(start(rule, pen.width - 24))}`,
  ];
}
