import { pause } from '../helpers/cli.ts';
import { get, post } from '../http/service.ts';

/** What people and programs ask of a service. */
export interface Traffic {
  /** Work without an end in sight: three jobs that can be done, one that can't, and one that is cancelled. */
  jobs(): Promise<void>;
  /** How many of the jobs ended how, when all have. */
  ended(): Promise<Readonly<Record<string, number>>>;
  /** Code that nobody has seen before. */
  unseen(): Promise<void>;
  /** Files that were asked for before. */
  seen(): Promise<void>;
  compare(model: string, folder: string): Promise<void>;
  /** What a service with a damaged model fails at. */
  failing(): Promise<void>;
  /** Something of each kind, things that can't be answered too. */
  everything(): Promise<void>;
  /** Does something again and again. @returns what ends that */
  repeat(milliseconds: number, something: () => Promise<void>): () => Promise<void>;
}

const file = (model: string) => ({
  golden_path: 'golden/utils/text.ts',
  generated_path: `generated/${model}/utils/text.ts`,
});
/** Names of code that was sent. */
let names = 0;

export function createTraffic(at: string): Traffic {
  const ids: string[] = [];
  const ask = async (path: string, body: object, status: number): Promise<{ id: string }> => {
    const answer = await post<{ id: string }>(`${at}${path}`, body);
    if (answer.status !== status)
      throw new Error(`${path} is answered ${answer.status}: ${JSON.stringify(answer.json)}`);
    return answer.json;
  };
  const submit = async (path: string, body: object): Promise<string> => {
    const { id } = await ask(path, { ...body, async: true }, 202);
    ids.push(id);
    return id;
  };
  const cancelled = async (): Promise<void> => {
    const id = await submit('/evaluate', file('dogwood'));
    await fetch(`${at}/jobs/${id}`, { method: 'DELETE' });
  };
  /** Also its words are new, as the vectors of words are kept. */
  const fresh = () => {
    const name = `made${++names}`;
    return {
      golden_content: `export function ${name}(list: { ${name}: number }[]): number {
        let all = 0; for (const one of list) all += one.${name}; return all; }`,
      generated_content: `export function ${name}(list: { ${name}: number }[]): number {
        return list.reduce((sum, { ${name} }) => sum + ${name}, 0); }`,
      language: 'ts',
    };
  };
  const compare: Traffic['compare'] = async (model, folder) => {
    await ask(
      '/compare-models',
      { golden_standard: 'golden/utils', models: { [model]: `${folder}/utils` } },
      200,
    );
  };
  return {
    compare,
    async jobs() {
      await submit('/evaluate', file('birch'));
      await submit('/compare-models', {
        golden_standard: 'golden/utils',
        models: { birch: 'generated/birch/utils' },
      });
      await submit('/batch-evaluate', { evaluations: [file('birch'), file('cedar')] });
      await submit('/evaluate', { golden_path: 'README.md', generated_path: 'README.md' });
      await cancelled();
    },
    async ended() {
      for (;;) {
        const jobs = await Promise.all(ids.map((id) => get<{ state: string }>(`${at}/jobs/${id}`)));
        const counts: Record<string, number> = {};
        for (const { state } of jobs) counts[state] = (counts[state] ?? 0) + 1;
        if (counts.queued === undefined && counts.running === undefined) return counts;
        await pause(200);
      }
    },
    async unseen() {
      await ask('/evaluate', fresh(), 200);
    },
    async seen() {
      await ask('/evaluate', file('birch'), 200);
    },
    async failing() {
      await ask('/evaluate', fresh(), 500);
    },
    async everything() {
      await Promise.all([
        ask('/evaluate', file('birch'), 200),
        ask('/evaluate', fresh(), 200),
        ask('/evaluate', { golden_path: 'golden/gone.ts', generated_path: 'golden/gone.ts' }, 404),
        ask('/evaluate', { golden_content: 1 }, 400),
        ask('/batch-evaluate', { evaluations: [file('cedar'), file('dogwood')] }, 200),
        compare('birch', 'generated/birch'),
        compare('cedar', 'generated/cedar'),
        submit('/evaluate', file('birch')),
        get(`${at}/jobs`),
        get(`${at}/runs`),
        get(`${at}/readyz`),
      ]);
    },
    repeat(milliseconds, something) {
      let isOver = false;
      const done = (async () => {
        while (!isOver) {
          await something();
          await pause(milliseconds);
        }
      })();
      // It is told to whoever ends it.
      done.catch(() => {});
      return () => {
        isOver = true;
        return done;
      };
    },
  };
}
