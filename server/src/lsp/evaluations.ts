import { isDeepStrictEqual } from 'node:util';
import type { Client } from './client.ts';
import type { Documents, OpenDocument } from './documents.ts';
import { evaluateSubject } from './evaluate.ts';
import type { Idle } from './idle.ts';
import type { Projects } from './projects/projects.ts';
import type { Result } from './result.ts';
import type { Scoreboard } from './scoreboard.ts';
import type { Subject } from './subject.ts';

/** Milliseconds without a key before a document is read anew, and before its code is run. */
export interface Delays {
  readonly read: number;
  readonly run: number;
  /** For documents beside the one that changed. */
  readonly others: number;
}

export const DELAYS: Delays = { read: 60, run: 400, others: 500 };

/** What is known of an open document: the newest result, which may be of an older version while it is typed in. */
export interface Known {
  readonly version: number;
  readonly result: Result;
}

interface Entry {
  timer: NodeJS.Timeout | undefined;
  controller: AbortController | undefined;
  /** The run under way, or one that has ended. */
  running: Promise<void>;
  known: Known | undefined;
  /** What is known must be told again, even if it is the same. */
  again: boolean;
}

/**
 * Scores open documents: each at most once at a time, anew when it or what it is compared with changes. What is stale
 * is given up, and nothing is told of a document that is closed.
 */
export class Evaluations {
  readonly #documents: Documents;
  readonly #projects: Projects;
  readonly #client: Client;
  readonly #delays: Delays;
  readonly #scores: Scoreboard;
  readonly #idle: Idle;
  readonly #onResult: (document: OpenDocument, known: Known | null) => void;
  readonly #entries = new Map<string, Entry>();
  #closed = false;

  /** @param onResult is told what is known of a document as it changes; null while nothing is known */
  constructor(
    parts: {
      documents: Documents;
      projects: Projects;
      scores: Scoreboard;
      client: Client;
      delays: Delays;
      idle: Idle;
    },
    onResult: (document: OpenDocument, known: Known | null) => void,
  ) {
    this.#documents = parts.documents;
    this.#projects = parts.projects;
    this.#client = parts.client;
    this.#delays = parts.delays;
    this.#scores = parts.scores;
    this.#idle = parts.idle;
    this.#onResult = onResult;
  }

  /** A restored document may have text that is not saved, so that those beside it are compared with that now. */
  opened(uri: string): void {
    this.#schedule(uri, 0);
    this.#beside(uri);
  }

  /** A document was typed in: it is scored soon, those beside it later. */
  changed(uri: string): void {
    // What is under way must not read the new text and tell of it as the old.
    this.#entries.get(uri)?.controller?.abort();
    this.#schedule(uri, this.#delays.read);
    this.#beside(uri);
  }

  /** Anything may have changed: files on disk, settings, trust. */
  all(): void {
    for (const [uri, entry] of this.#entries) {
      entry.again = true;
      this.#schedule(uri, this.#delays.read);
    }
  }

  /** A document is closed: its unsaved text counts no more, for those beside it neither. */
  ended(uri: string): void {
    const entry = this.#entries.get(uri);
    clearTimeout(entry?.timer);
    entry?.controller?.abort();
    this.#entries.delete(uri);
    this.#beside(uri);
  }

  known(uri: string): Known | undefined {
    return this.#entries.get(uri)?.known;
  }

  /** Resolves when a document is done for now; at once for one that is not open. */
  async settled(uri: string): Promise<Known | undefined> {
    for (;;) {
      const entry = this.#entries.get(uri);
      if (entry === undefined) return undefined;
      if (entry.timer === undefined) {
        const { running } = entry;
        await running;
        if (this.#entries.get(uri) === entry && entry.timer === undefined && entry.running === running)
          return entry.known;
      } else {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    }
  }

  close(): void {
    this.#closed = true;
    for (const uri of [...this.#entries.keys()]) this.ended(uri);
  }

  #beside(uri: string): void {
    for (const other of this.#entries.keys()) if (other !== uri) this.#schedule(other, this.#delays.others);
  }

  #schedule(uri: string, delay: number): void {
    if (this.#closed) return;
    const entry = this.#entries.get(uri) ?? {
      timer: undefined,
      controller: undefined,
      running: Promise.resolve(),
      known: undefined,
      again: false,
    };
    this.#entries.set(uri, entry);
    clearTimeout(entry.timer);
    const start = (): void => {
      entry.timer = undefined;
      this.#start(uri, entry);
    };
    entry.timer = setTimeout(start, delay);
  }

  #start(uri: string, entry: Entry): void {
    entry.controller?.abort();
    const controller = new AbortController();
    entry.controller = controller;
    const previous = entry.running;
    entry.running = previous.then(() => this.#idle.during(() => this.#run(uri, entry, controller.signal)));
  }

  async #run(uri: string, entry: Entry, signal: AbortSignal): Promise<void> {
    const document = this.#documents.get(uri);
    if (document === undefined || signal.aborted) return;
    const { version } = document.text;
    const tell = (result: Result): void => {
      // The same moment may have brought a newer version, which its own run tells of.
      if (signal.aborted || this.#entries.get(uri) !== entry) return;
      const { known, again } = entry;
      if (!again && known?.version === version && isDeepStrictEqual(known.result, result)) return;
      entry.again = false;
      entry.known = { version, result };
      this.#onResult(document, entry.known);
    };
    const first = entry.known === undefined;
    const pause = (): Promise<void> => (first ? Promise.resolve() : sleep(this.#delays.run, signal));
    try {
      const found = await this.#subject(document);
      if (signal.aborted) return;
      if ('kind' in found) return tell(found);
      if (first) this.#onResult(document, null);
      const { project } = found;
      await evaluateSubject(found, {
        signal,
        emit: tell,
        mayBeKnown: first || entry.known?.version === version,
        pause,
        note: (...noted) => this.#scores.note(project, ...noted),
      });
    } catch (error) {
      if (signal.aborted) return;
      const { message, stack } = error as Error;
      this.#client.log('error', `${document.path}: ${stack ?? message}`);
      tell({ kind: 'failed', config: null, reason: message });
    }
  }

  async #subject(document: OpenDocument): Promise<Result | Subject> {
    const { path, text } = document;
    if (path === null) return { kind: 'outside' };
    const opened = await this.#projects.of(path);
    if (opened === null) return { kind: 'outside' };
    if ('fault' in opened) {
      const { configPath, message } = opened.fault;
      return { kind: 'failed', config: configPath, reason: message };
    }
    const place = opened.project.placeOf(path);
    if (place === null) return { kind: 'outside' };
    return { path, text: text.getText(), project: opened.project, place };
  }
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(Object.assign(new Error('given up'), { name: 'AbortError' }));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', stop, { once: true });
  });
}
