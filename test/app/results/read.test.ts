import { describe, expect, test } from 'vitest';
import { readResults } from '../../../server/src/app/results/read.ts';

/** Rows as `task model score cluster category`, `-` for none. */
function rowsOf(content: string): string[] {
  return readResults(content, 'r').rows.map(({ task, model, score, cluster, category }) =>
    [task, model, score, cluster ?? '-', category ?? '-'].join(' '),
  );
}

const PROMPTFOO = {
  evalId: 'eval-1',
  results: {
    version: 3,
    results: [
      result('openai:gpt-4o', 0, true, 1),
      result('openai:gpt-4o', 1, false, 0.25),
      result('anthropic:claude', 0, true, 1),
      { ...result('anthropic:claude', 1, false, 0), score: undefined, success: false },
    ],
    stats: { successes: 2, failures: 2 },
  },
  config: {},
};

function result(id: string, testIdx: number, success: boolean, score: number): object {
  const prompt = { raw: 'Write {{what}}', label: 'Write {{what}}' };
  const testCase = { description: `case ${testIdx}`, vars: { what: 'a' }, metadata: { category: 'text' } };
  return {
    provider: { id, label: '' },
    prompt,
    promptIdx: 0,
    testIdx,
    success,
    score,
    failureReason: 0,
    testCase,
  };
}

const INSPECT = {
  version: 2,
  status: 'success',
  eval: { task: 'humaneval', model: 'openai/gpt-4o' },
  samples: [
    { id: 'HumanEval/0', epoch: 1, scores: { verify: { value: 'C', answer: 'x' } } },
    { id: 'HumanEval/0', epoch: 2, scores: { verify: { value: 'P' } } },
    { id: 'HumanEval/1', epoch: 1, scores: { verify: { value: 0.75 }, other: { value: 'I' } } },
    { id: 'HumanEval/2', epoch: 1, error: { message: 'time' }, scores: {} },
  ],
};

describe('what results are read from', () => {
  test.each<readonly [string, string, readonly string[]]>([
    ['CSV', 'task,model,score\na,x,0.5\n', ['a x 0.5 - -']],
    ['CSV of pass and fail', 'task,model,pass\na,x,true\nb,x,FAIL\n', ['a x 1 - -', 'b x 0 - -']],
    ['semicolons, blanks, another order', 'Model; Task; Score\n x ; a ; 1 \n', ['a x 1 - -']],
    ['tabs and a byte order mark', '\uFEFFtask\tmodel\tscore\na\tx\t1\n', ['a x 1 - -']],
    ['quotes', 'task,model,score\n"a, ""b""",x,1\n', ['a, "b" x 1 - -']],
    ['all columns', 'task,model,score,cluster,sample,category\na,x,1,app,2,hooks\n', ['a x 1 app hooks']],
    [
      'JSON lines',
      '{"task":"a","model":"x","score":1}\n\n{"task":"a","model":"y","pass":false}',
      ['a x 1 - -', 'a y 0 - -'],
    ],
    ['numbers as names', '{"task":7,"model":"x","score":"0.5"}', ['7 x 0.5 - -']],
    ['an array of rows', '[{"task":"a","model":"x","score":1}]', ['a x 1 - -']],
    [
      'promptfoo',
      JSON.stringify(PROMPTFOO),
      [
        '1: case 0 openai:gpt-4o 1 - text',
        '2: case 1 openai:gpt-4o 0.25 - text',
        '1: case 0 anthropic:claude 1 - text',
        '2: case 1 anthropic:claude 0 - text',
      ],
    ],
    [
      'Inspect',
      JSON.stringify(INSPECT),
      [
        'humaneval/HumanEval/0 openai/gpt-4o 1 - humaneval',
        'humaneval/HumanEval/0 openai/gpt-4o 0.5 - humaneval',
        'humaneval/HumanEval/1 openai/gpt-4o 0.75 - humaneval',
      ],
    ],
  ])('%s', (_name, content, expected) => {
    expect(rowsOf(content)).toEqual(expected);
  });
});

describe('what can not be used is told with its place', () => {
  test.each([
    ['', /^r is empty/],
    [' \n', /^r is empty/],
    ['task,model,score\na,x,87\n', /^r, line 2: the score is "87".*Divide percentages by 100/],
    ['task,model,score\na,x,high\n', /^r, line 2: the score is "high"; it must be a number from 0 to 1\.$/],
    ['task,model,score\na,x,-1\n', /line 2: the score is "-1"/],
    ['task,model,score\na,x,\n', /line 2: there is neither score .* nor pass/],
    ['task,model,pass\na,x,maybe\n', /line 2: pass is "maybe"/],
    ['name,score\na,1\n', /line 2: there is no task; the columns are task, model, score/],
    ['task,model,score\na,x,1,2,3\n', /^r, line 2: this is no CSV/],
    ['task,model,score\n"a,x,1\n', /^r, line \d: this is no CSV/],
    ['{"task":"a","model":"x","score":1}\n{"task":"b"', /^r, line 2: this is no JSON/],
    ['{"task":"a"}', /^r, line 1: there is no model/],
    ['[1]', /^r, row 1: there is no task/],
    [JSON.stringify({ eval: INSPECT.eval }), /log of Inspect without samples; .*inspect log dump/],
    [
      JSON.stringify({ ...INSPECT, samples: [{ id: 1, scores: { a: { value: 'great' } } }] }),
      /sample 1 has a score that is neither/,
    ],
  ])('%j', (content, expected) => {
    expect(() => readResults(content, 'r')).toThrow(expected);
  });
});
