import { acceptComments } from '../accepted/comments.ts';
import { mutationsOf, prepareModule } from '../languages/runnable.ts';
import { span } from '../model/tree.ts';
import { callSitesOf, withCallSites } from './callSites/examples.ts';
import { type BehaviourOptions, type Examined, examine } from './examine.ts';
import type { Target } from './explore.ts';
import { readUsage } from './inference/imported.ts';
import { fromLearnt, type LearntGolden } from './learnt.ts';
import type { Reader } from './reader.ts';
import { type Root, rootsOf, unitNamed } from './roots.ts';
import type { Sandbox } from './sandbox.ts';
import { type PreparedSide, prepareSide, programOf, type SideSources, typeWorldOf } from './sides.ts';
import { spreadOver, strengthOf } from './strength.ts';
import { describeTarget } from './targets.ts';
import type { MutantCount } from './verdict.ts';

/** A golden file and what was found out about it. */
export interface Golden {
  readonly side: PreparedSide;
  readonly roots: readonly Root[];
  readonly examined: readonly Examined[];
  /** Calls that its comments accept. */
  readonly acceptedInputs: readonly string[];
  /** It was run to learn about it. */
  readonly fresh: boolean;
}

/** @param recalled what was learnt of it before; null when that is not known. */
export function learnGolden(
  sandbox: Sandbox,
  reader: Reader,
  sources: SideSources,
  options: BehaviourOptions,
  recalled: LearntGolden | null,
): Golden {
  const side = prepareSide(reader, sources, options.seed, true);
  if (side.problem !== null) return { side, roots: [], examined: [], acceptedInputs: [], fresh: false };
  const { offers } = sandbox.open(side.program);
  const roots = rootsOf(side.model, offers);
  const types = typeWorldOf(reader, sources, side.model);
  const source = { model: side.model, usage: readUsage(types, side.model), text: sources.files[0].text };
  const { accepted } = acceptComments(side.model, source.text);
  const acceptedInputs = accepted.flatMap(({ input }) => input ?? []);
  const run = roots.filter(({ reason }) => reason === null);
  const describe = ({ offer }: Root): Target | null => describeTarget(types, source, offer);
  const measured = (unit: Examined): Examined =>
    (options.mutants ?? 0) === 0 || unit.probes.length === 0
      ? unit
      : { ...unit, mutants: mutantsCaught(sandbox, reader, sources, side, unit, options) };
  const known = recalled === null ? null : fromLearnt(recalled, run, describe);
  if (known !== null) return { side, roots, examined: known, acceptedInputs, fresh: false };
  const sites = callSitesOf(reader, sources, side.model);
  const examined = run.map((root) => {
    const described = describe(root);
    const target = described === null ? null : withCallSites(described, sites, side.model);
    return measured(examine(sandbox, side, root.offer, target, root.weight, options));
  });
  return { side, roots, examined, acceptedInputs, fresh: true };
}

/** Changes in the text of a unit, each tried on the unit's inputs. */
function mutantsCaught(
  sandbox: Sandbox,
  reader: Reader,
  sources: SideSources,
  side: PreparedSide,
  { offer, probes }: Examined,
  options: BehaviourOptions,
): MutantCount | null {
  const unit = unitNamed(side.model, offer.path);
  if (unit === null || sources.reading !== undefined) return null;
  const [entry, ...rest] = sources.files;
  const { start, end } = span(side.model.tree, unit.node);
  const own = mutationsOf(entry.path, entry.text).filter(
    (change) => change.start >= start && change.end <= end,
  );
  if (own.length === 0) return null;
  return strengthOf(sandbox, offer.path, probes, spreadOver(own, options.mutants ?? 0), (change) => {
    const text = entry.text.slice(0, change.start) + change.replacement + entry.text.slice(change.end);
    const changed = { ...sources, files: [{ path: entry.path, text }, ...rest] };
    const once: Reader = {
      ...reader,
      prepare: (path, code, measure) =>
        path === entry.path ? prepareModule(path, code, { measure }) : reader.prepare(path, code, measure),
    };
    const { program, problem } = programOf(once, changed, options.seed, true, side.sloppy);
    return problem === null ? program : null;
  });
}
