import { resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import {
  type BehaviourSession,
  createBehaviourSession,
  type FileBehaviour,
} from '../../../../server/src/engine/index.ts';
import { openQuickJs } from '../../../../server/src/platform/quickjs/sandbox.ts';

/** Code that does the same under other names must not be mapped into something that does not. */

let session: BehaviourSession;
beforeAll(async () => {
  session = createBehaviourSession(await openQuickJs(resolve('dist')));
});

function compared(golden: string, generated: string): FileBehaviour {
  const side = (text: string) => ({ files: [{ path: 'a.ts', text }], links: {} });
  const request = { golden: side(golden), generated: side(generated), goldenKey: golden };
  return session.compare(request, { inputs: 80, seed: 7 });
}

const CLAMP = (name: string, page: string, count: string) =>
  `export function ${name}(${page}: number, ${count}: number): number {
    return Math.min(Math.max(1, Math.trunc(${page})), ${count});
  }`;

test('parameters whose names suggest another order stay as they stand where that agrees', () => {
  const { verdict, units } = compared(
    CLAMP('clampPage', 'page', 'pageCount'),
    CLAMP('limitPage', 'wanted', 'lastPage'),
  );
  expect(verdict).toBe('equivalent');
  expect(units[0].mapping).toBeUndefined();
});

test('the only unit of a golden finds its counterpart among others with as many parameters', () => {
  const { units } = compared(
    'export function isPrefix(text: string, start: string): boolean { return text.slice(0, start.length) === start; }',
    `export function later(run: () => void, wait: number): () => void { return () => { setTimeout(run, wait); }; }
    export function beginsWith(whole: string, part: string): boolean { return whole.slice(0, part.length) === part; }`,
  );
  expect(units.map(({ generated, verdict }) => `${generated} ${verdict}`)).toEqual(['beginsWith equivalent']);
});
