import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { maintainability } from '../../../server/src/engine/dimensions/maintainability.ts';
import { evaluate } from './quality.ts';

const GOLDEN = `export function groupTasks(tasks, columns) {
  const groups = new Map(columns.map((column) => [column.id, []]));
  for (const task of tasks) groups.get(task.columnId)?.push(task);
  return groups;
}
export function isLate(task, today) {
  return task.due !== null && task.due < today;
}`;

/** The same job, ever harder to follow. */
const WORSE = [
  GOLDEN,
  GOLDEN.replace(
    'groups.get(task.columnId)?.push(task);',
    '{ if (groups.has(task.columnId)) groups.get(task.columnId).push(task); }',
  ),
  GOLDEN.replace(
    'groups.get(task.columnId)?.push(task);',
    '{ if (task) { if (groups.has(task.columnId)) { groups.get(task.columnId).push(task); } else { groups.set(task.columnId, [task]); } } }',
  ),
  GOLDEN.replace(
    'groups.get(task.columnId)?.push(task);',
    `{
    if (task) {
      if (groups.has(task.columnId)) { groups.get(task.columnId).push(task); }
      else if (task.columnId === 'a' || task.columnId === 'b' && task.open) { groups.set('a', [task]); }
      else { for (const column of columns) { if (column.id === task.id) { groups.set(column.id, [task]); } } }
    }
  }`,
  ),
];

describe('maintainability', () => {
  const files = ['components', 'hooks', 'state', 'utils', 'api'].flatMap((folder) =>
    readdirSync(`examples/golden/${folder}`).map((name) => `${folder}/${name}`),
  );
  test.each(files)('identical is 1: %s', (name) => {
    const text = readFileSync(`examples/golden/${name}`, 'utf8');
    const { value, findings } = evaluate(maintainability, text, text, name);
    expect([1, null]).toContain(value);
    expect(findings).toEqual([]);
  });

  test('the harder to follow, the lower', () => {
    const values = WORSE.map((text) => evaluate(maintainability, GOLDEN, text).value as number);
    expect(values[0]).toBe(1);
    for (let i = 1; i < values.length; i++) expect(values[i]).toBeLessThan(values[i - 1]);
    expect(values[3]).toBeGreaterThan(0.4);
    expect(values[3]).toBeLessThan(0.75);
  });

  test.each(WORSE.slice(1))('better than golden costs nothing', (golden) => {
    expect(evaluate(maintainability, golden, GOLDEN)).toMatchObject({ value: 1, findings: [] });
  });

  test('formatting, comments, types and names do not move it', () => {
    const other = `/** Groups. */
export function groupTasks( items : readonly Task[] , cols : Column[] ) : Map<string, Task[]> {
  // one list for each
  const result = new Map<string, Task[]>(
    cols.map( (col) => [ col.id , [ ] ] )
  );
  for (const item of items)
  {
    result.get(item.columnId)?.push(item);
  }
  return result;
}
export const isLate = (task: Task, today: string): boolean => task.due !== null && task.due < today;`;
    expect(evaluate(maintainability, GOLDEN, other)).toMatchObject({ value: 1, findings: [] });
  });

  test('names the numbers', () => {
    const { findings } = evaluate(maintainability, GOLDEN, WORSE[3]);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      rule: 'maintainability/cognitive-complexity',
      reference: 'Campbell 2018',
    });
    expect(findings[0].message).toMatch(
      /^`groupTasks` has cognitive complexity 19, golden 1; cyclomatic complexity 9, golden 2\.$/,
    );
    const { generated, golden } = findings[0];
    expect(WORSE[3].slice(generated?.start, generated?.end)).toBe('groupTasks');
    expect(GOLDEN.slice(golden?.start, golden?.end)).toBe('groupTasks');
  });

  test('a function that is missing costs nothing here', () => {
    const half = GOLDEN.slice(0, GOLDEN.indexOf('export function isLate'));
    expect(evaluate(maintainability, GOLDEN, half).value).toBe(1);
  });

  test('helpers are free while they are no worse than the golden, and never make up for others', () => {
    const helper = '\nfunction first(list) { return list[0]; }';
    expect(evaluate(maintainability, GOLDEN, GOLDEN + helper).value).toBe(1);
    const bad = evaluate(maintainability, GOLDEN, WORSE[3]).value as number;
    expect(evaluate(maintainability, GOLDEN, WORSE[3] + helper.repeat(1)).value).toBeCloseTo(bad, 9);
    const knot = `\nfunction knot(a, b, c) { if (a) { while (b) { if (c) { for (const x of a) { if (x && b || c) return x; else if (b) continue; } } } } return null; }`;
    const { value, findings } = evaluate(maintainability, GOLDEN, GOLDEN + knot);
    expect(value).toBeLessThan(0.95);
    expect(findings[0].message).toMatch(/^`knot` has cognitive complexity \d+, highest in the golden 1; /);
    expect(findings[0].golden).toBeNull();
    expect(evaluate(maintainability, GOLDEN, GOLDEN + knot, 'file.ts', true).value).toBe(1);
  });

  test('does not apply without functions', () => {
    expect(evaluate(maintainability, 'export const a = 1;', GOLDEN)).toMatchObject({
      value: null,
      reason: 'no functions in the golden',
    });
    expect(evaluate(maintainability, GOLDEN, 'export const a = 1;').reason).toBe(
      'no functions in the generated file',
    );
    expect(evaluate(maintainability, '', '').value).toBeNull();
    const other = 'export class Socket { open(url) { this.url = url; } }';
    expect(evaluate(maintainability, GOLDEN, other, 'file.ts', true).value).toBeNull();
  });
});
