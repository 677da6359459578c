import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import path from 'node:path';

/** The value of EMBEDDING_MODEL that means the bundled model; anything else is a folder in the same layout. */
export const BUNDLED_MODEL = 'sentence-transformers/all-MiniLM-L6-v2';

/** A model that can't be used. The message names the file and says what to do next. */
export class ModelError extends Error {
  readonly code = 'FERN_MODEL';
  override readonly name = 'ModelError';
}

/** One file of a model, as the manifest lists it. */
export interface ModelFile {
  /** Plain file name inside the model's folder. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

const ROLES = ['model', 'tokenizer', 'tokenizerConfig', 'config'] as const;
type Role = (typeof ROLES)[number];

/** `manifest.json` of a model folder. */
export interface ModelManifest {
  readonly name: string;
  /** Length of a vector. */
  readonly dimension: number;
  /** Longest input in word pieces, the two special ones included. */
  readonly maxWordPieces: number;
  readonly pooling: 'mean';
  readonly normalize: true;
  /** Version of the text normaliser whose output this model is fed with; a part of every cache key. */
  readonly normaliserVersion: number;
  readonly files: Readonly<Record<Role, ModelFile>>;
}

/** A model folder whose manifest was read and whose files have the listed sizes. */
export interface EmbeddingModel {
  readonly folder: string;
  readonly manifest: ModelManifest;
  /** Changes whenever a vector would: hash over the listed file hashes and the settings. 32 hex digits. */
  readonly id: string;
}

const NEXT_STEP =
  'Restore the folder from the Fern package (in a clone: `git checkout -- models`, and `git lfs pull` where LFS is used), ' +
  'or set EMBEDDING_MODEL to a folder with a complete model.';

/**
 * Which folder EMBEDDING_MODEL means.
 * @param name the value of EMBEDDING_MODEL; empty or {@link BUNDLED_MODEL} is the bundled model
 * @param modelsFolder the `models` folder that is shipped beside `dist`
 */
export function resolveModelFolder(name: string | undefined, modelsFolder: string): string {
  const wanted = name?.trim() ?? '';
  if (wanted === '' || wanted === BUNDLED_MODEL) return path.join(modelsFolder, 'all-MiniLM-L6-v2');
  return path.resolve(wanted);
}

/**
 * Reads a model's manifest and checks that its files are there with the listed sizes. Hashes are not computed:
 * {@link verifyModelFile} does that where a file is loaded.
 * @throws ModelError naming the file that is missing or differs
 */
export function loadModel(folder: string): EmbeddingModel {
  const manifest = readManifest(folder);
  for (const role of ROLES) checkSize(folder, manifest.files[role]);
  return { folder, manifest, id: modelId(manifest) };
}

/**
 * Verifies size and hash of one file of a model without holding it in memory.
 * @returns its full path
 * @throws ModelError naming the file
 */
export function verifyModelFile(model: EmbeddingModel, role: Role): string {
  const file = model.manifest.files[role];
  checkSize(model.folder, file);
  const full = path.join(model.folder, file.path);
  if (reading(full, () => hashFile(full)) !== file.sha256) {
    throw new ModelError(`${full} was altered: its SHA-256 is not the one in manifest.json. ${NEXT_STEP}`);
  }
  return full;
}

function hashFile(full: string): string {
  const hash = createHash('sha256');
  const chunk = Buffer.allocUnsafe(1 << 18);
  const file = openSync(full, 'r');
  try {
    for (let count = readSync(file, chunk); count > 0; count = readSync(file, chunk)) {
      hash.update(chunk.subarray(0, count));
    }
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
}

function checkSize(folder: string, file: ModelFile): void {
  const full = path.join(folder, file.path);
  const stats = reading(full, () => statSync(full));
  if (!stats.isFile()) throw new ModelError(`${full} is not a file. ${NEXT_STEP}`);
  if (stats.size === file.size) return;
  // A Git LFS pointer is a text of about 130 bytes in place of the file.
  const pointer = stats.size < 1024 && /^version https?:\/\/\S*git-lfs/.test(readFileSync(full, 'latin1'));
  throw new ModelError(
    pointer
      ? `${full} is a Git LFS pointer, not the file itself. ${NEXT_STEP}`
      : `${full} has ${stats.size} bytes instead of ${file.size}: it is truncated or another file. ${NEXT_STEP}`,
  );
}

function readManifest(folder: string): ModelManifest {
  const full = path.join(folder, 'manifest.json');
  const text = reading(full, () => readFileSync(full, 'utf8'));
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new ModelError(`${full} is not valid JSON (${(error as Error).message}). ${NEXT_STEP}`);
  }
  const problem = manifestProblem(parsed);
  if (problem) throw new ModelError(`${full}: ${problem}. ${NEXT_STEP}`);
  return parsed as ModelManifest;
}

function manifestProblem(value: unknown): string | undefined {
  if (!isRecord(value)) return 'must be an object';
  if (typeof value.name !== 'string' || value.name === '') return '"name" must be a text';
  if (!isCount(value.dimension)) return '"dimension" must be a whole number above 0';
  if (!isCount(value.maxWordPieces) || value.maxWordPieces < 3)
    return '"maxWordPieces" must be a whole number above 2';
  if (value.pooling !== 'mean') return '"pooling" must be "mean"';
  if (value.normalize !== true) return '"normalize" must be true';
  if (!isCount(value.normaliserVersion)) return '"normaliserVersion" must be a whole number above 0';
  if (!isRecord(value.files)) return '"files" must be an object';
  for (const role of ROLES) {
    const file = Object.hasOwn(value.files, role) ? value.files[role] : undefined;
    if (!isRecord(file)) return `"files.${role}" is missing`;
    if (typeof file.path !== 'string' || !/^[\w][\w.-]*$/.test(file.path)) {
      return `"files.${role}.path" must be a plain file name`;
    }
    if (!isCount(file.size)) return `"files.${role}.size" must be a number of bytes`;
    if (typeof file.sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(file.sha256)) {
      return `"files.${role}.sha256" must be 64 hex digits`;
    }
  }
  return undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}

function modelId(manifest: ModelManifest): string {
  const parts = [
    ...ROLES.map((role) => manifest.files[role].sha256),
    manifest.dimension,
    manifest.maxWordPieces,
    manifest.pooling,
    manifest.normalize,
    manifest.normaliserVersion,
  ];
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32);
}

function reading<T>(file: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const what = code === 'ENOENT' || code === 'ENOTDIR' ? 'is missing' : `can't be read (${code ?? error})`;
    throw new ModelError(`${file} ${what}. ${NEXT_STEP}`);
  }
}
