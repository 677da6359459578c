import type { FileExplanation, ReproCase, ReproModule } from '../explain.ts';
import type { Outcome } from '../sandbox.ts';
import { inputLiteral } from './literal.ts';
import { RUNTIME } from './runtime.ts';

/** An explained pair of files, by the names that people know them by. */
export interface ExplainedFile {
  readonly golden: string;
  readonly generated: string;
  readonly explanation: FileExplanation;
}

export interface Repro {
  /** The file's text: CommonJS and ES module at once. */
  readonly text: string;
  /** How many units it shows. */
  readonly tests: number;
  /** Differing units that it can't show, and why. */
  readonly left: readonly { readonly unit: string; readonly reason: string }[];
}

/** A thread that takes longer is one that never ends; most take milliseconds. */
const TIME_LIMIT_MS = 10_000;

interface Test {
  readonly file: ExplainedFile;
  readonly index: number;
  readonly repro: ReproCase;
}

/**
 * A test for plain Node that fails on the generated code and passes on the golden: both codes, one call a unit with
 * the golden's answer as it was in the sandbox.
 */
export function writeRepro(files: readonly ExplainedFile[], unit: string | null = null): Repro {
  const tests: Test[] = [];
  const left: { unit: string; reason: string }[] = [];
  files.forEach((file, index) => {
    for (const each of file.explanation.behaviour.units) {
      if (unit !== null && each.golden !== unit) continue;
      const found = file.explanation.units.find(({ golden }) => golden === each.golden)?.found ?? null;
      if (found === null) {
        if (each.verdict === 'differs')
          left.push({ unit: each.golden, reason: each.reason ?? 'no call shows it' });
        continue;
      }
      const reason = reasonAgainst(found.repro);
      if (reason === null) tests.push({ file, index, repro: found.repro });
      else left.push({ unit: each.golden, reason });
    }
  });
  return { text: tests.length === 0 ? '' : textOf(tests), tests: tests.length, left };
}

/** What stand-ins answered in the sandbox is nothing that plain Node would. */
function reasonAgainst({ expected, actual }: ReproCase): string | null {
  const asked = [...expected.golden.effects, ...actual.effects].find(
    (line) => !/^(?:callback\(|uncaught )/.test(line),
  );
  if (asked !== undefined) return 'it asks the world outside, which a stand-in answered';
  return expected.golden.invented || actual.invented ? 'its answer is a stand-in’s invention' : null;
}

function textOf(tests: readonly Test[]): string {
  const endless = tests.some(({ repro }) => /^(?:steps|time|cut)$/.test(repro.actual.ending));
  const modules = (side: 'golden' | 'generated'): string => {
    const used = new Map<string, ReproModule>();
    for (const { file, index } of tests)
      file.explanation.modules[side].forEach((module, at) => {
        used.set(at === 0 ? entryOf(module.id, index) : module.id, module);
      });
    // Imported files keep their paths; an entry may be imported by others under its own.
    return [...used].map(([id, module]) => moduleText(id, module, endless)).join('\n');
  };
  return `${header(tests)}
const SIDE = process.env.FERN_SIDE === 'golden' ? 'golden' : 'generated';
const TIME_LIMIT_MS = ${TIME_LIMIT_MS};
process.env.TZ = 'UTC';

async function main() {
  const { test } = await import("node:test");
${tests.map(testText).join('\n\n')}
}

/** Makes a call on the chosen side and fails unless it comes out as the golden does. */
async function check({ call, input, expected: both, ...task }) {
  const expected = both[SIDE];
  const actual = await outcomeOf({ ...task, input: input[SIDE], side: SIDE, entry: task.entry[SIDE], unit: task.unit[SIDE], errors: SIDE === 'golden' ? {} : task.errors });
  if (!isSame(expected, actual)) throw new Error(call + ' gives ' + tell(actual) + ', expected ' + tell(expected));
}

function both(one) {
  return { golden: one, generated: one };
}

function tell({ ending, value, mutated, effects = [] }) {
  if (ending === 'throw') return 'a thrown ' + value;
  if (ending !== 'value') return { steps: 'no end', stack: 'a stack overflow', pending: 'a promise that never settles' }[ending] ?? ending;
  return value + (mutated ? ', leaving ' + mutated : '') + (effects.length > 0 ? ' after ' + effects.join(', ') : '');
}

// ---- Both codes: types stripped, modules as functions. ----

const MODULES = {
  golden: {
${modules('golden')}
  },
  generated: {
${modules('generated')}
  },
};

// ---- How a call is made and compared; the same for every such file. ----

${RUNTIME}

main();
`;
}

function header(tests: readonly Test[]): string {
  const files = [...new Set(tests.map(({ file }) => `${file.generated} against ${file.golden}`))];
  return `// Written by fern explain --repro: what ${files.map(comment).join('; ')} does differently.
//
//   node THIS_FILE                      runs the generated code and fails
//   FERN_SIDE=golden node THIS_FILE     runs the golden code and passes
//
// Needs Node 20 or later and nothing else; node --test runs it too. The code below is run as it is: read it first.
// Time stands still at 2024-03-15T10:30:00Z, the zone is UTC, the locale en-US, randomness is seeded.
// Results are told as text: keys sorted, errors by class, -0 as 0.
`;
}

function testText({ file, index, repro }: Test): string {
  const { call, golden, generated, kind, input, expected, told, errors, steps } = repro;
  const entry = (side: 'golden' | 'generated'): string =>
    JSON.stringify(entryOf(file.explanation.modules[side][0].id, index));
  return `  test(${JSON.stringify(`${file.golden}: ${golden}`)}, () =>
    // ${comment(call)}
    //   golden:    ${comment(told.golden)}
    //   generated: ${comment(told.generated)}
    check({
      call: ${JSON.stringify(call)},
      input: ${bySide(input, (each) => `() => (${inputLiteral(each)})`)},
      expected: ${bySide(expected, expectedText)},
      entry: { golden: ${entry('golden')}, generated: ${entry('generated')} },
      unit: { golden: ${JSON.stringify(golden)}, generated: ${JSON.stringify(generated)} },
      kind: '${kind}',
      errors: ${JSON.stringify(errors)},
      seed: ${file.explanation.seed},
      steps: ${steps},
    }));`;
}

/** What a call needs on each side: the same, unless the generated code calls things otherwise. */
function bySide<T>(given: { golden: T; generated: T }, text: (one: T) => string): string {
  const [golden, generated] = [text(given.golden), text(given.generated)];
  return golden === generated ? `both(${golden})` : `{ golden: ${golden}, generated: ${generated} }`;
}

function expectedText({ ending, value, mutated, effects }: Outcome): string {
  const parts = [`ending: '${ending}'`, `value: ${JSON.stringify(value)}`];
  if (mutated !== '') parts.push(`mutated: ${JSON.stringify(mutated)}`);
  if (effects.length > 0) parts.push(`effects: ${JSON.stringify(effects)}`);
  return `{ ${parts.join(', ')} }`;
}

function entryOf(id: string, index: number): string {
  return `${id}#${index}`;
}

function moduleText(id: string, { bare, stepped, imports }: ReproModule, endless: boolean): string {
  const code = (endless ? stepped : bare).trim();
  // Texts over several lines stay as they are.
  const body = /`|\\$/m.test(code) ? code : code.replace(/^(?=.)/gm, '        ');
  return `    ${JSON.stringify(id)}: {
      imports: ${JSON.stringify(imports)},
      code: function (require, module, exports, $own, $hit, $left, $stop, $read) {
${body}
      },
    },`;
}

/** On one line, not too long. */
function comment(text: string): string {
  const line = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, ' ');
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}
