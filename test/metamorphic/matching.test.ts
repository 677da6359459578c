import { expect, test } from 'vitest';
import { applicationOf, judge } from '../bench/matching.ts';
import { matchTexts } from '../corpus/match.ts';
import { renameApp } from '../corpus/transforms/renameApp.ts';

test('a renamed application is paired file by file', async () => {
  const files = applicationOf('mobx');
  const extra = applicationOf('immer').slice(0, 3);
  const renamed = renameApp(files, { seed: 'test', drop: 0.06, extra });
  const result = judge('mobx', files, renamed, await matchTexts(files, renamed.files));
  expect(result.paired, result.wrong.join('\n')).toBeGreaterThanOrEqual(0.95);
  expect(result.missing).toBeGreaterThanOrEqual(0.6);
}, 120_000);
