import { readdir, readFile } from 'node:fs/promises';

/**
 * Bytes of memory of this process and of those that it started; what they share is counted once. Where the system has no
 * `/proc`, of this process alone.
 */
export async function memoryOfProcesses(): Promise<number> {
  const [own, children] = await Promise.all([memoryOf('self'), childrenOf('self')]);
  if (own === null) return process.memoryUsage.rss();
  const others = await Promise.all(children.map(memoryOf));
  return others.reduce((sum, other) => sum + (other === null ? 0 : other.all - other.shared), own.all);
}

interface Memory {
  readonly all: number;
  /** Files that are mapped, and what is shared on purpose. */
  readonly shared: number;
}

/** Null for a process that is gone. */
async function memoryOf(pid: string): Promise<Memory | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const bytes = (field: string): number =>
    1024 * Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? 0);
  const all = bytes('VmRSS');
  return all === 0 ? null : { all, shared: bytes('RssFile') + bytes('RssShmem') };
}

/** Each thread has those that it started. */
async function childrenOf(pid: string): Promise<string[]> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => []);
  const lists = await Promise.all(
    threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/children`, 'utf8').catch(() => '')),
  );
  return lists.flatMap((list) => list.split(' ').filter((child) => child !== ''));
}
