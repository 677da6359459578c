import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { VerdictDocument } from '../../server/src/protocol/documents.ts';
import { createWorkplace, type Workplace } from '../helpers/cli.ts';

let place: Workplace;
beforeAll(() => {
  place = createWorkplace();
});
afterAll(() => place.remove());

const SCORES = Array.from({ length: 8 }, (_, i) => [`t${i}`, 0.9 - i / 50, 0.5 + i / 60] as const);
const CSV = [
  'task,model,score',
  ...SCORES.flatMap(([task, a, b]) => [`${task},a,${a}`, `${task},b,${b}`]),
  '',
].join('\n');

describe('fern verdict', () => {
  test('table, JSON and Markdown say the same', async () => {
    place.write('r.csv', CSV);
    const runs = await Promise.all(
      ['table', 'json', 'markdown'].map((format) => place.run(['verdict', 'r.csv', '--format', format])),
    );
    expect(runs.map(({ code, stderr }) => [code, stderr])).toEqual([
      [0, ''],
      [0, ''],
      [0, ''],
    ]);
    const document = JSON.parse(runs[1].stdout) as VerdictDocument;
    expect(document).toMatchObject({ winner: 'a', verdict: 'winner', formats: ['csv'], tasks: 8 });
    for (const { stdout } of [runs[0], runs[2]])
      expect(stdout.replaceAll('\\', '').replace(/\s+/g, ' ')).toContain(
        document.statement.replace(/\s+/g, ' '),
      );
  });

  test('logs of Inspect in a folder, a file for each model', async () => {
    for (const [model, right] of [
      ['openai/gpt', 3],
      ['anthropic/claude', 28],
    ] as const) {
      const samples = Array.from({ length: 30 }, (_, id) => ({
        id,
        epoch: 1,
        scores: { verify: { value: id < right ? 'C' : 'I' } },
      }));
      place.write(
        `logs/${model.replace('/', '-')}.json`,
        JSON.stringify({ eval: { task: 'he', model }, samples }),
      );
    }
    const { code, stdout } = await place.run(['verdict', 'logs', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ winner: 'anthropic/claude', formats: ['inspect'], tasks: 30 });
  });

  test('results of promptfoo, one provider better', async () => {
    const results = Array.from({ length: 40 }, (_, i) => ({
      provider: { id: i % 2 === 0 ? 'a' : 'b' },
      prompt: { label: 'p' },
      testIdx: i >> 1,
      success: i % 2 === 0 || i % 3 === 0,
      score: i % 2 === 0 || i % 3 === 0 ? 1 : 0,
    }));
    place.write('p.json', JSON.stringify({ results: { version: 3, results } }));
    const { stdout } = await place.run(['verdict', 'p.json', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ winner: 'a', formats: ['promptfoo'], tasks: 20 });
  });

  test('--margin says which difference matters', async () => {
    place.write('r.csv', CSV);
    const { stdout } = await place.run(['verdict', 'r.csv', '--json', '--margin', '0.5']);
    expect(JSON.parse(stdout)).toMatchObject({ winner: null, verdict: 'practically_equal' });
  });

  test('names are text, whatever they hold', async () => {
    const names = [
      '<img src=x onerror=alert(1)>',
      '=cmd|x',
      '\u202Egpt\u202C',
      '🦊'.repeat(75),
      '\u001B[31mred',
    ];
    const rows = names.flatMap((name) =>
      Array.from({ length: 6 }, (_, i) => JSON.stringify({ task: `t${i} |`, model: name, score: 0.5 })),
    );
    place.write('n.jsonl', rows.join('\n'));
    const table = await place.run(['verdict', 'n.jsonl']);
    expect(table.code).toBe(0);
    expect(table.stdout).not.toMatch(/\u001B|\u202E/);
    const markdown = await place.run(['verdict', 'n.jsonl', '--format', 'markdown']);
    expect(markdown.stdout).not.toMatch(/(?<!`)<img/);
  });

  test.each([
    [['verdict', 'gone.csv'], /^fern: gone\.csv is not there\.$/m],
    [['verdict', 'bad.csv'], /^fern: bad\.csv, line 2: the score is "2"/m],
    [['verdict', 'empty'], /^fern: empty holds no results/m],
    [['verdict', 'packed.eval'], /inspect log convert/],
    [['verdict'], /FILE/],
    [['verdict', 'r.csv', '--format', 'html'], /html/],
  ])('%j ends with 2 and one line that helps', async (args, expected) => {
    place.write('bad.csv', 'task,model,score\na,x,2\n');
    place.write('empty/readme.txt', '');
    place.write('packed.eval', 'PK');
    const { code, stdout, stderr } = await place.run(args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(expected);
  });
});
