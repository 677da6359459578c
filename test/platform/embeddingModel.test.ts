import { cpSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  BUNDLED_MODEL,
  loadModel,
  resolveModelFolder,
  verifyModelFile,
} from '../../server/src/platform/embeddingModel.ts';
import { createWordPieces } from '../../server/src/platform/wordPieces.ts';
import { MODEL_FOLDER, ROOT } from './support/build.ts';

vi.setConfig({ testTimeout: 30_000 });

let folder: string;
const file = (name: string): string => path.join(folder, name);
const edit = (change: (manifest: Record<string, unknown>) => void): void => {
  const manifest = JSON.parse(readFileSync(file('manifest.json'), 'utf8'));
  change(manifest);
  writeFileSync(file('manifest.json'), JSON.stringify(manifest));
};

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'fern-model-'));
  cpSync(MODEL_FOLDER, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('EMBEDDING_MODEL', () => {
  it.each([undefined, '', '  ', BUNDLED_MODEL])('%j is the bundled model', (name) => {
    expect(resolveModelFolder(name, path.join(ROOT, 'models'))).toBe(MODEL_FOLDER);
  });
  it('is a folder otherwise', () => {
    expect(resolveModelFolder('/some/where', '/models')).toBe('/some/where');
    expect(resolveModelFolder('near', '/models')).toBe(path.resolve('near'));
  });
});

describe('a model folder', () => {
  it('that is complete has an id that depends on the content and not on the place', () => {
    const model = loadModel(folder);
    expect(model.id).toMatch(/^[0-9a-f]{32}$/);
    expect(model.id).toBe(loadModel(MODEL_FOLDER).id);
    expect(model.manifest).toMatchObject({ dimension: 384, maxWordPieces: 256, normaliserVersion: 1 });
    for (const role of ['model', 'tokenizer', 'tokenizerConfig', 'config'] as const)
      verifyModelFile(model, role);
    edit((manifest) => {
      manifest.normaliserVersion = 2;
    });
    expect(loadModel(folder).id).not.toBe(model.id);
  });

  const cases: [string, () => void, RegExp][] = [
    ['missing', () => rmSync(file('model_int8.onnx')), /model_int8\.onnx is missing/],
    [
      'truncated',
      () => truncateSync(file('model_int8.onnx'), 5_000_000),
      /model_int8\.onnx has 5000000 bytes instead of/,
    ],
    [
      'an LFS pointer',
      () =>
        writeFileSync(
          file('model_int8.onnx'),
          'version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 2\n',
        ),
      /model_int8\.onnx is a Git LFS pointer/,
    ],
    ['without manifest', () => rmSync(file('manifest.json')), /manifest\.json is missing/],
    [
      'with a broken manifest',
      () => writeFileSync(file('manifest.json'), '{'),
      /manifest\.json is not valid JSON/,
    ],
    ['with null for a manifest', () => writeFileSync(file('manifest.json'), 'null'), /must be an object/],
    [
      'with a wrong dimension',
      () =>
        edit((manifest) => {
          manifest.dimension = -1;
        }),
      /"dimension" must be/,
    ],
    [
      'with other pooling',
      () =>
        edit((manifest) => {
          manifest.pooling = 'cls';
        }),
      /"pooling" must be "mean"/,
    ],
    [
      'that points out of itself',
      () =>
        edit((manifest) => {
          Object.assign(manifest.files as object, { model: { path: '../x', size: 1, sha256: 'a' } });
        }),
      /"files\.model\.path" must be a plain file name/,
    ],
  ];
  it.each(cases)('that is %s is an error that says what to do', (_, damage, message) => {
    damage();
    const attempt = (): unknown => loadModel(folder);
    expect(attempt).toThrow(message);
    expect(attempt).toThrow(/EMBEDDING_MODEL/);
    expect(attempt).toThrow(expect.objectContaining({ code: 'FERN_MODEL' }));
  });

  it('with one changed byte is found by its hash', () => {
    const bytes = readFileSync(file('tokenizer.json'));
    bytes[400_000]! ^= 1;
    writeFileSync(file('tokenizer.json'), bytes);
    expect(() => verifyModelFile(loadModel(folder), 'tokenizer')).toThrow(/tokenizer\.json was altered/);
  });

  it('that is missing altogether names the manifest', () => {
    expect(() => loadModel(file('nothing'))).toThrow(/nothing.manifest\.json is missing/);
  });
});

describe('word pieces', () => {
  const json = (name: string): object => JSON.parse(readFileSync(path.join(MODEL_FOLDER, name), 'utf8'));
  const pieces = (max: number) =>
    createWordPieces(json('tokenizer.json'), json('tokenizer_config.json'), max);

  it('of a long text are those of the whole, whatever stands at the cut', () => {
    const all = pieces(10_000_000);
    const some = pieces(256);
    const units = [
      'const total = first(second);\n',
      'x'.repeat(3000),
      '日本語',
      ' '.repeat(900),
      '[MASK]',
      '😀é',
      'a.b[c]',
      'w ',
    ];
    for (const [index, unit] of units.entries()) {
      const text = `${unit.repeat(300)}${units[(index + 3) % units.length]!.repeat(200)} end`;
      const whole = all(text);
      const expected = whole.length <= 256 ? whole : [...whole.slice(0, 255), 102];
      expect(some(text)).toEqual(expected);
    }
  });

  it('of a very long text cost no more than of a long one', () => {
    const some = pieces(256);
    const start = performance.now();
    some('const total = first(second);\n'.repeat(200_000));
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
