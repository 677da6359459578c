import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBehaviourSession } from '../../../server/src/engine/behaviour/session.ts';
import type {
  BehaviourSession,
  Sandbox,
  SideSources,
  UnitBehaviour,
} from '../../../server/src/engine/index.ts';
import { createQuickJsSandbox } from '../../../server/src/platform/quickjs/sandbox.ts';
import { LIBRARY, type RenamedModule, SHOP, STOCK, TRACKER } from '../../corpus/renamed/pairs.ts';
import { guestText, wasmBytes } from '../../sandbox/support/sandbox.ts';

const OPTIONS = { inputs: 60, seed: 1 };
/** The thread of a test has a small stack. */
const STACK_BYTES = 256 * 1024;
/** Milliseconds: finding inputs for a whole module takes its time. */
const PATIENCE = 300_000;

let sandbox: Sandbox;
let session: BehaviourSession;

beforeAll(async () => {
  sandbox = await createQuickJsSandbox({
    guest: await guestText(),
    wasm: wasmBytes(),
    stackBytes: STACK_BYTES,
  });
  session = createBehaviourSession(sandbox);
});
afterAll(() => sandbox.close());

function read(path: string): string {
  return readFileSync(`test/corpus/renamed/${path}`, 'utf8');
}

function side(path: string, text: string): SideSources {
  return { files: [{ path, text }], links: {} };
}

function compared(
  module: RenamedModule,
  changes: readonly (readonly [string, string])[] = [],
): Map<string, UnitBehaviour> {
  let text = read(module.generated);
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`there is no ${from}`);
    text = text.replace(from, to);
  }
  const { units } = session.compare(
    {
      golden: side(module.golden, read(module.golden)),
      generated: side(module.generated, text),
      goldenKey: module.golden,
    },
    OPTIONS,
  );
  return new Map(units.map((unit) => [unit.golden, unit]));
}

/** Inputs that show these are not found, renamed or not. */
const UNSEEN = new Set(['removeItem', 'groupByProject', 'ordersBetween']);

/** Names of the fields and literals of a mapping that are not as the table says. */
function mistakes({ fields, literals }: RenamedModule, unit: UnitBehaviour): string[] {
  const wrong = (entries: Readonly<Record<string, string>>, table: RenamedModule['fields']): string[] =>
    Object.entries(entries)
      .filter(([name, other]) => ![table[name] ?? name].flat().includes(other))
      .map(([name, other]) => `${name} → ${other}`);
  return [
    ...wrong(unit.mapping?.fields ?? {}, { ...fields, ...literals }),
    ...wrong(unit.mapping?.literals ?? {}, literals),
  ];
}

describe.each([
  ['a shop, typed', SHOP],
  ['a time tracker, untyped', TRACKER],
  ['a library, typed', LIBRARY],
  ['a stock, untyped', STOCK],
])('%s, in which everything is called otherwise', (_, module) => {
  let units: Map<string, UnitBehaviour>;
  beforeAll(() => {
    units = compared(module);
  }, PATIENCE);

  it('pairs and maps at least 90 % of the functions rightly', () => {
    const right = module.pairs.filter(({ golden, generated }) => {
      const unit = units.get(golden);
      return unit?.generated === generated && mistakes(module, unit).length === 0;
    });
    expect(right.length).toBeGreaterThanOrEqual(Math.ceil(0.9 * module.pairs.length));
  });

  it('calls equal ones equivalent, and wrong ones different', () => {
    const said = module.pairs.map(({ golden }) => `${golden} ${units.get(golden)?.verdict}`);
    const due = module.pairs.map(({ golden, right }) => `${golden} ${right ? 'equivalent' : 'differs'}`);
    const seen = (line: string): boolean => !UNSEEN.has(line.split(' ')[0]);
    expect(said.filter(seen)).toEqual(due.filter(seen));
  });

  it('finds nothing to map in itself', () => {
    const { units: own } = session.compare(
      {
        golden: side(module.golden, read(module.golden)),
        generated: side(module.golden, read(module.golden)),
        goldenKey: module.golden,
      },
      OPTIONS,
    );
    expect(own.filter(({ mapping }) => mapping !== undefined)).toEqual([]);
    expect(own.filter(({ verdict }) => verdict === 'differs')).toEqual([]);
  });
});

/** Golden functions and what is damaged in their counterparts, several at a time. */
const DAMAGE: readonly (readonly [
  RenamedModule,
  Readonly<Record<string, readonly [from: string, to: string]>>,
])[] = [
  [
    SHOP,
    {
      orderTotal: ['sum += count * price', 'sum += count + price'],
      advanceOrder: ["submitted: 'done' }", "submitted: 'aborted' }"],
      discountRate: ['plus: 0.05, premium: 0.15', 'plus: 0.15, premium: 0.05'],
      sortTasks: ["['critical', 'normal', 'minor']", "['minor', 'normal', 'critical']"],
      convert: ["'EURO' ? 'DOLLAR' : 'EURO'", "'EURO' ? 'EURO' : 'DOLLAR'"],
    },
  ],
  [
    SHOP,
    {
      completedRevenue: ["purchase.state !== 'done'", "purchase.state !== 'submitted'"],
      cancelOrder: ["state: 'aborted', remark: cause", "state: 'done', remark: cause"],
      shippingCost: ['kilograms / 2', 'kilometres / 2'],
      isOverdue: ['ticket.finished ||', '!ticket.finished ||'],
    },
  ],
  [
    TRACKER,
    {
      totalHours: ["record.phase !== 'active'", "record.phase !== 'ended'"],
      startEntry: ['since, until: null', 'since: null, until: since'],
    },
  ],
  [TRACKER, { statusLabel: ["['active', 'ended', 'billed']", "['ended', 'active', 'billed']"] }],
  [
    STOCK,
    {
      createProduct: ["amount > 0 ? 'onSale' : 'gone'", "amount > 0 ? 'gone' : 'onSale'"],
      retire: ["status: 'withdrawn'", "status: 'gone'"],
    },
  ],
];

describe('damage stays damage under other names', () => {
  it.each(DAMAGE)(
    '%#',
    (module, damage) => {
      const units = compared(module, Object.values(damage));
      const undetected = Object.keys(damage).filter((name) => units.get(name)?.verdict !== 'differs');
      expect(undetected).toEqual([]);
      // What uses damaged code differs too; the rest is mapped as before.
      const right = module.pairs.filter(({ golden, right }) => right && damage[golden] === undefined);
      const kept = right.filter(({ golden }) => units.get(golden)?.verdict === 'equivalent');
      expect(kept.length).toBeGreaterThanOrEqual(right.length - 4);
    },
    PATIENCE,
  );
});
