import {
  appendFileSync,
  chmodSync,
  closeSync,
  mkdirSync,
  openSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

/** Changes with the layout of keys and values, so that versions of Fern never misread each other's store. */
const LAYOUT = 'store-v1';

/** Enough for the lock file, which LMDB maps: on a full disk a write into it would end the process. */
const PROBE_BYTES = 1 << 16;

/** A file that lacks more than this of what its header promises was cut off; less happens in sound stores. */
const LARGEST_GAP = 16 << 20;

/** The folder of the store inside a cache directory. */
export function storeFolder(cacheDir: string): string {
  return path.join(cacheDir, LAYOUT);
}

/**
 * Creates the folder (0700) and makes sure that it can be written and that LMDB can map the file in it: LMDB
 * trusts its file, and a damaged header or a missing end would end the process instead of raising an error.
 * @throws Error saying in plain words what is wrong
 */
export function prepareFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const probe = path.join(folder, `probe-${process.pid}`);
  try {
    writeFileSync(probe, new Uint8Array(PROBE_BYTES));
  } finally {
    rmSync(probe, { force: true });
  }
  checkDataFile(path.join(folder, 'data.mdb'));
}

/** Offsets of LMDB's two meta pages (`MDB_page_header` of 24 bytes, then `MDB_meta`), little-endian platforms. */
const MAGIC = { at: 24, value: 0xbeefc0de };
const PAGE_SIZE_AT = 48;
const FREE_ROOT_AT = 88;
const ROOT_AT = 136;
const LAST_PAGE_AT = 144;
const TRANSACTION_AT = 152;
/** A page's header: its own number, transaction, padding, flags (1 branch, 2 leaf), bounds of its free space. */
const PAGE_HEADER_BYTES = 24;
const PAGE_FLAGS_AT = 18;
const PAGE_LOWER_AT = 20;
const PAGE_UPPER_AT = 22;
const META_BYTES = 168;
const NO_PAGE = 2 ** 64;

function checkDataFile(file: string): void {
  const size = sizeOf(file);
  if (size === 0) return;
  const first = readMeta(file, 0);
  const pageSize = first.pageSize;
  if (pageSize < 512 || pageSize > 65_536 || (pageSize & (pageSize - 1)) !== 0) throw damaged(file);
  const second = readMeta(file, pageSize);
  if (second.pageSize !== pageSize) throw damaged(file);
  const lastPage = Math.max(first.lastPage, second.lastPage);
  for (const { root } of [first, second]) if (root !== NO_PAGE && root > lastPage) throw damaged(file);
  const latest = first.transaction > second.transaction ? first : second;
  checkTreePage(file, latest.root, pageSize);
  checkTreePage(file, latest.freeRoot, pageSize);
  const missing = (lastPage + 1) * pageSize - size;
  if (missing > LARGEST_GAP) throw damaged(file);
  // Pages at the end that were freed before they were written may be absent. If they were cut off instead, LMDB
  // finds zeros, which it reports, where reading behind the end would be a SIGBUS.
  if (missing > 0) appendFileSync(file, new Uint8Array(missing));
}

/** The page that a tree begins with has to be one: where others' bytes stand there, LMDB follows them anywhere. */
function checkTreePage(file: string, page: number, pageSize: number): void {
  if (page === NO_PAGE) return;
  const header = readAt(file, page * pageSize, PAGE_HEADER_BYTES);
  const kind = header.readUInt16LE(PAGE_FLAGS_AT) & 3;
  const lower = header.readUInt16LE(PAGE_LOWER_AT);
  const upper = header.readUInt16LE(PAGE_UPPER_AT);
  const isItself = Number(header.readBigUInt64LE(0)) === page;
  if (!isItself || (kind !== 1 && kind !== 2) || lower > upper || upper > pageSize) throw damaged(file);
}

interface Meta {
  readonly pageSize: number;
  readonly freeRoot: number;
  readonly root: number;
  readonly lastPage: number;
  readonly transaction: number;
}

function readMeta(file: string, offset: number): Meta {
  const bytes = readAt(file, offset, META_BYTES);
  if (bytes.readUInt32LE(MAGIC.at) !== MAGIC.value) throw damaged(file);
  return {
    pageSize: bytes.readUInt32LE(PAGE_SIZE_AT),
    freeRoot: Number(bytes.readBigUInt64LE(FREE_ROOT_AT)),
    root: Number(bytes.readBigUInt64LE(ROOT_AT)),
    lastPage: Number(bytes.readBigUInt64LE(LAST_PAGE_AT)),
    transaction: Number(bytes.readBigUInt64LE(TRANSACTION_AT)),
  };
}

/** @throws Error when the file ends before. */
function readAt(file: string, offset: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  const descriptor = openSync(file, 'r');
  try {
    if (readSync(descriptor, bytes, 0, length, offset) < length) throw damaged(file);
  } finally {
    closeSync(descriptor);
  }
  return bytes;
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function damaged(file: string): Error {
  return new Error(`${file} is damaged`);
}
