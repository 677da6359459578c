import { join } from 'node:path';
import type { FileParts } from '../../../server/src/app/modules/files.ts';
import { importClosure } from '../../../server/src/app/modules.ts';
import {
  encodeInput,
  type Input,
  importedModules,
  type Outcome,
  prepareModule,
  type Sandbox,
  type SideSources,
} from '../../../server/src/engine/index.ts';
import { contentHash, locate, readText } from '../../../server/src/platform/files.ts';
import type { TextFile } from '../syntax.ts';

/** Steps that an input may take: far more than any of the functions needs for inputs of this size. */
const STEPS = 200_000;
const PORTION = 250;

const READING: FileParts = {
  maxBytes: 1_000_000,
  imports: async (path, text) => importedModules(path, text),
  source: {
    list: () => Promise.reject(new Error('nothing is listed')),
    read: async (absolute, maxBytes) => readText(absolute, maxBytes),
    locate: async (absolute) => locate(absolute),
    hash: contentHash,
  },
};

/** A module with what it imports of its package. */
export async function withImports({ path, text }: TextFile): Promise<SideSources> {
  const root = join(process.cwd(), 'node_modules');
  const entry = { path, text, hash: contentHash(text) };
  const { files, links, typeFiles, typeLinks } = await importClosure(READING, { root, limit: root }, entry);
  return { files, links, typeFiles, typeLinks };
}

/** The same with another text of the entry, which imports nothing more. */
export function withEntry(sources: SideSources, text: string): SideSources {
  const [{ path }, ...others] = sources.files;
  return { ...sources, files: [{ path, text, hash: contentHash(text) }, ...others] };
}

/** What a module's only exported function answers, without any of Fern's own comparing. */
export class Subject {
  readonly #sandbox: Sandbox;
  readonly #sources: SideSources;
  readonly #target: string;
  readonly #inputs: readonly string[];
  readonly answers: readonly string[];

  constructor(sandbox: Sandbox, sources: SideSources, inputs: readonly Input[]) {
    this.#sandbox = sandbox;
    this.#sources = sources;
    this.#inputs = inputs.map(encodeInput);
    const world = sandbox.open(programOf(sources));
    const offer = world.offers.find(({ exported, kind }) => exported && kind === 'function');
    world.close();
    if (world.problem !== null) throw new Error(`${sources.files[0].path}: ${world.problem}`);
    if (offer === undefined) throw new Error(`${sources.files[0].path} exports no function`);
    this.#target = offer.path;
    this.answers = this.#run(sources, this.#inputs).map(answer);
  }

  /** Number of the first input that another text of the module answers differently, or -1. */
  differsAt(text: string): number {
    const other = withEntry(this.#sources, text);
    for (let from = 0; from < this.#inputs.length; from += PORTION) {
      const portion = this.#inputs.slice(from, from + PORTION);
      const outcomes = this.#run(other, portion);
      const at = outcomes.findIndex((outcome, index) => answer(outcome) !== this.answers[from + index]);
      if (at >= 0) return from + at;
    }
    return -1;
  }

  #run(sources: SideSources, inputs: readonly string[]): Outcome[] {
    const world = this.#sandbox.open(programOf(sources));
    const outcomes = world.run({ target: this.#target, inputs, steps: STEPS, coverage: false, patience: 1 });
    world.close();
    return outcomes;
  }
}

function programOf({ files, links }: SideSources) {
  const modules = files.map(({ path, text }) => {
    const { code } = prepareModule(path, text, { measure: false });
    return { id: path, code, branches: 0, imports: links[path] ?? {} };
  });
  return { modules, seed: 1 };
}

/** The package's own result: what is returned or thrown, and what becomes of the arguments. */
function answer({ ending, value, mutated }: Outcome): string {
  return `${ending} ${value} ${mutated}`;
}
