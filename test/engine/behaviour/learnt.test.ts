import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { examine } from '../../../server/src/engine/behaviour/examine.ts';
import type { Target } from '../../../server/src/engine/behaviour/explore.ts';
import { fromLearnt, toLearnt } from '../../../server/src/engine/behaviour/learnt.ts';
import {
  type BehaviourRequest,
  createBehaviourSession,
  type LearntGolden,
  type Sandbox,
} from '../../../server/src/engine/index.ts';
import { openQuickJs } from '../../../server/src/platform/quickjs/sandbox.ts';
import { EXAMPLES } from '../../helpers/cli.ts';
import { FakeSandbox, offerOf, sideOf } from './fakeSandbox.ts';
import { inferred } from './shapesOf.ts';

const OPTIONS = { inputs: 60, seed: 7 };
const FOLDER = join(EXAMPLES, 'golden/utils');

let sandbox: Sandbox;
let loaded = 0;
beforeAll(async () => {
  const real = await openQuickJs(resolve('dist'));
  sandbox = {
    open: (program) => {
      loaded++;
      return real.open(program);
    },
    close: () => real.close(),
  };
});

function request(text: string, changed = text): BehaviourRequest {
  const side = (code: string) => ({ files: [{ path: 'a.ts', text: code }], links: {} });
  return { golden: side(text), generated: side(changed), goldenKey: text };
}

/** Files with what makes one of their functions wrong. */
const FILES = [
  ['text.ts', '.toLowerCase()', ''],
  ['effort.ts', '* 100', '* 101'],
  ['pagination.ts', ' - 1', ' - 2'],
] as const;

describe('what was learnt of a golden', () => {
  test.each(FILES)('%s: as plain data it gives the same verdicts', (name, right, wrong) => {
    const text = readFileSync(join(FOLDER, name), 'utf8').replace(/import .*;\n/g, '');
    const changed = text.replaceAll(right, wrong);
    const first = createBehaviourSession(sandbox);
    const fresh = first.compare(request(text, changed), OPTIONS);
    const learnt = JSON.parse(JSON.stringify(first.learnt())) as LearntGolden;
    const second = createBehaviourSession(sandbox);
    const recalled = second.compare(request(text, changed), OPTIONS, () => learnt);
    expect(fresh.units.some(({ verdict }) => verdict === 'differs')).toBe(true);
    expect(JSON.stringify(recalled)).toBe(JSON.stringify(fresh));
    expect(second.learnt()).toBeNull();
  });

  test('what the golden is meant for comes back with it', () => {
    const code = "function f(text) { for (const mark of text) if (mark === '(' || mark === ')') g(); }";
    const [[{ shape }]] = inferred(code);
    const target: Target = {
      path: 'f',
      plan: {
        call: { fillings: [{ shapes: [shape], weight: 1 }], sameLength: [], rest: false },
        further: null,
        members: [],
      },
      literals: { numbers: [], texts: ['(', ')'] },
      examples: [],
      throws: [],
    };
    const fake = new FakeSandbox({ golden: { f: () => (text: string) => text.includes('(') } });
    const fresh = examine(fake, sideOf('golden'), offerOf('f'), target, 1, OPTIONS);
    const root = { offer: offerOf('f'), weight: 1, reason: null };
    const [recalled] = fromLearnt(toLearnt([fresh]), [root], () => target)!;
    expect(fresh.exploration!.classifies).toBe(true);
    expect(recalled.probes).toEqual(fresh.probes);
    for (const text of [')(', '(a)', '', 'a#', 'x'.repeat(40)]) {
      const input = { args: [text] };
      expect(recalled.exploration!.departures(input), text).toEqual(fresh.exploration!.departures(input));
    }
  });

  test('is told once, and not asked for again in the same session', () => {
    const session = createBehaviourSession(sandbox);
    const text = 'export const f = (n: number) => n * 2;';
    session.compare(request(text), OPTIONS);
    expect(session.learnt()).not.toBeNull();
    session.compare(request(text), OPTIONS, () => {
      throw new Error('asked');
    });
    expect(session.learnt()).toBeNull();
  });

  test('is learnt anew where the data do not fit', () => {
    const text = 'export const f = (n: number) => n * 2;';
    for (const broken of [[], [{ path: 'f', fillings: [[7, 1]], probes: [] }]]) {
      const session = createBehaviourSession(sandbox);
      const found = session.compare(request(text), OPTIONS, () => broken as unknown as LearntGolden);
      expect(found.verdict).toBe('equivalent');
      expect(session.learnt()).toHaveLength(1);
    }
  });
});

test('each side is loaded once for a comparison', () => {
  const text = 'export const f = (n: number) => n * 2; export const g = (s: string) => s + s;';
  loaded = 0;
  createBehaviourSession(sandbox).compare(request(text, text.replace('n * 2', 'n * 3')), OPTIONS);
  expect(loaded).toBe(2);
});
