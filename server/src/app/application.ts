import {
  type AbortSignalLike,
  type BlobStore,
  extensionOf,
  type FileMatching,
  type FileSummary,
  languageOf,
  type SummarizedFile,
} from '../engine/index.ts';
import { forEachLimited } from './limited.ts';
import type { Analyst, FileSource, ListedFile, OnProgress, SourceText, Unreadable } from './ports.ts';
import { ENGINE_VERSION } from './version.ts';

/** One side of a comparison of folders: what is in it, without holding its texts. */
export interface Application {
  readonly root: string;
  readonly files: readonly ApplicationFile[];
  readonly unreadable: readonly Unreadable[];
}

export interface ApplicationFile extends SummarizedFile {
  readonly absolute: string;
  readonly hash: string;
  /** Its share of the application's score: log₂(1 + lines of code). */
  readonly weight: number;
}

export interface ApplicationParts {
  readonly source: FileSource;
  readonly analyst: Analyst;
  readonly store: BlobStore;
  readonly concurrency: number;
  readonly maxBytes: number;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Files that are left out whatever the patterns say, absolute. */
  readonly leftOut?: ReadonlySet<string>;
}

/** The same order whichever was found first. */
export function byPlace(a: Unreadable, b: Unreadable): number {
  return compareText(a.path, b.path) || compareText(a.reason, b.reason);
}

/** By code units, as everywhere in documents. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Lists a folder and summarises every file in it, one text at a time. Files without code are left out, with a reason. */
export async function readApplication(
  parts: ApplicationParts,
  root: string,
  onProgress: OnProgress,
  signal?: AbortSignalLike,
): Promise<Application> {
  const { files: found, unreadable } = await parts.source.list(root, parts);
  const files = found.filter(({ absolute }) => !parts.leftOut?.has(absolute));
  const bad: Unreadable[] = [...unreadable];
  const read: (ApplicationFile | null)[] = files.map(() => null);
  let done = 0;
  await forEachLimited(files, parts.concurrency, signal, async (file, index) => {
    const answer = await summarizeFile(parts, file, signal);
    if ('reason' in answer) bad.push({ path: file.path, reason: answer.reason });
    else read[index] = answer;
    onProgress({ phase: 'reading', done: ++done, total: files.length });
  });
  bad.sort(byPlace);
  return { root, files: read.filter((file) => file !== null), unreadable: bad };
}

async function summarizeFile(
  parts: ApplicationParts,
  file: ListedFile,
  signal?: AbortSignalLike,
): Promise<ApplicationFile | { reason: string }> {
  if (languageOf(file.path) === null) return { reason: 'Fern does not read this language' };
  const content = await parts.source.read(file.absolute, parts.maxBytes);
  if (!content.ok) return { reason: content.reason };
  const hash = parts.source.hash(content.text);
  try {
    const summary = await summaryOf(parts, { path: file.path, text: content.text, hash }, signal);
    if (!summary.hasCode) return { reason: 'there is no code in it' };
    return {
      path: file.path,
      absolute: file.absolute,
      hash,
      summary,
      weight: sizeWeight(summary.codeLines),
    };
  } catch (error) {
    const reason = faultOfFile(error, signal);
    if (reason === null) throw error;
    return { reason };
  }
}

/**
 * Why a file could not be analysed, so that one bad file never ends a run.
 * @returns null when the error is not the file's: the run was interrupted, or the embedding model can't be used
 */
export function faultOfFile(error: unknown, signal?: AbortSignalLike): string | null {
  const { code, name, worker, message } = error as Error & { code?: string; worker?: string };
  if (signal?.aborted || name === 'AbortError' || code === 'FERN_MODEL' || worker === 'child process')
    return null;
  return code === 'FERN_SOURCE' ? message : `Fern could not analyse it: ${message}`;
}

/** Of all texts and their paths. */
export function applicationHash({ files }: Application, hash: (text: string) => string): string {
  return hash(files.map((file) => `${file.path}\n${file.hash}\n`).join(''));
}

/** A file's share of its application's score; rounded, so that every document has the same number. */
export function sizeWeight(codeLines: number): number {
  return Math.round(Math.log2(1 + codeLines) * 1e6) / 1e6;
}

async function summaryOf(
  parts: ApplicationParts,
  file: SourceText,
  signal?: AbortSignalLike,
): Promise<FileSummary> {
  const key = `s:${ENGINE_VERSION}:${extensionOf(file.path)}:${file.hash}`;
  await parts.store.near?.([key]);
  const known = decodeSummary(parts.store.get(key));
  if (known !== null) return known;
  const summary = await parts.analyst.summarize(file, signal);
  parts.store.set(key, encodeSummary(summary));
  return summary;
}

/** Pairs the files of two applications; kept by the contents and paths of both sides. */
export async function matchApplications(
  parts: ApplicationParts & { readonly hash: (text: string) => string },
  golden: Application,
  generated: Application,
  fixed: readonly (readonly [number, number])[],
  signal?: AbortSignalLike,
): Promise<FileMatching> {
  const content = (app: Application): string =>
    app.files.map((file) => `${file.path}\0${file.hash}`).join('\n');
  const key = `m:${parts.hash(JSON.stringify([ENGINE_VERSION, content(golden), content(generated), fixed]))}`;
  await parts.store.near?.([key]);
  const kept = parts.store.get(key);
  if (kept !== undefined) {
    try {
      return JSON.parse(new TextDecoder().decode(kept)) as FileMatching;
    } catch {
      // A record that was cut short is computed again.
    }
  }
  const slim = (app: Application): SummarizedFile[] =>
    app.files.map(({ path, summary }) => ({ path, summary }));
  const matching = await parts.analyst.match(slim(golden), slim(generated), fixed, signal);
  parts.store.set(key, new TextEncoder().encode(JSON.stringify(matching)));
  return matching;
}

/** Features as raw bytes behind a JSON header, as they are most of a summary. */
function encodeSummary(summary: FileSummary): Uint8Array {
  const { features, ...rest } = summary;
  const header = new TextEncoder().encode(JSON.stringify({ ...rest, n: features.ids.length }));
  const padded = Math.ceil((4 + header.length) / 4) * 4;
  const bytes = new Uint8Array(padded + 8 * features.ids.length);
  new DataView(bytes.buffer).setUint32(0, header.length, true);
  bytes.set(header, 4);
  new Int32Array(bytes.buffer, padded, features.ids.length).set(features.ids);
  new Float32Array(bytes.buffer, padded + 4 * features.ids.length, features.ids.length).set(features.counts);
  return bytes;
}

function decodeSummary(stored: Uint8Array | undefined): FileSummary | null {
  if (stored === undefined) return null;
  try {
    const bytes = stored.slice();
    const length = new DataView(bytes.buffer).getUint32(0, true);
    const { n, ...rest } = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
    const padded = Math.ceil((4 + length) / 4) * 4;
    if (bytes.length !== padded + 8 * n) return null;
    return {
      ...rest,
      features: {
        ids: new Int32Array(bytes.buffer, padded, n),
        counts: new Float32Array(bytes.buffer, padded + 4 * n, n),
      },
    };
  } catch {
    return null;
  }
}
