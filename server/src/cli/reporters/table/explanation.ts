import type {
  ExplainedFileDocument,
  ExplainedInputDocument,
  ExplainedUnit,
  ExplanationDocument,
  InputOrigin,
} from '../../../protocol/documents.ts';
import { count } from '../../../protocol/figures.ts';
import { plain, start, wrap } from '../text.ts';
import { grid, type Pen, pathSection } from './layout.ts';

const ROWS = 12;

const ORIGINS: Readonly<Record<InputOrigin, string>> = {
  example: 'example',
  edge: 'edge of type',
  random: 'type and use',
  mutation: 'mutation',
  candidate: 'its code',
};

const FOUND: Readonly<Record<InputOrigin, string>> = {
  example: 'an example in the documentation, a call or a test',
  edge: 'an edge value of what the parameters take',
  random: 'the types and uses of the parameters',
  mutation: 'changing an input that took a rare path',
  candidate: 'what only the generated code mentions',
};

/**
 * The lines of an explanation: each unit with its witness and the inputs that it was run on. Of several units, those
 * on which nothing differs come without their inputs.
 */
export function explanationLines(document: ExplanationDocument, pen: Pen): string[] {
  const units = document.files.flatMap((file) => file.units);
  const withInputs = (unit: ExplainedUnit): boolean =>
    pen.verbose || units.length === 1 || unit.table.some(({ same }) => !same);
  const isShort = units.some((unit) => unit.table.length > 0 && !withInputs(unit));
  const hint = 'Where nothing differs, --verbose or --unit NAME shows the inputs.';
  return [
    ...document.files.flatMap((file) => fileLines(file, withInputs, pen)),
    ...(isShort ? ['', `  ${pen.dim(hint)}`] : []),
    ...pathSection(
      pen,
      'Missing',
      document.missing.map((path) => ({ path })),
      'golden files without a counterpart',
    ),
    ...pathSection(
      pen,
      'Unreadable',
      document.unreadable.map(({ path, reason }) => ({ path, note: reason })),
    ),
  ];
}

function fileLines(
  file: ExplainedFileDocument,
  withInputs: (unit: ExplainedUnit) => boolean,
  pen: Pen,
): string[] {
  const reason = file.reason === undefined ? '' : pen.dim(`  ${plain(file.reason)}`);
  return [
    '',
    `  ${pen.bold(plain(file.generated))} ${pen.dim('against')} ${plain(file.golden)}  ${verdict(file.verdict, pen)}${reason}`,
    ...file.units.flatMap((unit) => unitLines(unit, withInputs(unit), pen)),
  ];
}

function unitLines(unit: ExplainedUnit, withInputs: boolean, pen: Pen): string[] {
  const other =
    unit.generated === null || unit.generated === unit.golden ? '' : ` → ${plain(unit.generated)}`;
  return [
    '',
    `  ${pen.bold(plain(unit.golden))}${other}  ${verdict(unit.verdict, pen)}  ${pen.dim(evidence(unit))}`,
    ...(unit.reason === undefined ? [] : paragraph(unit.reason, pen, 4).map(pen.dim)),
    ...witnessLines(unit, pen),
    ...(withInputs ? tableLines(unit.table, pen) : []),
  ];
}

function verdict(text: string, pen: Pen): string {
  const words = text.replaceAll('_', ' ');
  return text === 'differs' ? pen.bad(words) : text === 'equivalent' ? pen.band(1)(words) : pen.dim(words);
}

function evidence({ inputs, branch_coverage, mutants, agreement }: ExplainedUnit): string {
  const branches =
    branch_coverage === null
      ? 'no branches'
      : `${Math.round(branch_coverage * 100)} % of the golden's branches`;
  const agreed = agreement === null ? [] : [`agreement ${agreement.toFixed(3)}`];
  const noticed =
    mutants === undefined
      ? []
      : [`noticing ${mutants.caught} of ${count(mutants.total, 'small change')} of the golden`];
  return inputs === 0 ? 'not run' : [count(inputs, 'input'), branches, ...noticed, ...agreed].join(', ');
}

function witnessLines({ witness, found }: ExplainedUnit, pen: Pen): string[] {
  if (witness === undefined) return [];
  const { call, golden, generated, beyond } = witness;
  const lines = [
    // Whole, so that it can be pasted.
    `    ${plain(call)}`,
    ...paragraph(`golden     ${golden}`, pen, 6),
    ...paragraph(`generated  ${generated}`, pen, 6).map(pen.bad),
  ];
  if (beyond !== undefined)
    lines.push(
      ...paragraph(`beyond what the golden is evidently meant for: ${beyond.join(', ')}`, pen, 6).map(
        pen.dim,
      ),
    );
  if (found !== undefined) {
    const smaller = found.shrunk_from === undefined ? '' : `; shrunk from ${found.shrunk_from}`;
    lines.push(...paragraph(`found by ${FOUND[found.origin]}${smaller}`, pen, 6).map(pen.dim));
  }
  return lines;
}

const LONGEST = 400;

function paragraph(text: string, pen: Pen, indent: number): string[] {
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
  return wrap(plain(short), pen.width - indent).map((line) => ' '.repeat(indent) + line);
}

function tableLines(table: readonly ExplainedInputDocument[], pen: Pen): string[] {
  if (table.length === 0) return [];
  const rows = pen.verbose ? table : table.slice(0, ROWS);
  const room = Math.max(30, pen.width - 4 - 6 - 8 - 14 - 10);
  const width = { input: Math.floor(room * 0.4), side: Math.floor(room * 0.3) };
  const inputs = withoutName(rows.map(({ call }) => call));
  const sides = rows.map(({ golden, generated }) =>
    aroundDifference(plain(golden), plain(generated), width.side),
  );
  const lines = grid(
    pen,
    [
      {
        title: '',
        cells: rows.map(({ same }) => (same ? 'same' : 'differ')),
        paint: (row) => (rows[row].same ? pen.dim : pen.bad),
      },
      { title: 'input', cells: inputs, width: width.input },
      { title: 'golden', cells: sides.map(([golden]) => golden), width: width.side },
      { title: 'generated', cells: sides.map(([, generated]) => generated), width: width.side },
      { title: 'domain', cells: rows.map(({ inside }) => (inside ? 'inside' : 'beyond')) },
      { title: 'from', cells: rows.map(({ origin }) => ORIGINS[origin]), paint: () => pen.dim },
    ],
    4,
  );
  const differing = table.filter(({ same }) => !same).length;
  const shown = rows.length === table.length ? 'all' : `${rows.length} of ${table.length}`;
  const more = rows.length === table.length ? '' : ' (--verbose lists all)';
  return [
    '',
    ...lines,
    `    ${pen.dim(`${shown} inputs shown, ${differing} of ${table.length} differ${more}`)}`,
  ];
}

/** Calls of one function as their arguments alone. */
function withoutName(calls: readonly string[]): string[] {
  const name = /^[\w$.]+\(/.exec(calls[0] ?? '')?.[0];
  const alike = name !== undefined && calls.every((call) => call.startsWith(name) && call.endsWith(')'));
  return alike ? calls.map((call) => call.slice(name.length, -1)) : [...calls];
}

/** Two long texts cut so that the place where they part is in sight. */
function aroundDifference(a: string, b: string, width: number): [string, string] {
  if (Math.max(a.length, b.length) <= width) return [a, b];
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  const from = Math.max(0, at - Math.floor(width / 3));
  const cut = (text: string): string => {
    const rest = from === 0 ? text : `…${text.slice(from + 1)}`;
    return rest.length > width ? `${rest.slice(0, width - 1)}…` : rest;
  };
  return a === b ? [start(a, width), start(b, width)] : [cut(a), cut(b)];
}
