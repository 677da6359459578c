import { alignUnits } from '../matching/units.ts';
import type { SourceModel } from '../model/source.ts';
import { compareSides } from './compare.ts';
import type { BehaviourOptions } from './examine.ts';
import { explanationOf, type FileExplanation } from './explain.ts';
import { type Golden, learnGolden } from './golden.ts';
import { type LearntGolden, toLearnt } from './learnt.ts';
import { createReader } from './reader.ts';
import { reproModules } from './repro/modules.ts';
import type { Sandbox } from './sandbox.ts';
import { type PreparedSide, prepareSide, type SideSources } from './sides.ts';
import { nothing, placed, summary } from './summary.ts';
import type { Seen } from './unit.ts';
import type { FileBehaviour } from './verdict.ts';
import { keepingWorlds } from './worlds.ts';

export interface BehaviourRequest {
  readonly golden: SideSources;
  readonly generated: SideSources;
  /** Identifies the golden's bytes; what was found out about it is kept under this key. */
  readonly goldenKey: string;
  /** Calls that are left out of judging, as people wrote them; those in the golden's comments come on top. */
  readonly acceptedInputs?: readonly string[];
}

/** What was learnt of a golden before, with the same options; null when that is not known. */
export type Recall = () => LearntGolden | null;

/** Compares by running. Keeps what it learnt of the last few golden files. */
export interface BehaviourSession {
  compare(request: BehaviourRequest, options: BehaviourOptions, recall?: Recall): FileBehaviour;
  /** The same with every input, and what a test needs that shows the differences outside the sandbox. */
  explain(request: BehaviourRequest, options: BehaviourOptions, recall?: Recall): FileExplanation;
  /** What the last comparison had to learn of its golden; null when it was known. */
  learnt(): LearntGolden | null;
}

/** Golden files of which is kept what their inputs are; models are usually compared file by file. */
const KEPT = 32;

/** Characters of a file that is run: larger ones are data or made by a program. */
const LONGEST = 300_000;

const UNKNOWN: Recall = () => null;

/** What a comparison went through besides its result. */
interface Watching {
  readonly seen: Seen[];
  sides: readonly [PreparedSide, PreparedSide] | null;
}

export function createBehaviourSession(sandbox: Sandbox): BehaviourSession {
  const known = new Map<string, Golden>();
  const reader = createReader();
  let news: LearntGolden | null = null;

  function learn(
    worlds: Sandbox,
    request: BehaviourRequest,
    options: BehaviourOptions,
    recall: Recall,
  ): Golden {
    const key = `${options.inputs}|${options.seed}|${options.mutants ?? 0}|${request.goldenKey}`;
    const kept = known.get(key);
    if (kept !== undefined) {
      known.delete(key);
      known.set(key, kept);
      return kept;
    }
    const golden = learnGolden(worlds, reader, request.golden, options, recall());
    if (golden.fresh) news = toLearnt(golden.examined);
    known.set(key, golden);
    if (known.size > KEPT) known.delete(known.keys().next().value as string);
    return golden;
  }

  function run(
    worlds: Sandbox,
    request: BehaviourRequest,
    options: BehaviourOptions,
    recall: Recall,
    watching: Watching | null,
  ): FileBehaviour {
    const large = [request.golden, request.generated].some(
      ({ files, reading }) => (reading ?? files[0]).text.length > LONGEST,
    );
    if (large) return nothing(`a file of more than ${LONGEST / 1000} kB is not run`);
    const golden = learn(worlds, request, options, recall);
    const { side, roots, examined } = golden;
    if (side.problem !== null) return nothing(`the golden does not parse: ${side.problem}`);
    const generated = prepareSide(reader, request.generated, options.seed, false, side.sloppy);
    if (watching !== null) watching.sides = [side, generated];
    const units = compareSides(
      {
        sandbox: worlds,
        golden: side,
        generated,
        acceptedInputs: [...golden.acceptedInputs, ...(request.acceptedInputs ?? [])],
        observe: watching === null ? undefined : (each) => watching.seen.push(each),
      },
      examined,
      matchedNames(side.model, generated.model),
    );
    return summary(
      side.model,
      roots,
      units.map((unit) => placed(unit, side.model, generated.model)),
    );
  }

  function inWorlds<T>(work: (worlds: Sandbox) => T): T {
    news = null;
    const worlds = keepingWorlds(sandbox);
    try {
      return work(worlds);
    } finally {
      worlds.closeAll();
    }
  }

  return {
    learnt: () => news,
    compare: (request, options, recall = UNKNOWN) =>
      inWorlds((worlds) => told(() => run(worlds, request, options, recall, null))),
    explain: (request, options, recall = UNKNOWN) =>
      inWorlds((worlds) => {
        const watching: Watching = { seen: [], sides: null };
        const behaviour = told(() => run(worlds, request, options, recall, watching));
        const { sides, seen } = watching;
        const modules =
          sides === null
            ? ([[], []] as const)
            : ([reproModules(request.golden, sides[0]), reproModules(request.generated, sides[1])] as const);
        return explanationOf(behaviour, seen, sides, modules);
      }),
  };
}

/** What is nested deeper than anything can follow is no fault of either side. */
function told(work: () => FileBehaviour): FileBehaviour {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return nothing('the code is nested too deep to be run');
  }
}

function matchedNames(golden: SourceModel, generated: SourceModel): ReadonlyMap<string, string> {
  return new Map(
    alignUnits(golden, generated).pairs.map((pair) => [
      golden.units[pair.golden].name,
      generated.units[pair.generated].name,
    ]),
  );
}
