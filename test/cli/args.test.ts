import { describe, expect, expectTypeOf, test } from 'vitest';
import { parseCommandLine } from '../../server/src/cli/args.ts';
import { COMMANDS } from '../../server/src/cli/commandTable.ts';
import { renderHelp } from '../../server/src/cli/help.ts';
import { OPTIONS, type REPORT_FORMATS } from '../../server/src/cli/options.ts';
import type { Format } from '../../server/src/cli/reporters/reporter.ts';

/** Splits at spaces, as no example here has them in a word. */
const parse = (line: string) => parseCommandLine(line.split(' ').filter((word) => word !== ''));

const PLAIN = {
  settings: {},
  format: 'table',
  output: null,
  html: null,
  unit: null,
  repro: null,
  name: null,
  baseline: null,
  failOn: null,
  config: null,
  quiet: false,
  verbose: false,
  color: true,
};

describe('a right command line', () => {
  test.each<[string, string, string[], object]>([
    ['evaluate a b', 'evaluate', ['a', 'b'], {}],
    ['--json evaluate a b', 'evaluate', ['a', 'b'], { format: 'json' }],
    ['evaluate a b --json --format json', 'evaluate', ['a', 'b'], { format: 'json' }],
    ['explain a b --unit f --repro t.mjs', 'explain', ['a', 'b'], { unit: 'f', repro: 't.mjs' }],
    ['evaluate -- -a --json', 'evaluate', ['-a', '--json'], {}],
    [
      'evaluate a b --format=sarif --output r.sarif --html r.html',
      'evaluate',
      ['a', 'b'],
      { format: 'sarif', output: 'r.sarif', html: 'r.html' },
    ],
    ['evaluate a b --fail-under .8', 'evaluate', ['a', 'b'], { settings: { fail_under: 0.8 } }],
    [
      'evaluate a b --workers 0 --no-cache --no-behaviour',
      'evaluate',
      ['a', 'b'],
      { settings: { workers: 0, 'cache.enabled': false, 'behaviour.enabled': false } },
    ],
    ['evaluate a b --workers 1 --workers 2', 'evaluate', ['a', 'b'], { settings: { workers: 2 } }],
    [
      'evaluate a b --cache-dir /c --config c.json --no-color',
      'evaluate',
      ['a', 'b'],
      { settings: { 'cache.dir': '/c' }, config: 'c.json', color: false },
    ],
    ['evaluate a b --quiet', 'evaluate', ['a', 'b'], { settings: { log_level: 'error' }, quiet: true }],
    ['evaluate a b --verbose', 'evaluate', ['a', 'b'], { settings: { log_level: 'debug' }, verbose: true }],
    ['compare', 'compare', [], {}],
    ['compare --server http://x', 'compare', [], { settings: { 'remote.url': 'http://x' } }],
    ['serve --root a', 'serve', [], { settings: { 'server.root': 'a' } }],
    ['worker --root a --root b:c', 'worker', [], { settings: { 'server.root': ['a', 'b:c'] } }],
    ['match a b --format markdown', 'match', ['a', 'b'], { format: 'markdown' }],
    ['cache stats', 'cache stats', [], {}],
    ['cache clear --cache-dir x', 'cache clear', [], { settings: { 'cache.dir': 'x' } }],
    ['config schema', 'config schema', [], { format: 'json' }],
    ['init', 'init', [], {}],
    ['doctor --json', 'doctor', [], { format: 'json' }],
  ])('%s', (line, command, positionals, flags) => {
    expect(parse(line)).toEqual({ ok: true, command, positionals, flags: { ...PLAIN, ...flags } });
  });

  test('names models, splitting at the first =', () => {
    const result = parseCommandLine([
      'compare',
      '--golden',
      'g',
      '--model',
      'a b=x=y',
      '--model=__proto__=z',
    ]);
    expect(result).toMatchObject({
      ok: true,
      flags: {
        settings: {
          golden: 'g',
          models: new Map([
            ['a b', 'x=y'],
            ['__proto__', 'z'],
          ]),
        },
      },
    });
  });

  test('takes weights by name and as JSON', () => {
    expect(parse('compare --weights quality-focused')).toMatchObject({
      flags: { settings: { weights: { security: 0.05 } } },
    });
    expect(parse('compare --weights {"style":3}')).toMatchObject({
      flags: { settings: { weights: { style: 3, functional: 0 } } },
    });
  });

  test.each([
    ['', null],
    ['--help', null],
    ['-h', null],
    ['help', null],
    ['evaluate --help', 'evaluate'],
    ['--help compare --model nonsense', 'compare'],
    ['help cache', 'cache'],
    ['cache --help', 'cache'],
    ['cache clear -h', 'cache clear'],
  ])('%j asks for help', (line, topic) => {
    expect(parse(line)).toEqual({ ok: true, command: 'help', topic });
  });

  test('asks for the version', () => {
    expect(parse('--version')).toEqual({ ok: true, command: 'version' });
  });
});

describe('wrong usage', () => {
  test.each([
    ['evaluat a b', 'unknown command "evaluat"; did you mean fern evaluate?'],
    ['Evaluate a b', 'did you mean fern evaluate?'],
    ['frobnicate', 'unknown command "frobnicate"; "fern --help" lists the commands'],
    ['constructor', 'unknown command "constructor"'],
    ['a.ts b.ts', '"a.ts" is not a command; to score code write: fern evaluate GOLDEN GENERATED'],
    ['evaluate', 'GOLDEN is missing: fern evaluate GOLDEN GENERATED'],
    ['evaluate a', 'GENERATED is missing: fern evaluate GOLDEN GENERATED'],
    ['evaluate a b c', 'fern evaluate takes 2 arguments; "c" is too many'],
    ['compare a', 'fern compare takes no arguments; "a" is too many'],
    ['cache', 'fern cache needs to know what to do: fern cache stats, fern cache clear'],
    ['cache stat', 'fern cache has no "stat"; there is fern cache stats'],
    [
      'config zzz',
      'fern config has no "zzz"; there is fern config show, fern config validate, fern config schema',
    ],
    ['compare --modle a=b', 'unknown option --modle; did you mean --model?'],
    ['compare --no-behavior', 'unknown option --no-behavior; did you mean --no-behaviour?'],
    ['compare -json', 'unknown option -json; did you mean --json?'],
    ['compare --frobnicate=1', 'unknown option --frobnicate; "fern --help" lists the options'],
    ['compare --__proto__ x', 'unknown option --__proto__;'],
    ['compare --json=true', '--json takes no value; write just --json'],
    ['compare --workers', '--workers needs a value: --workers N'],
    ['compare --workers --json', '--workers needs a value: --workers N'],
    ['compare --output=', '--output needs a value: --output FILE'],
    ['compare --workers many', '--workers must be a whole number from 0 to 256, not "many".'],
    ['compare --workers -2', '--workers must be a whole number from 0 to 256, not -2.'],
    ['compare --fail-under 1.5', '--fail-under must be a number from 0 to 1, not 1.5.'],
    ['compare --fail-under -.5', '--fail-under must be a number from 0 to 1, not -0.5.'],
    ['compare --fail-under 80%', '--fail-under must be a number from 0 to 1, not "80%".'],
    ['compare --fail-under NaN', '--fail-under must be a number from 0 to 1, not "NaN".'],
    [
      'compare --model a',
      '--model needs a name and a folder, like --model model-a=generated/model-a, not "a"',
    ],
    ['compare --model =a', '--model needs a name and a folder'],
    ['compare --model a=', '--model needs a name and a folder'],
    ['match a b --golden x', 'fern match does not take --golden; it belongs to fern compare, fern init'],
    ['evaluate a b --server http://x', 'fern evaluate does not take --server; it belongs to fern compare'],
    ['compare --server', '--server needs a value: --server URL'],
    ['compare --format jsno', '--format knows no "jsno"; did you mean json?'],
    ['compare --format constructor', '--format knows no "constructor"; choose one of table, json'],
    ['match a b --format sarif', "fern match can't print sarif; choose one of table, json, markdown"],
    ['compare --json --format html', '--json and --format html contradict each other'],
    ['compare --quiet --verbose', '--quiet and --verbose contradict each other'],
    ['compare --output r --html r', '--output and --html name the same file, r'],
    [
      'compare --weights quality-focussed',
      '--weights has no preset "quality-focussed". Did you mean "quality-focused"?',
    ],
    ['compare --weights {"styl":1}', '--weights: "styl" is not a dimension. Did you mean "style"?'],
    ['compare --weights {"style":0}', '--weights must give at least one dimension more than 0.'],
    ['compare --weights {style:1}', '--weights is not valid JSON at character 2: found "style"'],
  ])('%s', (line, part) => {
    const result = parse(line);
    expect(result).toEqual({ ok: false, message: expect.stringContaining(part) });
  });

  test.each<[string, string[]]>([
    ['a command', ['a\nb\u001b[31m']],
    ['an argument', ['evaluate', 'a', 'b', 'c\r\nd']],
    ['a model', ['compare', '--model', `x\n${'y'.repeat(10_000)}`]],
    ['an option', ['compare', '--x\n=\n']],
    ['JSON', ['compare', '--weights', '{\n"\n']],
  ])('is told on one printable line: %s', (_what, argv) => {
    const result = parseCommandLine(argv);
    expect(result).toEqual({ ok: false, message: expect.stringMatching(/^[^\u0000-\u001f\u007f]{1,500}$/) });
  });

  test('an empty argument is a missing one', () => {
    expect(parseCommandLine(['evaluate', '', 'b'])).toEqual({
      ok: false,
      message: 'GOLDEN is missing: fern evaluate GOLDEN GENERATED',
    });
  });
});

describe('help', () => {
  const topics = [undefined, 'cache', 'config', ...COMMANDS.map(({ name }) => name)] as const;

  test.each(topics.map((topic) => [topic]))('of %s fits 80 columns and shows two examples', (topic) => {
    const text = renderHelp(topic);
    expect(text.split('\n').filter((line) => line.length > 80 || /\s$/.test(line))).toEqual([]);
    expect(text.match(/^ {2}\S*(?:\S+=\S+ )?fern .*$/gm)?.length).toBeGreaterThanOrEqual(2);
  });

  test('lists every command and every common option', () => {
    const text = renderHelp();
    const names = [
      ...COMMANDS.map(({ name }) => `  ${name} `),
      ...OPTIONS.filter(({ special }) => !special).map(({ name }) => `--${name}`),
    ];
    expect(names.filter((name) => !text.includes(name))).toEqual([]);
  });

  test('of a command has its special options and its formats', () => {
    expect(renderHelp('compare')).toMatch(/^ {2}--golden DIR +The folder/m);
    expect(renderHelp('compare')).toMatch(/^ {2}--model NAME=DIR +A model/m);
    expect(renderHelp('compare')).toMatch(/^ {2}--server URL +Let this fern serve/m);
    expect(renderHelp('match')).toContain('How results are printed: table, json, markdown, csv.');
    expect(renderHelp('match')).not.toContain('--golden DIR');
  });

  test.each(COMMANDS.flatMap(({ examples }) => examples.map(({ line }) => [line])))('example: %s', (line) => {
    const words = line.replace(/^\S+=\S+ /, '').split(' ');
    expect(words.shift()).toBe('fern');
    expect(parseCommandLine(words)).toMatchObject({ ok: true });
  });

  test('commands list only options that exist', () => {
    const known = new Set(OPTIONS.map(({ name }) => name));
    expect(known.size).toBe(OPTIONS.length);
    expect(COMMANDS.flatMap(({ options }) => options).filter((name) => !known.has(name))).toEqual([]);
  });

  test('the formats are those that the reporters know', () => {
    expectTypeOf<(typeof REPORT_FORMATS)[number]>().toEqualTypeOf<Format>();
  });
});
