import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { memoryOfProcesses } from '../../server/src/platform/processMemory.ts';

const MIB = 1024 * 1024;

test.skipIf(process.platform !== 'linux')('what a started process holds counts, until it ends', async () => {
  const before = await memoryOfProcesses();
  expect(before).toBeGreaterThan(20 * MIB);
  const script =
    'const held = Buffer.alloc(200 << 20, 1); console.log(held.length); setInterval(() => {}, 1000);';
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    await once(child.stdout, 'data');
    const during = await memoryOfProcesses();
    expect(during - before).toBeGreaterThan(190 * MIB);
    // The program itself is in memory once.
    expect(during - before).toBeLessThan(300 * MIB);
  } finally {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
  expect((await memoryOfProcesses()) - before).toBeLessThan(100 * MIB);
});
