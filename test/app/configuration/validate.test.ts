import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { type Problem, parseConfig } from '../../../server/src/app/configuration/parse.ts';
import { configSchema } from '../../../server/src/app/configuration/schema.ts';
import { readConfig, validate } from '../../../server/src/app/configuration/validate.ts';

function problemsOf(text: string): readonly Problem[] {
  const parsed = parseConfig(text, 'fern.config.json');
  return parsed.ok ? validate(parsed.config) : parsed.problems;
}

const messages = (text: string): string[] => problemsOf(text).map(({ message }) => message);

describe('text that is not JSON', () => {
  test.each([
    ['', '1:1: the file is empty'],
    ['  \n', '1:1: the file is empty'],
    ['// nothing', '1:11: this is not valid JSON: a value is expected'],
    ['[]', '1:1: the file must hold one object in braces, not a list'],
    ['null', '1:1: the file must hold one object in braces, not null'],
    ['{\n  "golden": "a"\n  "models": {}\n}', '3:3: this is not valid JSON: a comma is expected'],
    ["{ 'golden': 1 }", '1:3: this is not valid JSON: texts are written in double quotes'],
    ['{ "weights": { "style": NaN } }', '1:25: this is not valid JSON: found "NaN"'],
    ['{ golden: "a" }', '1:3: this is not valid JSON: found "golden" where'],
    ['{ "golden": "a', '1:13: this is not valid JSON: this text is not closed'],
    ['{ "golden": "C:\\dev" } /* x */ }', '1:13: this is not valid JSON: this escape is not valid'],
    ['{} {}', '1:4: this is not valid JSON: nothing more is expected'],
    [`{"golden":${'['.repeat(100_000)}`, '1:42: this is not valid JSON: nested deeper than 32 levels'],
  ])('%j', (text, start) => {
    expect(messages(text)[0]).toContain(`fern.config.json:${start}`);
    expect(messages(text)).toHaveLength(1);
  });

  test.each([
    ['comments and trailing commas', '{ // golden\n "golden": "g", /* and */ "include": ["a/**",], }'],
    ['a byte order mark', '\uFEFF{ "golden": "g" }'],
    ['CRLF', '{\r\n  "golden": "g"\r\n}\r\n'],
    [
      'every setting',
      JSON.stringify({ $schema: 'x', environments: { production: { workers: 0 } }, cache: { dir: '~/c' } }),
    ],
    [
      'known differences',
      '{ "accepted": [{ "golden": "a.ts", "unit": "f", "reason": "r" }], "alternatives": { "a.ts": ["b.ts"] } }',
    ],
    ['odd model names', '{ "models": { "__proto__": "a", "constructor": "b", "a \'b\' 🌿": "c" } }'],
  ])('accepts %s', (_what, text) => {
    expect(messages(text)).toEqual([]);
  });
});

describe('wrong configuration', () => {
  test.each([
    // unknown keys
    ['{ "exlude": [] }', '1:3: "exlude" is not a known key. Did you mean "exclude"?'],
    ['{ "behavior": {} }', '1:3: "behavior" is not a known key. Did you mean "behaviour"?'],
    [
      '{ "behaviour": { "timeLimitMs": 5 } }',
      '1:18: "behaviour.timeLimitMs" is not a known key. Did you mean "time_limit_ms"?',
    ],
    // known differences
    ['{ "accepted": {} }', '1:15: "accepted" must be a list of objects like'],
    [
      '{ "accepted": [1] }',
      '1:16: "accepted[0]" must be an object of golden, unit, rule, input, reason, not 1.',
    ],
    ['{ "accepted": [{ "unit": "f", "reason": "r" }] }', '1:16: "accepted[0]" needs "golden".'],
    ['{ "accepted": [{ "golden": "a.ts", "unit": "f" }] }', '1:16: "accepted[0]" needs "reason".'],
    ['{ "accepted": [{ "golden": "a.ts", "reason": "r" }] }', 'needs "unit", "rule" or "input"'],
    [
      '{ "accepted": [{ "golden": "a.ts", "unit": "f", "reason": " " }] }',
      '1:59: "accepted[0].reason" must be a text, not " ".',
    ],
    [
      '{ "accepted": [{ "golden": "a.ts", "unti": "f", "rule": "style", "reason": "r" }] }',
      '1:36: "accepted[0].unti" is not a known key. Did you mean "unit"?',
    ],
    [
      '{ "accepted": [{ "golden": "a.ts", "rule": "functonal/x", "reason": "r" }] }',
      '1:44: "accepted[0].rule" must be a rule like "functional/behaves-differently", or a dimension',
    ],
    [
      '{ "alternatives": { "a.ts": "b.ts" } }',
      '1:29: "alternatives["a.ts"]" must be a list of at least one path',
    ],
    ['{ "alternatives": { "a.ts": [] } }', 'must be a list of at least one path of a file, not a list.'],
    ['{ "inputs": 5 }', '1:3: "inputs" is not a known key. Did you mean "behaviour.inputs", a whole number'],
    ['{ "behaviour.inputs": 5 }', '1:3: "behaviour.inputs" must be written as "behaviour": { "inputs": … }.'],
    ['{ "environment": "production" }', 'set the environment variable ENVIRONMENT.'],
    ['{ "zzz": 1 }', '1:3: "zzz" is not a known key. Known are $schema, golden, models,'],
    ['{ "__proto__": 1 }', '1:3: "__proto__" is not a known key.'],
    ['{ "cache": { "weights": "default" } }', '1:14: "cache.weights" does not belong here, but at the top'],
    // wrong values
    ['{ "golden": "" }', '1:13: "golden" must be a path, not "".'],
    ['{ "golden": null }', '1:13: "golden" must be a path, not null.'],
    ['{ "golden": "a\\u0000b" }', '1:13: "golden" must be a path'],
    ['{ "cache": 5 }', '1:12: "cache" must be an object of enabled, dir, size_mb, not 5.'],
    ['{ "cache": { "enabled": "yes" } }', '1:25: "cache.enabled" must be true or false, not "yes".'],
    ['{ "workers": -1 }', '1:14: "workers" must be a whole number from 0 to 256, not -1.'],
    ['{ "workers": 1.5 }', '1:14: "workers" must be a whole number from 0 to 256, not 1.5.'],
    [
      '{ "cache": { "size_mb": "1GB" } }',
      '"cache.size_mb" must be a whole number of MB from 1 to 1048576, not "1GB".',
    ],
    ['{ "fail_under": 80 }', '1:17: "fail_under" must be a number from 0 to 1, not 80.'],
    [
      '{ "log_level": "DEBUGG" }',
      '1:16: "log_level" must be "error", "warn", "info" or "debug", not "DEBUGG". Did you mean "debug"?',
    ],
    // lists and records
    ['{ "include": [] }', '1:14: "include" must name at least one pattern.'],
    ['{ "include": "a" }', '1:14: "include" must be a list of at least one pattern, not "a".'],
    ['{ "exclude": ["a", "!b"] }', '1:20: "exclude[1]" must be a pattern relative to its folder'],
    ['{ "exclude": ["/a"] }', '"exclude[0]" must be a pattern'],
    ['{ "models": [] }', '1:13: "models" must be an object like'],
    ['{ "models": { "a": 1 } }', '1:20: "models.a" must be the path of a folder, not 1.'],
    ['{ "models": { " ": "x" } }', '1:15: "models[" "]" is not a name that can be used'],
    ['{ "models": { "a": "x", "a": "y" } }', '1:25: "models.a" is named twice.'],
    ['{ "models": { "__proto__": "x", "__proto__": "y" } }', '1:33: "models.__proto__" is named twice.'],
    [
      '{ "categories": { "a b": "c" } }',
      '1:26: "categories["a b"]" must be a list of at least one pattern, not "c".',
    ],
    ['{ "server": { "root": 5 } }', '1:23: "server.root" must be a path or a list of paths, not 5.'],
    ['{ "server": { "root": [] } }', '1:23: "server.root" must name at least one folder.'],
    ['{ "server": { "root": ["a", ""] } }', '1:29: "server.root[1]" must be a path, not "".'],
    ['{ "server": { "root": [["a"]] } }', '1:24: "server.root[0]" must be a path, not a list.'],
    ['{ "costs": { "a": -1 } }', '1:19: "costs.a" must be a number from 0 up, not -1.'],
    ['{ "pairs": { "a.ts": true } }', '1:22: "pairs["a.ts"]" must be the path of a file, not true.'],
    ['{ "golden": "a",\r\n "golden": "b" }', '2:2: "golden" is given twice.'],
    ['{ "cache": { "dir": "a", "dir": "b" } }', '1:26: "cache.dir" is given twice.'],
    // weights
    ['{ "weights": "quality" }', '1:14: "weights" has no preset "quality". Did you mean "quality-focused"?'],
    ['{ "weights": "zzz" }', '1:14: "weights" must be "default", "quality-focused" or an object like'],
    ['{ "weights": { "styl": 1 } }', '1:16: "weights.styl" is not a dimension. Did you mean "style"?'],
    ['{ "weights": { "toString": 1 } }', '"weights.toString" is not a dimension. There are functional,'],
    ['{ "weights": { "style": -1 } }', '1:25: "weights.style" must be a number from 0 up, not -1.'],
    ['{ "weights": { "style": "1" } }', '1:25: "weights.style" must be a number from 0 up, not "1".'],
    ['{ "weights": { "style": 1e999 } }', '1:25: "weights.style" must be a number from 0 up, not Infinity.'],
    ['{ "weights": { "style": 0 } }', '1:14: "weights" must give at least one dimension more than 0.'],
    ['{ "weights": {} }', '1:14: "weights" must give at least one dimension more than 0.'],
    ['{ "weights": { "style": 1e308, "security": 1e308 } }', '1:14: "weights" has numbers too large'],
    ['{ "weights": { "style": 1, "style": 1 } }', '1:28: "weights.style" is named twice.'],
    // environments
    ['{ "environments": [] }', '1:19: "environments" must be an object of environments, not a list.'],
    [
      '{ "environments": { "prod": {} } }',
      '1:21: "environments.prod" is not an environment. Did you mean "production"?',
    ],
    [
      '{ "environments": { "staging": 1 } }',
      '1:32: "environments.staging" must be an object of settings, not 1.',
    ],
    [
      '{ "environments": { "staging": { "workers": true } } }',
      '1:45: "environments.staging.workers" must be a whole number',
    ],
    [
      '{ "environments": { "staging": { "environments": {} } } }',
      '"environments.staging.environments" is not a known key.',
    ],
    ['{ "environments": { "staging": {}, "staging": {} } }', '1:36: "environments.staging" is given twice.'],
  ])('%s', (text, part) => {
    const found = messages(text);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(part);
    expect(found[0]).toMatch(/^fern\.config\.json:\d+:\d+: /);
    expect(found[0]).not.toContain('\n');
  });

  test('tells all problems at once, in the order of the file, with their places', () => {
    const text =
      '{\n  "workers": true,\n  "environments": { "production": { "golden": 1 } },\n  "zzz": 1,\n\t"weights": { "a": 1 }\n}';
    expect(problemsOf(text).map(({ key, line, column }) => [key, line, column])).toEqual([
      ['workers', 2, 14],
      ['environments.production.golden', 3, 47],
      ['zzz', 4, 3],
      ['weights.a', 5, 15],
    ]);
  });

  test('shortens what it shows', () => {
    const [message = ''] = messages(JSON.stringify({ workers: 'x'.repeat(10_000) }));
    expect(message.length).toBeLessThan(200);
  });
});

test('reads values with their places', () => {
  const parsed = parseConfig(
    '{\n "weights": { "style": 2, "security": 0.5 }, "models": { "__proto__": "p" } }',
    'f',
  );
  const reading = parsed.ok ? readConfig(parsed.config) : null;
  expect(reading?.values.get('weights')).toMatchObject({
    line: 2,
    column: 2,
    value: { style: 2, security: 0.5, functional: 0 },
  });
  expect(reading?.values.get('models')?.value).toEqual(new Map([['__proto__', 'p']]));
});

describe('the JSON schema', () => {
  const schema = configSchema();
  const accepts = new Ajv({ strict: false }).compile(schema);

  test('is draft-07 and closed', () => {
    expect(schema).toMatchObject({
      $schema: 'http://json-schema.org/draft-07/schema#',
      additionalProperties: false,
    });
    expect(new Ajv({ strict: false }).validateSchema(schema)).toBe(true);
  });

  test('explains every key', () => {
    const keyless: string[] = [];
    const visit = (properties: unknown, path: string): void => {
      for (const [name, property] of Object.entries(properties as Record<string, Record<string, unknown>>)) {
        if (typeof property.description !== 'string') {
          keyless.push(path + name);
        }
        visit(property.properties ?? {}, `${path}${name}.`);
      }
    };
    visit(schema.properties, '');
    expect(keyless).toEqual([]);
  });

  // All but what a schema can't say: a sum, and keys given twice.
  test.each([
    {},
    { golden: 'g', models: { a: 'b' }, weights: 'quality-focused' },
    { weights: { style: 1 } },
    { weights: { styl: 1 } },
    { weights: 'zzz' },
    { weights: { style: -1 } },
    { weights: {} },
    { include: [] },
    { include: ['!a'] },
    { include: ['!(a)'] },
    { exclude: ['../a'] },
    { exclude: [''] },
    { exclude: [] },
    { categories: { c: ['components/**'] } },
    { categories: { c: [] } },
    { costs: { a: 1.5, b: 0 } },
    { costs: { a: -1 } },
    { costs: { a: '1' } },
    { server: { root: 'a' } },
    { server: { root: ['a', '../b'] } },
    { server: { root: [] } },
    { server: { root: ['a', ' '] } },
    { server: { root: { a: 'b' } } },
    { models: { '': 'a' } },
    { models: { a: ' ' } },
    { models: { 'ä 🌿': 'a b' } },
    { behaviour: { enabled: false, inputs: 1, time_limit_ms: 10 } },
    { behaviour: { inputs: 0 } },
    { behaviour: { bogus: 0 } },
    { cache: { size_mb: 1.5 } },
    { workers: 2.0 },
    { workers: '2' },
    { fail_under: 1 },
    { fail_under: 1.01 },
    { log_level: 'INFO' },
    { environments: { production: { workers: 1, cache: { enabled: false } } } },
    { environments: { production: { environments: {} } } },
    { environments: { test: {} } },
    { environment: 'production' },
    { gpu_acceleration: 'true' },
  ])('agrees with validate on %j', (config) => {
    expect(accepts(config)).toBe(problemsOf(JSON.stringify(config)).length === 0);
  });
});
