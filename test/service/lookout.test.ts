import { expect, test } from 'vitest';
import type { Job } from '../../server/src/service/jobs.ts';
import { createLookout } from '../../server/src/service/lookout.ts';

const job = (id: string): Job => ({ id }) as Job;

test('one question for all who watch, however many', async () => {
  const asked: string[][] = [];
  const seen = createLookout(
    {
      findAll: async (ids) => {
        asked.push([...ids]);
        return ids.filter((id) => id !== 'gone').map(job);
      },
    },
    5,
  );
  const first = await Promise.all(['a', 'b', 'a', 'gone'].map(seen));
  expect(first.map((each) => each?.id ?? null)).toEqual(['a', 'b', 'a', null]);
  expect(asked).toEqual([['a', 'b', 'gone']]);
  expect((await seen('b'))?.id).toBe('b');
  expect(asked).toEqual([['a', 'b', 'gone'], ['b']]);
});

test('a store that fails is told to those who asked, and asked again by the next', async () => {
  let isDown = true;
  const seen = createLookout(
    {
      findAll: async (ids) => {
        if (isDown) throw new Error('down');
        return ids.map(job);
      },
    },
    5,
  );
  const told = await Promise.allSettled([seen('a'), seen('b')]);
  expect(told.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  isDown = false;
  expect((await seen('a'))?.id).toBe('a');
});

test('who asks while it is looking is told of the next look', async () => {
  let done = 0;
  const answers: (() => void)[] = [];
  const seen = createLookout(
    {
      findAll: async (ids) => {
        const now = done;
        await new Promise<void>((resolve) => answers.push(resolve));
        return ids.map((id) => ({ id, progress: { done: now, total: 9 } }) as Job);
      },
    },
    1,
  );
  const early = seen('a');
  await expect.poll(() => answers.length).toBe(1);
  done = 5;
  const late = seen('a');
  await expect.poll(() => answers.length).toBe(2);
  for (const answer of answers) answer();
  expect((await early)?.progress.done).toBe(0);
  expect((await late)?.progress.done).toBe(5);
});
