import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PROGRAM } from '../helpers/cli.ts';

// The compiler is most of what a thread takes to start and to keep; the process that only waits for threads goes without.
test('the command line starts without the compiler', () => {
  const program = readFileSync(PROGRAM, 'utf8');
  expect(program).not.toContain('createSourceFile');
  expect(program.length).toBeLessThan(1_000_000);
});
