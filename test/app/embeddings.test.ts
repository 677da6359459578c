import { describe, expect, test } from 'vitest';
import { createEmbeddings } from '../../server/src/app/embeddings.ts';
import type { BlobStore, Embedder } from '../../server/src/engine/index.ts';
import { contentHash, mapStore } from '../helpers/inline.ts';

/** Vectors that say which text they are of; every text asked is noted. */
function countingEmbedder(id = 'one'): { embedder: Embedder; asked: string[]; answer: { fails: boolean } } {
  const asked: string[] = [];
  const answer = { fails: false };
  return {
    asked,
    answer,
    embedder: {
      id,
      embed: async (texts) => {
        asked.push(...texts);
        await new Promise((resolve) => setImmediate(resolve));
        if (answer.fails) throw new Error('the model is gone');
        return texts.map(vectorOf);
      },
    },
  };
}

function vectorOf(text: string): Float32Array {
  return Float32Array.from({ length: 4 }, (_, i) => (text.charCodeAt(i) || 0) / 128);
}

function setUp(store: BlobStore = mapStore()) {
  const { embedder, asked, answer } = countingEmbedder();
  return { embeddings: createEmbeddings(embedder, store, contentHash), asked, answer, store };
}

test('vectors come in the order of the texts', async () => {
  const { embeddings } = setUp();
  expect(await embeddings.vectors(['b', 'a', 'c'])).toEqual(['b', 'a', 'c'].map(vectorOf));
  expect(await embeddings.vectors(['c', 'x', 'b'])).toEqual(['c', 'x', 'b'].map(vectorOf));
});

test('nothing is asked for nothing', async () => {
  const { embeddings, asked } = setUp();
  expect(await embeddings.vectors([])).toEqual([]);
  expect(asked).toEqual([]);
});

describe('each distinct text is embedded once', () => {
  test('in one call', async () => {
    const { embeddings, asked } = setUp();
    expect(await embeddings.vectors(['a', 'b', 'a'])).toEqual(['a', 'b', 'a'].map(vectorOf));
    expect(asked).toEqual(['a', 'b']);
  });

  test('in one call after another', async () => {
    const { embeddings, asked } = setUp();
    await embeddings.vectors(['a', 'b']);
    await embeddings.vectors(['b', 'c']);
    expect(asked).toEqual(['a', 'b', 'c']);
  });

  test('when asked at the same time', async () => {
    const { embeddings, asked } = setUp();
    const answers = await Promise.all(
      [
        ['a', 'b'],
        ['b', 'c'],
        ['c', 'a'],
      ].map((texts) => embeddings.vectors(texts)),
    );
    expect(answers).toEqual(
      [
        ['a', 'b'],
        ['b', 'c'],
        ['c', 'a'],
      ].map((texts) => texts.map(vectorOf)),
    );
    expect([...asked].sort()).toEqual(['a', 'b', 'c']);
  });

  test('also by whoever comes later with the same store', async () => {
    const first = setUp();
    await first.embeddings.vectors(['a', 'b']);
    const second = setUp(first.store);
    expect(await second.embeddings.vectors(['b', 'a'])).toEqual(['b', 'a'].map(vectorOf));
    expect(second.asked).toEqual([]);
  });
});

test('another model has vectors of its own', async () => {
  const store = mapStore();
  const [one, two] = ['one', 'two'].map(countingEmbedder);
  await createEmbeddings(one.embedder, store, contentHash).vectors(['a']);
  await createEmbeddings(two.embedder, store, contentHash).vectors(['a']);
  expect([one.asked, two.asked]).toEqual([['a'], ['a']]);
});

describe('a failure', () => {
  test('is told to everyone who waits, and is not remembered', async () => {
    const { embeddings, asked, answer } = setUp();
    answer.fails = true;
    const both = await Promise.allSettled([embeddings.vectors(['a', 'b']), embeddings.vectors(['b'])]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    answer.fails = false;
    expect(await embeddings.vectors(['a', 'b'])).toEqual(['a', 'b'].map(vectorOf));
    expect(asked).toEqual(['a', 'b', 'a', 'b']);
  });

  test('does not touch what was there before', async () => {
    const { embeddings, asked, answer } = setUp();
    await embeddings.vectors(['a']);
    answer.fails = true;
    await expect(embeddings.vectors(['a', 'b'])).rejects.toThrow('the model is gone');
    expect(await embeddings.vectors(['a'])).toEqual([vectorOf('a')]);
    expect(asked).toEqual(['a', 'b']);
  });
});

describe('a store', () => {
  test('that forgets everything', async () => {
    const { embeddings } = setUp({ get: () => undefined, set: () => {} });
    expect(await embeddings.vectors(['a', 'a'])).toEqual(['a', 'a'].map(vectorOf));
  });

  test.each([[new Uint8Array(0)], [new Uint8Array(3)]])('that holds no vector: %j', async (bytes) => {
    const { embeddings, asked } = setUp({ get: () => bytes, set: () => {} });
    expect(await embeddings.vectors(['a'])).toEqual([vectorOf('a')]);
    expect(asked).toEqual(['a']);
  });

  test('that hands out bytes at an odd offset', async () => {
    const bytes = new Uint8Array(17).subarray(1);
    bytes.set(new Uint8Array(vectorOf('abcd').buffer));
    const { embeddings } = setUp({ get: () => bytes, set: () => {} });
    expect(await embeddings.vectors(['abcd'])).toEqual([vectorOf('abcd')]);
  });
});

test('who gives up takes nobody along', async () => {
  const { embedder, asked } = countingEmbedder();
  const giving = new AbortController();
  const embeddings = createEmbeddings(
    {
      id: embedder.id,
      embed: async (texts, signal) => {
        const vectors = await embedder.embed(texts);
        if (signal?.aborted) throw Object.assign(new Error('given up'), { name: 'AbortError' });
        return vectors;
      },
    },
    mapStore(),
    contentHash,
  );
  const first = embeddings.vectors(['a'], giving.signal);
  const second = embeddings.vectors(['a']);
  giving.abort();
  await expect(first).rejects.toThrow('given up');
  expect(await second).toEqual([vectorOf('a')]);
  expect(asked).toEqual(['a', 'a']);
});
