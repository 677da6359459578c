import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, statSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StoreError } from './database.ts';

/** That a folder is this process' own. */
export interface FolderLock {
  release(): Promise<void>;
}

/** Addresses of local sockets are short on every system. */
const MOST_ADDRESS = 100;
/** Milliseconds in which whoever holds a folder answers. */
const ANSWER = 2000;

/**
 * Takes a folder for this process alone. The lock is a local socket that the process listens on: it ends with the
 * process, however that ends, and processes in other containers find it in the folder.
 * @throws StoreError saying who has it
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const address = addressFor(folder);
  const said = { pid: process.pid, since: new Date().toISOString() };
  const server = net.createServer((socket) => {
    socket.on('error', () => {});
    socket.end(JSON.stringify(said));
  });
  server.unref();
  if (!(await listens(server, address))) {
    const holder = await askHolder(address);
    if (holder !== 'gone') throw inUse(folder, holder);
    await oneByOne(folder, () => takeOver(server, address, folder));
  }
  return { release: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** Takes the place of a process that is gone. */
async function takeOver(server: net.Server, address: string, folder: string): Promise<void> {
  // Somebody else may have taken it meanwhile.
  const holder = await askHolder(address);
  if (holder !== 'gone') throw inUse(folder, holder);
  rmSync(address, { force: true });
  if (!(await listens(server, address))) throw inUse(folder, 'silent');
}

/** Milliseconds: how long taking a folder over may take, and between tries to be next. */
const TAKING = 10_000;
const TRY = 50;

/** One process after the other; who died in the middle of its turn has none after some seconds. */
async function oneByOne(folder: string, work: () => Promise<void>): Promise<void> {
  const turn = join(folder, 'lock.turn');
  for (;;) {
    try {
      mkdirSync(turn);
      break;
    } catch {
      const begun = statSync(turn, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
      if (Date.now() - begun > TAKING) rmSync(turn, { recursive: true, force: true });
      else await new Promise((resolve) => setTimeout(resolve, TRY));
    }
  }
  try {
    await work();
  } finally {
    rmSync(turn, { recursive: true, force: true });
  }
}

interface Holder {
  readonly pid: number;
  readonly since: string;
}

function addressFor(folder: string): string {
  const short = createHash('sha256').update(folder).digest('hex').slice(0, 24);
  if (process.platform === 'win32') return `\\\\.\\pipe\\fern-${short}`;
  const inside = join(folder, 'lock.sock');
  return Buffer.byteLength(inside) <= MOST_ADDRESS ? inside : join(tmpdir(), `fern-${short}.sock`);
}

/** False: somebody's socket is there. */
function listens(server: net.Server, address: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException): void => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(new StoreError(`The data folder can't be used: ${error.message}.`));
    };
    server.once('error', failed);
    server.listen(address, () => {
      server.off('error', failed);
      resolve(true);
    });
  });
}

/** gone: nobody listens; silent: somebody does, and does not say who. */
function askHolder(address: string): Promise<Holder | 'silent' | 'gone'> {
  return new Promise((resolve) => {
    let said = '';
    let isThere = false;
    const socket = net.connect(address, () => {
      isThere = true;
    });
    socket.setTimeout(ANSWER, () => socket.destroy());
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      try {
        resolve(JSON.parse(said) as Holder);
      } catch {
        resolve(isThere ? 'silent' : 'gone');
      }
    });
  });
}

function inUse(folder: string, holder: Holder | 'silent'): StoreError {
  const who =
    holder === 'silent' ? 'another Fern' : `another Fern (process ${holder.pid}, since ${holder.since})`;
  return new StoreError(
    `The data folder ${folder} is in use by ${who}. End that one, or give this one a folder of its own with --data DIR; several Ferns share a database with DB_URL.`,
  );
}
