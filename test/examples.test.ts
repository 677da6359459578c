import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EvaluationDocument, FindingDocument } from '../server/src/protocol/documents.ts';
import {
  createInlineScorer,
  evaluateTexts,
  fakeEmbedder,
  realEmbedder,
  SETTINGS,
  type Text,
} from './helpers/inline.ts';

const EXAMPLES = fileURLToPath(new URL('../examples/', import.meta.url));
const MODELS = ['aspen', 'birch', 'cedar', 'dogwood', 'elder'] as const;
type ModelName = (typeof MODELS)[number];

interface PlantedBug {
  readonly model: ModelName;
  readonly file: string | null;
  readonly golden: string;
  readonly unit: string | null;
  readonly line: number | null;
  readonly kind: string;
  readonly what: string;
}

const BUGS: readonly PlantedBug[] = JSON.parse(readFileSync(join(EXAMPLES, 'planted-bugs.json'), 'utf8'));
const CORRESPONDENCE: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = JSON.parse(
  readFileSync(join(EXAMPLES, 'correspondence.json'), 'utf8'),
);

function textsOf(folder: string): Text[] {
  return readdirSync(join(EXAMPLES, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.tsx?$/.test(path))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(EXAMPLES, folder, path), 'utf8') }));
}

const golden = textsOf('golden');
const embedder = realEmbedder();
const documents = new Map<ModelName, EvaluationDocument>();
const documentOf = (model: ModelName): EvaluationDocument => documents.get(model) as EvaluationDocument;

beforeAll(async () => {
  for (const model of MODELS)
    documents.set(model, await evaluateTexts(golden, textsOf(`generated/${model}`), embedder));
}, 120_000);
afterAll(() => embedder.close());

describe('the order', () => {
  test.each([
    ['aspen', 'birch'],
    ['birch', 'cedar'],
    ['cedar', 'elder'],
  ] as const)('%s is ahead of %s by at least .05', (better, worse) => {
    const scores = MODELS.map((model) => `${model} ${documentOf(model).overall}`).join(', ');
    expect(documentOf(better).overall - documentOf(worse).overall, scores).toBeGreaterThanOrEqual(0.05);
  });

  test('another application is unrelated or poor', () => {
    expect(documentOf('elder').overall).toBeLessThan(0.4);
  });

  test('the golden application itself is exactly 1', async () => {
    expect((await evaluateTexts(golden, golden, embedder)).overall).toBe(1);
  });
});

describe('files are paired as they correspond', () => {
  test.each(['aspen', 'birch'] as const)('%s', (model) => {
    const document = documentOf(model);
    const found = Object.fromEntries(
      golden.map(({ path }) => {
        const file = document.files.find((entry) => entry.golden === path);
        return [path, file ? [file.generated, ...(file.generated_parts ?? [])].sort() : []];
      }),
    );
    const expected = Object.fromEntries(
      Object.entries(CORRESPONDENCE[model]).map(([path, files]) => [path, [...files].sort()]),
    );
    expect(found).toEqual(expected);
    expect([document.missing, document.extra, document.unreadable]).toEqual([[], [], []]);
  });

  test('what cedar lacks is missing', () => {
    const lacking = Object.entries(CORRESPONDENCE.cedar).filter(([, files]) => files.length === 0);
    expect(lacking.length).toBeGreaterThan(0);
    expect(documentOf('cedar').missing).toEqual(lacking.map(([path]) => path).sort());
  });
});

/** The most lines a finding may span to say where something is, rather than that a whole function differs. */
const PLACE = 40;

function findingsAt(bug: PlantedBug): FindingDocument[] {
  const file = documentOf(bug.model).files.find(({ golden: path }) => path === bug.golden);
  return (file?.findings ?? []).filter(({ generated }) => {
    if (generated === null || generated.file !== bug.file || bug.line === null) return false;
    const { start, end } = generated.range;
    return start.line <= bug.line && bug.line <= end.line && end.line - start.line <= PLACE;
  });
}

const located = BUGS.filter(({ file, line }) => file !== null && line !== null);
const named = ({ model, golden: path, unit, line, what }: PlantedBug): string =>
  `${model} ${path}:${(line ?? 0) + 1} ${unit}: ${what}`;

describe('planted bugs', () => {
  test('of birch are covered by findings', () => {
    const bugs = located.filter(
      ({ model, kind }) => model === 'birch' && ['logic', 'accessibility', 'security'].includes(kind),
    );
    expect(bugs.length).toBeGreaterThan(10);
    const uncovered = bugs.filter((bug) => findingsAt(bug).length === 0);
    expect(1 - uncovered.length / bugs.length, uncovered.map(named).join('\n')).toBeGreaterThanOrEqual(0.9);
  });

  test('of dogwood are covered by findings', () => {
    const bugs = located.filter(({ model }) => model === 'dogwood');
    expect(bugs.length).toBeGreaterThan(20);
    const uncovered = bugs.filter((bug) => findingsAt(bug).length === 0);
    expect(1 - uncovered.length / bugs.length, uncovered.map(named).join('\n')).toBeGreaterThanOrEqual(0.9);
  });

  // The weights of SETTINGS leave these two dimensions out, so they are asked for by themselves.
  describe('of accessibility and security are found by their rules', () => {
    const weights = { ...SETTINGS.weights, accessibility: 0.2, security: 0.2 };
    const scorer = createInlineScorer(fakeEmbedder(), { ...SETTINGS, weights });
    const bugs = located.filter(
      ({ model, kind }) => model !== 'dogwood' && ['accessibility', 'security'].includes(kind),
    );
    test.each(bugs.map((bug) => [named(bug), bug] as const))('%s', async (_, bug) => {
      const read = (path: string): Text => ({ path, text: readFileSync(join(EXAMPLES, path), 'utf8') });
      const { findings } = await scorer.scorePair(
        read(`golden/${bug.golden}`),
        read(`generated/${bug.model}/${bug.file}`),
      );
      const rules = findings.filter(({ dimension }) => dimension === bug.kind);
      const near = rules.filter(({ generated }) => {
        const range = generated?.range;
        return (
          range && bug.line !== null && range.start.line - 3 <= bug.line && bug.line <= range.end.line + 3
        );
      });
      const said = rules
        .map(({ rule, generated }) => `${rule} at ${(generated?.range.start.line ?? 0) + 1}`)
        .join(', ');
      expect(near.length, `${bug.kind} says: ${said || 'nothing'}`).toBeGreaterThan(0);
    });
  });
});

describe('the lists are well-formed', () => {
  test('files exist, lines are in range', () => {
    for (const { model, file, golden: path, line } of BUGS) {
      expect(MODELS).toContain(model);
      expect(existsSync(join(EXAMPLES, 'golden', path)), path).toBe(true);
      if (file === null) {
        expect(line).toBeNull();
        continue;
      }
      const text = readFileSync(join(EXAMPLES, 'generated', model, file), 'utf8');
      if (line !== null) expect(text.split('\n')[line]?.trim(), `${model}/${file}:${line + 1}`).toMatch(/\S/);
    }
  });

  test('every bug says what is wrong, of a known kind, once', () => {
    for (const { what, kind } of BUGS) {
      expect(what).toMatch(/^\S.*\.$/);
      expect(kind).toMatch(/^(logic|stub|missing|accessibility|security|performance)$/);
    }
    expect(new Set(BUGS.map((bug) => JSON.stringify(bug))).size).toBe(BUGS.length);
  });

  test('correspondence names every golden file, and files that exist', () => {
    for (const model of MODELS) {
      const entries = CORRESPONDENCE[model] ?? {};
      expect(Object.keys(entries).sort(), model).toEqual(golden.map(({ path }) => path));
      for (const file of Object.values(entries).flat())
        expect(existsSync(join(EXAMPLES, 'generated', model, file)), file).toBe(true);
    }
  });

  test('twelve to twenty golden files', () => {
    expect(golden.length).toBeGreaterThanOrEqual(12);
    expect(golden.length).toBeLessThanOrEqual(20);
  });
});
