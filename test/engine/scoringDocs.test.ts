import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DimensionId } from '../../server/src/engine/dimensions/dimension.ts';
import { MAINTAINABILITY_METRICS } from '../../server/src/engine/dimensions/maintainability.ts';
import { STATIC_DIMENSIONS } from '../../server/src/engine/dimensions/registry.ts';
import { calibrate, lexicalBounds } from '../../server/src/engine/dimensions/semantic/calibration.ts';
import { planSemantic } from '../../server/src/engine/dimensions/semantic/plan.ts';
import { evaluateSemantic } from '../../server/src/engine/dimensions/semantic/semantic.ts';
import {
  type Band,
  bandOf,
  DIMENSION_IDS,
  summarizeValues,
  weightedMean,
} from '../../server/src/engine/index.ts';
import { alignUnits } from '../../server/src/engine/matching/units.ts';
import { weigh } from '../../server/src/engine/score/weigh.ts';
import { WEIGHT_PRESETS } from '../../server/src/protocol/settings/weights.ts';
import { parse } from '../helpers/model.ts';

/** The page on scoring says the same numbers as the code. */

const server = join(process.cwd(), 'server/src');
const page = readFileSync(join(process.cwd(), 'docs/scoring.md'), 'utf8');
const flowing = page.replace(/\s+/g, ' ');

/** Rows of all tables, as cells. */
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) =>
    line
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim()),
  );

/** `file.NAME` or `file.NAME.key` → the number that the page tells. */
const told = new Map(
  rows.flatMap(([name, value]) => {
    const found = /^`((?:behaviour\/(?:\w+\/)?)?\w+\.[^`]+)`$/.exec(name);
    return found === null ? [] : [[found[1], Number(value)] as const];
  }),
);

/** Folders whose numbers are formulas; `rules/` below dimensions holds only what rules look for. */
const SCORING = [
  'dimensions',
  'dimensions/contract',
  'dimensions/semantic',
  'matching',
  'score',
  'statistics',
]
  .map((folder) => join(server, 'engine', folder))
  .concat(join(server, 'app'), join(server, 'app/comparison'));

const sources = new Map(
  SCORING.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.ts'))
      .map((name) => [basename(name, '.ts'), readFileSync(join(folder, name), 'utf8')] as const),
  ),
);

/** Numbers without a name of their own in the code: where they stand. */
const INLINE: Readonly<Record<string, RegExp>> = {
  'units.isTelling.exported': /content >= \(unit\.exported \? (\d+) :/,
  'units.isTelling.private': /content >= \(unit\.exported \? \d+ : (\d+)\)/,
  'functional.likelihood.start': /\(similarity - ([\d.]+)\) \//,
  'functional.likelihood.width': /\(similarity - [\d.]+\) \/ ([\d.]+)/,
  'functional.elsewhere': /says: 'comes from elsewhere', cost: ([\d.]+)/,
  'signatures.alike.missing': /one\.optional \|\| one\.rest\) alike \+= ([\d.]+)/,
  'signatures.alike.rest': /a\.rest !== b\.rest\) value -= ([\d.]+)/,
  'signatures.alike.optional': /a\.optional !== b\.optional\) value -= ([\d.]+)/,
  'signatures.alike.keys': /b\.keys !== null\) value -= ([\d.]+) \*/,
  'calibration.lexicalBounds.low': /low: Math\.max\(0, 1 - ([\d.]+) \* \(1 - t\)\)/,
  'calibration.lexicalBounds.high': /high: 1 - ([\d.]+) \* \(1 - t\)/,
  'fileEvidence.scoreOf.same path': /return ([\d.]+) \+ [\d.]+ \* evidence\.content/,
  'files.addByPath.most': /named\.length <= (\d+)/,
  'files.addByIdentity.most': /same\.length <= (\d+)/,
  'files.addByIdentity.one': /same\.length === 1 \? ([\d.]+)/,
  'files.addByIdentity.several': /same\.length === 1 \? [\d.]+ : ([\d.]+)/,
};

/** Named numbers that no formula uses: tags of features, a version, a budget of memory. */
const NO_FORMULA = new Set([
  'features.WORD',
  'features.LITERAL',
  'features.OUTSIDE',
  'features.SHAPE',
  'unitText.NORMALISER_VERSION',
  'analysis.KEPT_TEXT',
  'callers.KEPT_TEXT',
  'behaviourRunner.SILENT_MS',
  'modules.MODULE.files',
  'modules.MODULE.packageFiles',
]);

const CONSTANT = /^ *(?:export )?const ([A-Z][A-Z_]*) = (-?[\d._]+(?:e-?\d+)?);$/gm;
/** An object of numbers. */
const RECORD = /^(?:export )?const ([A-Z]+)[^=\n]*= \{([^{}]*)\};$/gm;

function inCode(name: string): number {
  const [file, constant, ...keys] = name.split('.');
  const source = file.startsWith('behaviour/')
    ? readFileSync(join(server, 'engine', `${file}.ts`), 'utf8')
    : sources.get(file);
  if (source === undefined) throw new Error(`there is no ${file}.ts`);
  const key = keys.join('.');
  if (INLINE[name] !== undefined) return numberAt(source, INLINE[name], name);
  if (key === '')
    return numberAt(source, new RegExp(`^ *(?:export )?const ${constant} = (-?[\\d._e-]+);$`, 'm'), name);
  const start = source.search(new RegExp(`(const|function) ${constant}\\b`));
  if (start < 0) throw new Error(`there is no ${constant} in ${file}.ts`);
  const body = source.slice(start).split(/\n\}|\};\n/)[0];
  return numberAt(body, new RegExp(`[{,]\\s*'?${key}'?: ([\\d.]+)|([\\d.]+) \\* ${key}\\b`), name);
}

function numberAt(source: string, pattern: RegExp, name: string): number {
  const found = pattern.exec(source);
  if (found === null) throw new Error(`${name} is not found in the code`);
  return Number((found[1] ?? found[2]).replaceAll('_', ''));
}

describe('docs/scoring.md', () => {
  it.each([...told])('%s is %d', (name, value) => {
    expect(inCode(name)).toBe(value);
  });

  it('names every constant and every number of a record', () => {
    const missing: string[] = [];
    let found = 0;
    for (const [file, source] of sources) {
      const names = [...source.matchAll(CONSTANT)].map((match) => `${file}.${match[1]}`);
      for (const [, record, body] of source.matchAll(RECORD)) {
        for (const entry of body.split(',')) {
          const key = /^\s*'?([\w ]+?)'?: [\d.]+\s*$/.exec(entry);
          if (key !== null) names.push(`${file}.${record}.${key[1]}`);
        }
      }
      found += names.length;
      missing.push(...names.filter((name) => !told.has(name) && !NO_FORMULA.has(name)));
    }
    expect(missing).toEqual([]);
    expect(found).toBeGreaterThan(70);
  });

  it('has the metrics of maintainability', () => {
    for (const { rule, weight, softening, tolerance } of MAINTAINABILITY_METRICS) {
      const row = rows.find(([name]) => name === `\`${rule}\``);
      expect(row?.slice(1, 4).map(Number), rule).toEqual([weight, softening, tolerance]);
    }
  });

  it('has the weights of both presets', () => {
    for (const id of Object.keys(WEIGHT_PRESETS.default) as DimensionId[]) {
      const row = rows.find(([name, , weight]) => name === id && /^[\d.]+$/.test(weight ?? ''));
      const expected = [WEIGHT_PRESETS.default[id], WEIGHT_PRESETS['quality-focused'][id]];
      expect(row?.slice(2, 4).map(Number), id).toEqual(expected);
    }
  });

  it('has the bands', () => {
    const bands: Band[] = ['excellent', 'good', 'partial', 'poor', 'unrelated'];
    for (const [index, band] of bands.entries()) {
      const limit = rows.find(([name]) => name === band)?.[1] ?? '';
      const value = Number(limit.replace(/[≥<] /, ''));
      expect(bandOf(band === 'unrelated' ? value - 1e-9 : value), band).toBe(band);
      if (band !== 'unrelated') expect(bandOf(value - 1e-9), band).toBe(bands[index + 1]);
    }
  });

  it('says that the shares of style add up to 1', () => {
    const shares = [...told].filter(([name]) => name.startsWith('style.SHARES.')).map(([, value]) => value);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  it('points at sections that exist', () => {
    const headings = new Set(
      [...page.matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
        title
          .toLowerCase()
          .replace(/[^\w -]/g, '')
          .replaceAll(' ', '-'),
      ),
    );
    for (const [, target] of page.matchAll(/\]\(#([^)]+)\)/g)) expect(headings).toContain(target);
  });
});

/** Examples with code: `Example: golden …, generated …`, and behind them `dimension 0.123`. */
const EXAMPLES = flowing
  .split('Example: golden ')
  .slice(1)
  .map((text) => {
    const [golden, generated] = [...text.matchAll(/`([^`]+)`/g)].map((match) => match[1]);
    const pattern = new RegExp(
      `\\b(${STATIC_DIMENSIONS.map((one) => one.id).join('|')}|semantic) (0\\.\\d{3})\\b`,
    );
    const [, dimension, value] = pattern.exec(text) ?? [undefined, 't', / = (0\.\d+)\. /.exec(text)?.[1]];
    return { golden, generated, dimension, value };
  });

describe('examples of docs/scoring.md', () => {
  it.each(EXAMPLES)('$dimension $value: $generated', ({ dimension, golden, generated, value }) => {
    const [a, b] = [parse(golden), parse(generated)];
    const input = { golden: a, generated: b, alignment: alignUnits(a, b), maxWindows: 4, shared: false };
    const { pairs } = input.alignment;
    if (dimension === 't') {
      expect(pairs.map((pair) => String(pair.similarity))).toEqual([value]);
      return;
    }
    const result =
      dimension === 'semantic'
        ? evaluateSemantic(planSemantic(input), [])
        : STATIC_DIMENSIONS.find((one) => one.id === dimension)?.evaluate(input);
    expect(result?.value?.toFixed(3)).toBe(value);
  });

  it('there is one for each dimension and for lexical similarity', () => {
    const shown = new Set(EXAMPLES.map((example) => example.dimension));
    expect([...shown].sort()).toEqual([...DIMENSION_IDS, 't'].sort());
  });

  it('semantic with a model', () => {
    const { low, high } = lexicalBounds(0.9);
    const meaning = low + (high - low) * calibrate(0.8);
    expect([low, high, calibrate(0.8), meaning].map((value) => Number(value.toFixed(3)))).toEqual([
      0.78, 0.95, 0.6, 0.882,
    ]);
    expect(1 - (40 * (1 - meaning)) / 100).toBeCloseTo(0.953, 3);
  });

  it.each([
    { values: [0.85, 0.953, 0.75, 0.98, 0.745], gate: 1, overall: 0.875 },
    { values: [0.3, 0.2, 0.2, 0.9, 1], gate: 0.4, overall: 0.274 },
  ])('overall $overall', ({ values, gate, overall }) => {
    const ids: DimensionId[] = ['functional', 'semantic', 'structural', 'style', 'maintainability'];
    const results = new Map(ids.map((id, i) => [id, { value: values[i], evidence: {}, findings: [] }]));
    const weighed = weigh(results, WEIGHT_PRESETS.default);
    expect(weighed.gate).toBeCloseTo(gate, 12);
    expect(weighed.overall).toBeCloseTo(overall, 3);
    expect(flowing).toContain(`= ${overall}, ${bandOf(weighed.overall)}`);
  });

  it('an application and the spread of its files', () => {
    const weights = [15, 63, 3].map((lines) => Math.log2(1 + lines));
    expect(weightedMean([0.9, 0.7, 0], weights)).toBeCloseTo(0.65, 12);
    const { mean, std } = summarizeValues([0.9, 0.7, 0]);
    expect([mean.toFixed(3), std.toFixed(3)]).toEqual(['0.533', '0.473']);
  });
});
