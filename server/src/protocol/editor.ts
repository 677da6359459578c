import type { Band, BehaviourUnit, DimensionDocument, FileDocument, Range } from './documents.ts';

/** What the language server and its clients say to each other beside standard LSP. */

/** Commands that `workspace/executeCommand` knows; every editor can call them. */
export const SERVER_COMMANDS = {
  /**
   * [config uri or null?, CompareArguments?] → ComparisonDocument; clients with views are told of its scores as they come
   * (`METHODS.live`). An error of a service comes with a RemoteFailure.
   */
  compare: 'fern.server.compare',
  /** [golden uri, generated uri]: two files or two folders → EvaluationDocument */
  evaluate: 'fern.server.evaluate',
  /** [SelectionArguments] → EvaluationDocument */
  evaluateSelection: 'fern.server.evaluateSelection',
  /** [uri] → CounterpartAnswer */
  counterpart: 'fern.server.counterpart',
  /** [uri, unit?] → ExplanationAnswer */
  explain: 'fern.server.explain',
  /** [DiffArguments]: shown by clients that can; others get the golden place opened. */
  openDiff: 'fern.server.openDiff',
  /** [AcceptArguments] → edits fern.config.json */
  accept: 'fern.server.accept',
  /** [folder uri] → SetUpAnswer */
  proposeSetUp: 'fern.server.proposeSetUp',
  /** [folder uri] → writes fern.config.json, SetUpAnswer */
  setUp: 'fern.server.setUp',
  clearCache: 'fern.server.clearCache',
} as const;

/** Commands that clients with views have for what only they can do: ask for a reason, change a setting. */
export const CLIENT_COMMANDS = {
  /** [AcceptArguments without reason] */
  accept: 'fern.acceptDifference',
  /** [uri, rule] */
  mute: 'fern.muteRule',
  /** [uri, position, new name] */
  rename: 'fern.renameSymbol',
} as const;

/** Requests and notifications of Fern's own. */
export const METHODS = {
  /** client → server: UriParams → UnitDocument[], when they are known; of any generated file of a project */
  units: 'fern/units',
  /** client → server: UriParams → FileStatus | null, of an open document as it is now */
  file: 'fern/file',
  /** client → server: UriParams → FileStatus, when it is done; of any file of a project */
  score: 'fern/score',
  /** client → server → ProjectName[] */
  projects: 'fern/projects',
  /** client → server → Overview */
  overview: 'fern/overview',
  /** server → client: FileStatus of an open document */
  status: 'fern/status',
  /** server → client: scores changed somewhere, ask again for the overview when it is shown */
  changed: 'fern/changed',
  /** server → client: LiveUpdate, while models are compared */
  live: 'fern/live',
  /** client → server: CellParams → DiffArguments, at the place that costs most */
  place: 'fern/place',
  /** client → server: RunParams → HistoryEntry[], newest first */
  history: 'fern/history',
  /** client → server: ChangesParams → ChangesDocument */
  changes: 'fern/changes',
  /** server → client that keeps keys: ServerKeyParams → ServerKeyAnswer */
  serverKey: 'fern/serverKey',
  /** client → server: TrustParams */
  trust: 'fern/trust',
  /** client → server: read everything from disk again, where watching it may have missed something */
  refresh: 'fern/refresh',
} as const;

export interface InitializationOptions {
  /** Whether the user trusts the workspace; without that nothing of it is run. */
  readonly trusted?: boolean;
  /** The client shows diffs and explanations itself. */
  readonly views?: boolean;
  /** 'pull': diagnostics are asked for instead of sent. */
  readonly diagnostics?: 'push' | 'pull';
  /** Where pages about rules are, a uri that ends in `/`; without it codes link nowhere. */
  readonly rulesPage?: string;
  /** The client keeps the keys of services, and answers `METHODS.serverKey`. */
  readonly keys?: boolean;
}

export interface UriParams {
  readonly uri: string;
}

export interface CompareArguments {
  /** By this machine, whatever service is set. */
  readonly here?: boolean;
}

/** Why a service did not compare: what would mend it. */
export interface RemoteFailure {
  readonly remote: 'key' | 'address' | 'other';
}

export interface ServerKeyParams {
  /** Of the service that is about to be asked; a key goes to no other one. */
  readonly origin: string;
}

export interface ServerKeyAnswer {
  readonly key: string | null;
}

export interface TrustParams {
  readonly trusted: boolean;
}

/** Index of the model, index of the golden file, score. */
export type LiveScore = readonly [model: number, file: number, score: number];

/** How a comparison goes on. */
export interface LiveUpdate {
  /** The configuration's file, a uri; null where the editor's settings say it all. */
  readonly config: string | null;
  /** At the beginning, and once: models and golden files, which scores name by index. */
  readonly opened?: { readonly models: readonly string[]; readonly golden: readonly string[] };
  /** Those that have come since the last update. */
  readonly scores: readonly LiveScore[];
}

/** A score of a comparison. */
export interface CellParams {
  readonly config: string | null;
  readonly model: string;
  /** Path of the golden file. */
  readonly golden: string;
}

export interface RunParams {
  readonly config: string | null;
  /** Id of a kept run. */
  readonly run: string;
}

export interface ChangesParams extends RunParams {
  /** Id of the earlier run. */
  readonly before: string;
}

export type FileState =
  /** No configuration says that this file is generated or golden. */
  | 'outside'
  | 'scoring'
  | 'done'
  /** It is not scored, `reason` says why. */
  | 'skipped'
  | 'failed';

/** What is known of an open document. */
export interface FileStatus {
  readonly uri: string;
  readonly version: number;
  readonly role: 'generated' | 'golden' | 'none';
  readonly state: FileState;
  readonly reason?: string;
  /** The configuration's file, a uri. */
  readonly config?: string;
  readonly model?: string;
  readonly overall?: number;
  readonly band?: Band;
  /** The score is of what the sources alone say; what they do is still being compared. */
  readonly preliminary?: boolean;
  /** The golden file, the first of several; a uri. */
  readonly golden?: string;
  /** Of a golden file: how each model stands on it, best first. */
  readonly models?: readonly ModelStanding[];
  /** Of a generated file: what it came to for each golden file that it stands for; one as a rule. */
  readonly documents?: readonly FileDocument[];
}

export interface ModelStanding {
  readonly model: string;
  readonly overall: number;
  readonly band: Band;
  /** The generated file; null when there is none. */
  readonly uri: string | null;
}

/** A unit that has a counterpart. */
export interface UnitDocument {
  readonly name: string;
  readonly kind: string;
  readonly range: Range;
  /** Path of the golden file, and the unit there. */
  readonly golden_file: string;
  readonly golden: string;
  readonly golden_range: Range;
  readonly overall: number;
  readonly band: Band;
  readonly dimensions: Readonly<Record<string, DimensionDocument>>;
  readonly behaviour: BehaviourUnit | null;
}

/** A configuration of the workspace. */
export interface ProjectName {
  /** A uri; null where the editor's settings say it all. */
  readonly config: string | null;
  readonly name: string;
  /** Relative to its workspace folder. */
  readonly place: string;
  /** The host of the service that compares its models; left out where this machine does. */
  readonly server?: string;
  readonly problem?: string;
}

export interface Overview {
  readonly projects: readonly ProjectOverview[];
}

export interface ProjectOverview {
  /** The configuration's file, a uri; null where the editor's settings say it all. */
  readonly config: string | null;
  readonly name: string;
  readonly folder: string;
  /** The score that a file must have in order to pass: `fail_under`. */
  readonly gate: number;
  /** Why it can't be used; then there are no models. */
  readonly problem?: string;
  readonly models: readonly ModelOverview[];
}

export interface ModelOverview {
  readonly name: string;
  readonly folder: string;
  /** Null before all of its files were scored. */
  readonly overall: number | null;
  readonly band: Band | null;
  readonly files: readonly FileOverview[];
}

export interface FileOverview {
  /** Relative to the model's folder; of a missing file the golden's path. */
  readonly path: string;
  /** Null where there is no counterpart. */
  readonly uri: string | null;
  readonly golden: string;
  /** Null before it was scored. */
  readonly overall: number | null;
  readonly band: Band | null;
  /** What it costs its model's score. */
  readonly lost: number | null;
}

export interface CounterpartAnswer {
  readonly golden: string | null;
  readonly generated: readonly { readonly model: string; readonly uri: string }[];
}

export interface DiffArguments {
  readonly generated: string;
  readonly golden: string;
  readonly title: string;
  readonly range?: Range;
  readonly goldenRange?: Range;
}

export interface ExplanationAnswer {
  readonly title: string;
  readonly markdown: string;
}

export interface SelectionArguments {
  readonly generated: string;
  readonly range: Range;
  readonly golden: string;
  /** Without it the unit of the golden file that is nearest. */
  readonly unit?: string;
}

export interface AcceptArguments {
  readonly uri: string;
  readonly rule: string;
  readonly unit?: string;
  readonly input?: string;
  readonly reason: string;
}

export interface SetUpAnswer {
  readonly golden: string;
  readonly models: readonly { readonly name: string; readonly folder: string }[];
  /** Where it was written, a uri; null when it was only proposed. */
  readonly config: string | null;
}
