/**
 * What runs code for the comparison of behaviour: the port that `platform/` implements. Everything that crosses it
 * is plain data. Code that runs behind it is hostile: whatever it does, `run` answers, within its limits.
 */
export interface Sandbox {
  /**
   * Loads a program into a fresh world with frozen time, seeded randomness and no host object.
   * Never throws for what the code does; see {@link World.problem}.
   */
  open(program: Program): World;
  /** Frees what the sandbox holds. */
  close(): void;
}

/** Code that runs together: a file and what it imports from its application. */
export interface Program {
  /** The first is the entry: the module whose units are called. */
  readonly modules: readonly ProgramModule[];
  /** What all randomness inside starts from, the stand-ins' answers too. Same seed, same run. */
  readonly seed: number;
}

export interface ProgramModule {
  /** Distinct within the program. */
  readonly id: string;
  /**
   * Body of a function `(require, module, exports, $own, $hit, $left, $stop, $read)`: CommonJS without types.
   * `$own(name, () => value)` offers a top-level name that need not be exported; `$hit[i]++` counts branch i;
   * `--$left[0] < 0 && $stop()` stands at the start of every function and loop body and ends an input that
   * takes more steps than it may; `$read(a[i])` notes that an element was read that is not there, and answers it.
   */
  readonly code: string;
  /** Number of branch counters. */
  readonly branches: number;
  /** Module specifier as written → id of a module of the program. Others are answered by stand-ins. */
  readonly imports: Readonly<Record<string, string>>;
}

export interface World {
  /** Why the entry module did not load to its end; what it had offered until then can still be called. */
  readonly problem: string | null;
  /** What the entry module offers, exported names first, in order of appearance. */
  readonly offers: readonly Offer[];
  /** Runs one target on many inputs, each as if it were the first. Answers one outcome for each input. */
  run(request: RunRequest): Outcome[];
  close(): void;
}

/** Something of the entry module that can be called, constructed, or read. */
export interface Offer {
  /** `slugify`; `Cart`; `default`; `money.format` for a function in an object. */
  readonly path: string;
  readonly exported: boolean;
  /** 'value': data, which is read instead of called. */
  readonly kind: 'function' | 'class' | 'value';
  /** Declared parameters before the first with a default. */
  readonly arity: number;
  /** Of a class: names of its public methods, getters, static methods (`static name`), own and inherited. */
  readonly members: readonly string[];
}

export interface RunRequest {
  readonly target: string;
  /** Encoded: see `encodeInput`. */
  readonly inputs: readonly string[];
  /** Most steps an input may take: one limit for all, or one for each. */
  readonly steps: number | readonly number[];
  /** True to get `hits`. */
  readonly coverage: boolean;
  /** After so many inputs that ran out of steps or time the rest is answered with `cut` without being run. */
  readonly patience: number;
}

/**
 * How a call ended. 'value': it returned or its promise was fulfilled. 'throw': it threw or its promise was rejected.
 * 'steps': more steps than it may. 'time': native code that took too long. 'stack', 'memory': ran out of it.
 * 'pending': its promise never settles. 'cut': not run, as too many before it ran out of steps.
 */
export type Ending = 'value' | 'throw' | 'steps' | 'time' | 'stack' | 'memory' | 'pending' | 'cut';

export interface Outcome {
  readonly ending: Ending;
  /** The result, or what was thrown (for errors: the name of their class), as canonical text; see `render.ts`. */
  readonly value: string;
  /** Message of a thrown error; '' otherwise. A note: wording is no behaviour. */
  readonly message: string;
  /** Arguments (and `this` of a class) after the call, canonical; '' where nothing changed. */
  readonly mutated: string;
  /** What the code asked of callbacks, stand-ins and the like, in order, one canonical line each. */
  readonly effects: readonly string[];
  readonly steps: number;
  /** Counts of the entry module's branch counters, then of the other modules'; empty without coverage. */
  readonly hits: readonly number[];
  /** How often `$read` saw undefined: elements read past an end. */
  readonly blanks: number;
  /** True when the outcome depends on what a stand-in made up. */
  readonly invented: boolean;
}
