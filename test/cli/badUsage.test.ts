import { existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ComparisonDocument } from '../../server/src/protocol/documents.ts';
import { createWorkplace, documentOf, entriesBelow, linesOf, type Workplace } from '../helpers/cli.ts';
import { ordinary } from './hostile.ts';

let place: Workplace;
beforeAll(() => {
  place = createWorkplace();
  place.writeAll({
    'g/a.ts': ordinary('a'),
    'n/a.ts': ordinary('a'),
    'm/a.ts': ordinary('b'),
    'bare/readme.md': '# No code\n',
  });
});
afterAll(() => place.remove());

describe.concurrent('what can not be meant is one line on stderr, exit code 2, and nothing on stdout', () => {
  const weights = (text: string): string[] => ['evaluate', 'g', 'n', '--weights', text];
  test.each<[args: string[], says: RegExp]>([
    [['compare', '--golden', 'g', '--model', 'a=gone'], /gone.*no such/],
    [['compare', '--golden', 'gone', '--model', 'a=n'], /gone.*no such/],
    [['compare', '--golden', 'g/a.ts', '--model', 'a=n'], /needs a folder/],
    [['compare', '--golden', 'bare', '--model', 'a=n'], /no golden code/],
    [['compare', '--golden', 'g'], /--model NAME=DIR/],
    [['compare'], /fern init/],
    [['compare', '--golden', 'g', '--model', '\u001b[2J=n'], /not a name/],
    [['evaluate', 'bare', 'n'], /no golden code/],
    [['match', 'g/a.ts', 'n/a.ts'], /needs a folder/],
    [weights('{"semantic":0}'), /more than 0/],
    [weights('{"semantic":-1,"style":2}'), /number from 0 up/],
    [weights('{"semantic":NaN}'), /JSON/],
    [weights('{"semantic":1e999}'), /Infinity/],
    [weights('{"beauty":1}'), /not a dimension/],
    [weights('{"__proto__":1}'), /not a dimension/],
    [weights('best'), /quality-focused/],
    [['evaluate', 'g', 'n', '--workers', '-1'], /workers/],
    [['evaluate', 'g', 'n', '--workers', 'many'], /workers/],
    [['evaluate', 'g', 'n', '--fail-under', '80'], /fail-under/],
    [['evaluate', 'g', 'n', '--config', 'gone.json'], /no file/],
    [['evaluate', 'g', 'n', '--output', 'g'], /it is a folder/],
    [['evaluate', 'g', 'n', '--output', 'g/a.ts/x.json'], /not a folder/],
    [['evaluate', 'g', 'n', '--html', '/dev/full', '--quiet', '--output', 'aside'], /disk is full/],
    [['evaluate', 'g'], /GENERATED is missing/],
    [['evalaute', 'g', 'n'], /did you mean fern evaluate/],
  ])('fern %j', async (args, says) => {
    const { code, stdout, stderr } = await place.run(args);
    expect(stderr).toMatch(says);
    expect(linesOf(stderr)).toHaveLength(1);
    expect(stderr).not.toMatch(/fault of Fern|\n\s+at /);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  test('variables too', async () => {
    const bad = {
      EVALUATION_WEIGHTS: '{"semantic":-1}',
      MAX_WORKERS: 'x',
      CACHE_SIZE_MB: '-5',
      ENVIRONMENT: 'moon',
    };
    for (const [name, value] of Object.entries(bad)) {
      const { code, stderr } = await place.run(['config', 'show'], { env: { [name]: value } });
      expect(stderr, name).toContain(name);
      expect(linesOf(stderr), name).toHaveLength(1);
      expect(code, name).toBe(2);
    }
  });

  test('--verbose shows where an error came from', async () => {
    const { code, stderr } = await place.run(['evaluate', 'g', 'gone', '--verbose']);
    expect(stderr).toMatch(/^\s+at /m);
    expect(code).toBe(2);
  });

  test('a missing embedding model names the folder', async () => {
    const { code, stdout, stderr } = await place.run(['evaluate', 'g', 'm'], {
      env: { EMBEDDING_MODEL: 'nowhere' },
    });
    expect(stderr).toMatch(/nowhere.*manifest\.json is missing/);
    expect(linesOf(stderr)).toHaveLength(1);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});

describe.concurrent('the configuration', () => {
  let folders = 0;
  const validate = (text: string) => {
    const folder = `config${++folders}`;
    place.write(`${folder}/fern.config.json`, text);
    return place.run(['config', 'validate'], { cwd: join(place.folder, folder) });
  };

  test('may have comments, trailing commas and a byte order mark', async () => {
    const { code, stderr } = await validate(
      '\ufeff// mine\n{ "golden": "../g", /* both */ "models": { "a": "../n", }, }\n',
    );
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  test.each<[text: string, says: RegExp]>([
    ['{ "golden": "g",\n  "modles": {} }', /fern\.config\.json:2:3.*"?modles"?.*models/],
    ['{ "models": { "a": "n", "a": "m" } }', /:1:\d+.*twice/],
    ['{ "weights": { "semantic": 0 } }', /:1:\d+.*more than 0/],
    ['{ "weights": { "semantic": -0.5 } }', /:1:\d+.*from 0 up/],
    ['{ "weights": { "semantic": NaN } }', /:1:\d+/],
    ['{ "workers": "two" }', /:1:\d+/],
    ['{ "__proto__": 1 }', /:1:\d+.*__proto__/],
    ['{ "golden": "g"', /:1:\d+/],
    ['[]', /:1:1/],
    ['', /fern\.config\.json/],
    ['\u0000\u0001', /fern\.config\.json/],
    [`${'['.repeat(100_000)}`, /fern\.config\.json/],
  ])('%j', async (text, says) => {
    const { code, stdout, stderr } = await validate(text);
    expect(stderr).toMatch(says);
    expect(stderr).not.toMatch(/fault of Fern|\n\s+at /);
    expect(linesOf(stderr)).toHaveLength(1);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  test('all problems are told at once, a line each', async () => {
    const { code, stderr } = await validate('{ "goldne": "g",\n "workers": -1,\n "weights": [] }');
    expect(linesOf(stderr).map((line) => /:(\d):/.exec(line)?.[1])).toEqual(['1', '2', '3']);
    expect(code).toBe(2);
  });

  test('models may be called what every object has', async () => {
    place.write(
      'names/fern.config.json',
      '{ "golden": "../g", "models": { "__proto__": "../n", "constructor": "../m" } }',
    );
    const run = await place.run(['compare', '--no-behaviour', '--json'], {
      cwd: join(place.folder, 'names'),
    });
    expect(run.stderr).toBe('');
    const { rankings, files } = documentOf<ComparisonDocument>(run);
    expect(rankings.map(([name]) => name)).toEqual(['__proto__', 'constructor']);
    expect(rankings[0][1]).toBe(1);
    expect(Object.keys(files[0].scores)).toEqual(['__proto__', 'constructor']);
  });
});

describe('where results go', () => {
  test('a link is followed, a device stays a device, a full disk is told', async () => {
    const real = place.write('real.json', 'old');
    symlinkSync('real.json', join(place.folder, 'link.json'));
    expect((await place.run(['config', 'schema', '--output', 'link.json'])).code).toBe(0);
    expect(lstatSync(join(place.folder, 'link.json')).isSymbolicLink()).toBe(true);
    expect(JSON.parse(readFileSync(real, 'utf8'))).toBeTypeOf('object');
    if (!existsSync('/dev/full')) return;
    const full = await place.run(['config', 'schema', '--output', '/dev/full']);
    expect(lstatSync('/dev/full').isCharacterDevice()).toBe(true);
    expect(full.stderr).toBe("fern: /dev/full can't be written: the disk is full\n");
    expect(full.code).toBe(2);
  });

  test('folders on the way are made, and nothing else is left', async () => {
    expect(entriesBelow(place.folder).filter((name) => name.includes('.tmp'))).toEqual([]);
    const before = entriesBelow(place.folder);
    expect((await place.run(['config', 'schema', '--output', 'new/er/schema.json'])).code).toBe(0);
    const added = entriesBelow(place.folder).filter((name) => !before.includes(name));
    expect(added).toEqual(['new', 'new/er', 'new/er/schema.json']);
  });
});
