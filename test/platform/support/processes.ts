import { execFileSync } from 'node:child_process';

/** Process ids of the living children (not zombies) of a process whose command line contains a text. */
export function childrenOf(parent: number, text: string): number[] {
  return execFileSync('ps', ['-eo', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line))
    .filter((m) => m !== null)
    .filter((m) => Number(m[2]) === parent && !m[3]!.startsWith('Z') && m[4]!.includes(text))
    .map((m) => Number(m[1]));
}

export function isAlive(pid: number): boolean {
  const stat = execFileSync('sh', ['-c', `ps -o stat= -p ${pid} || true`], { encoding: 'utf8' }).trim();
  return stat !== '' && !stat.startsWith('Z');
}

/** Waits until a condition holds. @throws Error after the limit, in milliseconds */
export async function until(condition: () => boolean, limit = 5000): Promise<void> {
  const end = Date.now() + limit;
  while (!condition()) {
    if (Date.now() > end) throw new Error('The condition did not come true in time.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
