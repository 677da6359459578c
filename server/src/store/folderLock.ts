import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, rmSync, statSync } from 'node:fs';
import type net from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ask, askWho } from './asker.ts';
import { StoreError } from './database.ts';
import { type Answers, createAnswering, type Holder } from './holder.ts';

/** That a folder is this process' own. */
export interface FolderLock {
  release(): Promise<void>;
}

/** Addresses of local sockets are short on every system. */
const MOST_ADDRESS = 100;

/**
 * Takes a folder for this process alone. The lock is a local socket that the process listens on: it ends with the
 * process, however that ends, and processes in other containers find it in the folder.
 * @param answers what other processes of this user may ask for meanwhile
 * @throws StoreError saying who has it
 */
export async function lockFolder(folder: string, answers: Answers = {}): Promise<FolderLock> {
  const address = addressFor(folder);
  const { server, close } = createAnswering(answers);
  if (!(await listens(server, address))) {
    const holder = await askWho(address);
    if (holder !== 'gone') throw inUse(folder, holder);
    await oneByOne(folder, () => takeOver(server, address, folder));
  }
  return { release: close };
}

/**
 * Asks the process that has a folder.
 * @returns its answer as it comes, which throws where it breaks off; null when nobody has the folder
 * @throws StoreError when it can't or does not want to answer
 */
export async function askHolder(
  folder: string,
  question: string,
  signal: AbortSignal,
): Promise<AsyncIterable<Uint8Array> | null> {
  const address = addressFor(folder);
  const answer = isOurs(address, folder) ? await ask(address, question, signal) : 'silent';
  if (answer === 'gone') return null;
  if (answer === 'silent') throw new StoreError(`${held(folder, answer)}, which does not answer; try again.`);
  if ('pid' in answer)
    throw new StoreError(`${held(folder, answer)}, which can't tell: it is another version. End it first.`);
  return answer;
}

/** Where everybody may put sockets, whose one it is says who answers. */
function isOurs(address: string, folder: string): boolean {
  if (process.platform === 'win32' || dirname(address) === folder) return true;
  const owner = lstatSync(address, { throwIfNoEntry: false })?.uid;
  return owner === undefined || [0, process.getuid?.(), statSync(folder).uid].includes(owner);
}

/** Takes the place of a process that is gone. */
async function takeOver(server: net.Server, address: string, folder: string): Promise<void> {
  // Somebody else may have taken it meanwhile.
  const holder = await askWho(address);
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
    // Nobody else may ask for what is kept, from the first moment on; Windows' pipes are as strict by themselves.
    const mask = process.platform === 'win32' ? null : process.umask(0o177);
    server.listen(address, () => {
      server.off('error', failed);
      resolve(true);
    });
    if (mask !== null) process.umask(mask);
  });
}

function inUse(folder: string, holder: Holder | 'silent'): StoreError {
  return new StoreError(
    `${held(folder, holder)}. End that one, or give this one a folder of its own with --data DIR; several Ferns share a database with DB_URL.`,
  );
}

function held(folder: string, holder: Holder | 'silent'): string {
  const who = holder === 'silent' ? '' : ` (process ${holder.pid}, since ${holder.since})`;
  return `The data folder ${folder} is in use by another Fern${who}`;
}
