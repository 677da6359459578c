import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createBehaviourSession, type FileBehaviour } from '../../server/src/engine/index.ts';
import { openQuickJs } from '../../server/src/platform/quickjs/sandbox.ts';
import { table } from '../corpus/figures.ts';
import { carve } from '../corpus/functions/carve.ts';
import { Subject, withEntry, withImports } from '../corpus/functions/laboratory.ts';
import { FUNCTIONS, type ListedFunction } from '../corpus/functions/list.ts';
import { mutantsOf } from '../corpus/functions/mutants.ts';
import { PAIRS } from '../corpus/functions/pairs.ts';
import { rewritesOf } from '../corpus/functions/rewrites.ts';
import { typedInputs } from '../corpus/functions/signatures.ts';

/** What Fern said of a changed function, and what was changed. */
interface Finding {
  readonly function: string;
  readonly package: string;
  readonly kind: string;
  readonly shown: string;
  readonly verdict: string;
  readonly reason: string | null;
  /** The call on which Fern says that both differ. */
  readonly witness: string | null;
  readonly beyond: readonly string[];
  /** The first of the typed inputs that told a mutant apart. */
  readonly input?: string;
}

const INPUTS = 2000;
/** What `fern compare` runs by default. */
const OPTIONS = { inputs: 200, seed: 1 };

/**
 * Mutants of real functions that their own results on typed inputs tell apart, and rewrites that these inputs do not:
 * what does Fern say? `--only PART` of a function's file and name, `--mutants N` and `--rewrites N` for each function.
 */
export async function mutants(out: (line: string) => void, args: readonly string[]): Promise<object> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', multiple: true },
      mutants: { type: 'string', default: '12' },
      rewrites: { type: 'string', default: '4' },
    },
  });
  const listed = FUNCTIONS.filter(
    (one) => values.only === undefined || values.only.some((part) => idOf(one).includes(part)),
  );
  const sandbox = await openQuickJs(join(process.cwd(), 'dist'));
  const found = { mutants: [] as Finding[], rewrites: [] as Finding[] };
  let untold = 0;
  let unlike = 0;
  for (const one of listed) {
    const started = performance.now();
    const carved = carve(
      { path: one.file, text: readFileSync(join('node_modules', one.file), 'utf8') },
      one.name,
    );
    if (carved === null) throw new Error(`${one.file} has no function ${one.name}`);
    const sources = await withImports(carved);
    const inputs = typedInputs(one.takes, INPUTS, idOf(one));
    const subject = new Subject(sandbox, sources, inputs);
    const session = createBehaviourSession(sandbox);
    const judge = (kind: string, text: string, shown: string, at?: number): Finding => {
      const request = { golden: sources, generated: withEntry(sources, text), goldenKey: carved.text };
      const behaviour = session.compare(request, OPTIONS);
      const input = at === undefined ? {} : { input: JSON.stringify(inputs[at]!.args) };
      return { function: idOf(one), package: packageOf(one), kind, shown, ...said(behaviour), ...input };
    };
    const before = { mutants: found.mutants.length, rewrites: found.rewrites.length };
    for (const { operator, text, shown } of mutantsOf(carved, Number(values.mutants))) {
      const at = subject.differsAt(text);
      if (at < 0) untold++;
      else found.mutants.push(judge(operator, text, shown, at));
    }
    for (const { kind, text, shown } of rewritesOf(carved, Number(values.rewrites))) {
      const at = subject.differsAt(text);
      if (at >= 0) {
        unlike++;
        out(`unlike ${idOf(one)} [${kind}] ${shown} ${JSON.stringify(inputs[at]!.args)}`);
      } else found.rewrites.push(judge(kind, text, shown));
    }
    const fresh = found.mutants.slice(before.mutants);
    const kept = found.rewrites.slice(before.rewrites);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    out(
      `${idOf(one)}: ${fresh.filter(isDifferent).length}/${fresh.length} mutants, ` +
        `${kept.filter(isDifferent).length}/${kept.length} rewrites called different, ${seconds} s`,
    );
    for (const miss of fresh.filter((mutant) => !isDifferent(mutant))) tell(out, 'missed', miss);
    for (const wrong of kept.filter(isDifferent)) tell(out, 'wrong', wrong);
  }
  if (values.only === undefined) {
    for (const { kind, golden, generated, takes } of PAIRS) {
      const sources = await withImports({ path: 'written.ts', text: golden });
      const subject = new Subject(sandbox, sources, typedInputs(takes, INPUTS, golden));
      const at = subject.differsAt(generated);
      if (at >= 0) throw new Error(`these are not the same: ${golden} ${generated}`);
      const request = { golden: sources, generated: withEntry(sources, generated), goldenKey: golden };
      const behaviour = createBehaviourSession(sandbox).compare(request, OPTIONS);
      const shown = `${golden} → ${generated}`;
      found.rewrites.push({ function: 'written', package: 'by hand', kind, shown, ...said(behaviour) });
    }
  }
  return report(out, listed, found, { untold, unlike });
}

function idOf({ file, name }: ListedFunction): string {
  return `${file}:${name}`;
}

function packageOf({ file }: ListedFunction): string {
  return file
    .split('/')
    .slice(0, file.startsWith('@') ? 2 : 1)
    .join('/');
}

function said({ verdict, reason, units }: FileBehaviour) {
  const witness = units.find((unit) => unit.witness !== null)?.witness ?? null;
  return {
    verdict,
    reason: reason ?? units.find((unit) => unit.reason !== null)?.reason ?? null,
    witness: witness === null ? null : `${witness.call}: ${witness.golden} / ${witness.generated}`,
    beyond: witness?.beyond ?? [],
  };
}

function tell(out: (line: string) => void, what: string, one: Finding): void {
  const input = one.input === undefined ? '' : `; told apart by ${one.input}`;
  out(`  ${what} [${one.kind}] ${one.shown.slice(0, 300)}`);
  out(`    ${one.verdict}, ${one.reason}; ${one.witness} ${one.beyond.join(', ')}${input}`.slice(0, 500));
}

function isDifferent({ verdict }: Finding): boolean {
  return verdict === 'differs';
}

function report(
  out: (line: string) => void,
  listed: readonly ListedFunction[],
  { mutants, rewrites }: { readonly mutants: readonly Finding[]; readonly rewrites: readonly Finding[] },
  others: { readonly untold: number; readonly unlike: number },
): object {
  const missed = mutants.filter((one) => !isDifferent(one));
  const wrong = rewrites.filter(isDifferent);
  out('');
  for (const line of grouped('package', mutants, rewrites, (one) => one.package)) out(line);
  out('');
  for (const line of grouped('operator', mutants, [], (one) => one.kind)) out(line);
  out('');
  for (const line of grouped('rewrite', [], rewrites, (one) => one.kind)) out(line);
  const caught = mutants.length - missed.length;
  const witnessed = mutants.filter((one) => isDifferent(one) || one.witness !== null).length;
  const figures = {
    functions: listed.length,
    packages: new Set(listed.map(packageOf)).size,
    operators: new Set(mutants.map(({ kind }) => kind)).size,
    mutants: mutants.length,
    caught,
    caughtShare: caught / mutants.length,
    witnessed,
    witnessedShare: witnessed / mutants.length,
    rewrites: rewrites.length,
    rewriteKinds: new Set(rewrites.map(({ kind }) => kind)).size,
    calledDifferent: wrong.length,
    calledEquivalent: rewrites.filter(({ verdict }) => verdict === 'equivalent').length,
    ...others,
  };
  out('');
  for (const [name, value] of Object.entries(figures)) out(`${name.padEnd(18)} ${value}`);
  return {
    ...figures,
    missed,
    wrong,
    undecided: rewrites.filter(({ verdict }) => verdict === 'inconclusive'),
  };
}

function grouped(
  title: string,
  mutants: readonly Finding[],
  rewrites: readonly Finding[],
  keyOf: (one: Finding) => string,
): string[] {
  const keys = [...new Set([...mutants, ...rewrites].map(keyOf))].sort();
  const share = (part: number, whole: number): string =>
    whole === 0 ? '' : `${((100 * part) / whole).toFixed(0)} %`;
  const rows = keys.map((key) => {
    const own = mutants.filter((one) => keyOf(one) === key);
    const kept = rewrites.filter((one) => keyOf(one) === key);
    const caught = own.filter(isDifferent).length;
    return [
      key,
      `${own.length}`,
      `${caught}`,
      share(caught, own.length),
      `${kept.length}`,
      `${kept.filter(isDifferent).length}`,
    ];
  });
  return table([[title, 'mutants', 'caught', '', 'rewrites', 'called different'], ...rows]);
}
