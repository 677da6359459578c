import type {
  AbortSignalLike,
  BehaviourOptions,
  BehaviourRequest,
  BlobStore,
  FileBehaviour,
  FileExplanation,
  SideFile,
  SideSources,
} from '../engine/index.ts';
import { joined } from './analysis.ts';
import type { PairRequest, SourceText } from './ports.ts';
import { ENGINE_VERSION } from './version.ts';

/** Runs both sides of a pair somewhere that hostile code can't harm; within its limits it always answers. */
export interface BehaviourRunner {
  /** @param learnt what an earlier answer gave for the same golden and options */
  compare(
    request: BehaviourRequest,
    options: BehaviourOptions,
    learnt: Uint8Array | undefined,
    signal?: AbortSignalLike,
  ): Promise<Ran>;
  explain(
    request: BehaviourRequest,
    options: BehaviourOptions,
    signal?: AbortSignalLike,
  ): Promise<FileExplanation>;
}

export interface Ran {
  readonly behaviour: FileBehaviour;
  /** What had to be learnt of the golden, packed; undefined where it was known. */
  readonly learnt?: Uint8Array | undefined;
}

/** Small changes of each golden unit by which an explanation measures how much its inputs notice. */
const MUTANTS = 16;

/** What both sides of a pair do, from the store where they have been run before. */
export interface Behaviour {
  /** Changes whenever the answer for a pair would. */
  key(request: PairRequest): string;
  compare(request: PairRequest, signal?: AbortSignalLike): Promise<FileBehaviour>;
  /** The same with all inputs; always run, never kept. */
  explain(request: PairRequest, signal?: AbortSignalLike): Promise<FileExplanation>;
}

export interface BehaviourParts {
  readonly runner: BehaviourRunner;
  readonly store: BlobStore;
  readonly options: BehaviourOptions;
  readonly hash: (text: string) => string;
}

/**
 * Verdicts are kept by engine version, options and the contents of all files that run; what was learnt of a golden
 * file by its own, so that the next model costs only what its code takes.
 */
export function createBehaviour({ runner, store, options, hash }: BehaviourParts): Behaviour {
  const fingerprint = JSON.stringify([ENGINE_VERSION, options]);
  const key = (request: PairRequest): string => {
    const { golden, generated } = sidesOf(request);
    const inputs = acceptedInputs(request);
    return hash(JSON.stringify([fingerprint, identity(golden, hash), identity(generated, hash), inputs]));
  };
  return {
    key,
    async compare(pair, signal) {
      const name = `b:${key(pair)}`;
      await store.near?.([name]);
      const kept = decode(store.get(name));
      if (kept !== null) return kept;
      const { golden, generated } = sidesOf(pair);
      const goldenKey = hash(identity(golden, hash));
      const learntName = `g:${hash(JSON.stringify([fingerprint, goldenKey]))}`;
      await store.near?.([learntName]);
      const request = { golden, generated, goldenKey, acceptedInputs: acceptedInputs(pair) };
      const ran = await runner.compare(request, options, store.get(learntName), signal);
      if (ran.learnt !== undefined) store.set(learntName, ran.learnt);
      store.set(name, new TextEncoder().encode(JSON.stringify(ran.behaviour)));
      return ran.behaviour;
    },
    explain(pair, signal) {
      const { golden, generated } = sidesOf(pair);
      const goldenKey = hash(identity(golden, hash));
      const request = { golden, generated, goldenKey, acceptedInputs: acceptedInputs(pair) };
      return runner.explain(request, { ...options, mutants: MUTANTS }, signal);
    },
  };
}

function acceptedInputs({ accepted = [] }: PairRequest): string[] {
  return accepted.flatMap(({ input }) => input ?? []);
}

function identity(side: SideSources, hash: (text: string) => string): string {
  const named = (files: readonly SideFile[]): string[][] =>
    files.map((file) => [file.path, file.hash ?? hash(file.text)]);
  const { callers } = side;
  const calls = callers === undefined ? [] : [callers.paths, named(callers.files), callers.links];
  return JSON.stringify([named([...side.files, ...(side.typeFiles ?? [])]), side.links, ...calls]);
}

function decode(bytes: Uint8Array | undefined): FileBehaviour | null {
  if (bytes === undefined) return null;
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as FileBehaviour;
  } catch {
    return null;
  }
}

/** The files of both sides; without their imports where those are not known. */
function sidesOf(request: PairRequest): { golden: SideSources; generated: SideSources } {
  const alone = ({ path, text }: SourceText): SideSources => ({ files: [{ path, text }], links: {} });
  const golden = request.programs?.golden ?? alone(request.golden);
  if (request.programs !== undefined) return { golden, generated: request.programs.generated };
  if (request.generated.length === 1) return { golden, generated: alone(request.generated[0]) };
  return { golden, generated: together(request.generated, { files: request.generated, links: {} }) };
}

/** Several files that stand for one: an entry that offers what each of them exports. */
export function together(parts: readonly SourceText[], program: SideSources): SideSources {
  const path = 'all-parts.ts';
  const specifiers = parts.map((part) => `./${part.path}`);
  const text = specifiers.map((specifier) => `export * from ${JSON.stringify(specifier)};`).join('\n');
  return {
    files: [{ path, text }, ...program.files],
    links: {
      ...program.links,
      [path]: Object.fromEntries(parts.map((part, index) => [specifiers[index], part.path])),
    },
    reading: joined(parts),
    ...(program.typeFiles === undefined ? {} : { typeFiles: program.typeFiles }),
    ...(program.typeLinks === undefined ? {} : { typeLinks: program.typeLinks }),
  };
}
