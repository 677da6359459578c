import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ComparisonDocument } from '../../server/src/protocol/documents.ts';
import type { InitializationOptions, ProjectName } from '../../server/src/protocol/editor.ts';
import type { HistoryEntry } from '../../server/src/protocol/history.ts';
import { type Listening, listen, problem, type Reply } from '../client-api/listening.ts';
import { type Editor, editInProcess, uriOf } from '../helpers/editor.ts';
import { type Served, serveFolder } from '../http/serve.ts';
import { inlineHost } from './host.ts';
import { BAD_TEXT, type Folder, GOLDEN_SUM, GOLDEN_TEXT, GOOD_SUM, makeFolder } from './workspace.ts';

/** Comparisons that a team's service makes: a real one, on a port of this machine, that has the same files. */

const KEY = 'team-key-4711"\\';
const OTHER = 'other-key-0815';
const FILES = {
  'fern.config.json':
    '{ "golden": "golden", "models": { "one": "one", "two": "two" }, "behaviour": { "enabled": false } }',
  'golden/text.ts': GOLDEN_TEXT,
  'golden/sum.ts': GOLDEN_SUM,
  'one/text.ts': BAD_TEXT,
  'one/sum.ts': GOOD_SUM,
  'two/text.ts': GOLDEN_TEXT,
};

let served: Served;
let url = '';
/** Jobs of the service wait while it is there. */
let gate: { readonly closed: Promise<void>; open(): void } | null = null;
beforeAll(async () => {
  served = await serveFolder({ keys: [KEY], before: async () => gate?.closed });
  served.startWorker();
  url = await served.app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => served.close());

let open: Editor | undefined;
const others: Listening[] = [];
afterEach(async () => {
  gate?.open();
  gate = null;
  await open?.exit();
  await Promise.all(others.splice(0).map((other) => other.close()));
  // Whatever went right or wrong, no key came back to the editor, in no message and in no line of the log.
  const said = open?.received.join('') ?? '';
  open = undefined;
  for (const key of [KEY, JSON.stringify(KEY).slice(1, -1), OTHER]) expect(said).not.toContain(key);
});

interface Setting {
  /** What the editor has for `fern.remote.url`. */
  readonly set?: string;
  /** Keys that the editor keeps, by origin; null: it knows of none. */
  readonly keys?: Readonly<Record<string, string>> | null;
  readonly env?: Readonly<Record<string, string>>;
  readonly initialization?: InitializationOptions;
  readonly files?: Readonly<Record<string, string>>;
}

interface Desk {
  readonly folder: Folder;
  readonly editor: Editor;
  /** Origins for which a key was asked. */
  readonly asked: string[];
  /** Addresses that were reached for. */
  readonly reached: string[];
  compare(here?: boolean): Promise<ComparisonDocument>;
}

async function sit({ set, keys = { [url]: KEY }, env = {}, initialization, files }: Setting): Promise<Desk> {
  const folder = makeFolder({ ...FILES, ...files });
  const [asked, reached]: [string[], string[]] = [[], []];
  const own = {
    ...inlineHost(),
    env,
    fetch: (target: Parameters<typeof fetch>[0], init?: RequestInit) => {
      reached.push(String(target));
      return fetch(target, init);
    },
  };
  const editor = await editInProcess(own, {
    folders: [folder.root],
    initialization: { trusted: true, views: true, keys: keys !== null, ...initialization },
    settings: set === undefined ? {} : { 'remote.url': set },
  });
  open = editor;
  editor.connection.onRequest('fern/serverKey', ({ origin }: { origin: string }) => {
    asked.push(origin);
    return { key: keys?.[origin] ?? null };
  });
  return {
    folder,
    editor,
    asked,
    reached,
    compare: (here) => editor.execute('fern.server.compare', null, ...(here === true ? [{ here }] : [])),
  };
}

const timeless = ({ evaluation_time_seconds: _, ...rest }: ComparisonDocument) => rest;

async function other(...replies: readonly Reply[]): Promise<Listening> {
  const server = await listen(...replies);
  others.push(server);
  return server;
}

const states = async () => {
  const { json } = await served.get('/jobs', { authorization: `Bearer ${KEY}` });
  return (json.jobs as { state: string }[]).map(({ state }) => state);
};

describe('what the service finds', () => {
  test('is what this machine finds, and is kept as ever', async () => {
    const { editor, folder, compare, asked } = await sit({ set: url });
    const there = await compare();
    expect(asked).toEqual([url]);
    expect((await states())[0]).toBe('completed');
    const here = await compare(true);
    expect(asked).toEqual([url]);
    expect(timeless(there)).toEqual(timeless(here));
    expect(there.rankings.map(([name]) => name)).toEqual(['one', 'two']);
    const history = await editor.connection.sendRequest<HistoryEntry[]>('fern/history', {
      config: uriOf(folder.path('fern.config.json')),
      run: there.run,
    });
    expect(history.map(({ id }) => id)).toEqual([there.run]);
    expect(editor.shown).toEqual([]);
  });

  test('says where it is made, before and while it is', async () => {
    const { host } = new URL(url);
    const { editor, compare } = await sit({ set: url });
    expect(await editor.connection.sendRequest<ProjectName[]>('fern/projects')).toMatchObject([
      { server: host },
    ]);
    await compare();
    const [begin, ...rest] = editor.progress.map(({ value }) => value as { kind: string; title?: string });
    expect(begin.title).toMatch(new RegExp(`^Fern: comparing the models of \\S+ on ${host}$`));
    expect(rest.filter(({ kind }) => kind === 'report').length).toBeGreaterThan(0);
    for (const { value } of editor.progress)
      if (value.kind === 'report')
        expect(value.message).toMatch(new RegExp(`^${host}: (?:making ready|scoring \\d)`));
  });

  test('is said afterwards to editors that have no views', async () => {
    const { editor, compare } = await sit({ set: url, initialization: { views: false } });
    await compare();
    expect(editor.shown).toEqual([`Fern: the models were compared by ${new URL(url).host}.`]);
  });

  test('may be another one, which is told', async () => {
    const config = FILES['fern.config.json'].replace('}, "b', '}, "margin": 0.5, "b');
    const { editor, compare } = await sit({ set: url, files: { 'fern.config.json': config } });
    await compare();
    expect(editor.shown).toEqual(['Fern: The server has other settings, by which it goes: margin.']);
  });

  test('is of what is saved', async () => {
    const { editor, folder, compare } = await sit({ set: url });
    for (const name of ['one/text.ts', 'one/sum.ts'])
      await editor.open(folder.path(name), folder.read(name).replaceAll('\n', '\r\n'));
    await editor.type(folder.path('one/text.ts'), GOLDEN_TEXT);
    const there = await compare();
    expect(editor.shown).toEqual([`Fern: 1 file has unsaved changes, which ${new URL(url).host} can't see.`]);
    const here = await compare(true);
    const mean = ({ rankings }: ComparisonDocument) => Object.fromEntries(rankings).one;
    expect(mean(here)).toBeGreaterThan(mean(there));
  });
});

describe('whoever gives up', () => {
  async function running(): Promise<Desk & { readonly comparing: Promise<unknown>; cancel(): void }> {
    let opened = (): void => {};
    const closed = new Promise<void>((resolve) => {
      opened = resolve;
    });
    gate = { closed, open: opened };
    const desk = await sit({ set: url });
    const { CancellationTokenSource } = await import('vscode-languageserver/node');
    const source = new CancellationTokenSource();
    const comparing = desk.editor.connection.sendRequest(
      'workspace/executeCommand',
      { command: 'fern.server.compare', arguments: [] },
      source.token,
    );
    comparing.catch(() => {});
    await expect.poll(states, { timeout: 20_000 }).toContain('running');
    return { ...desk, comparing, cancel: () => source.cancel() };
  }

  test('cancels the job there', async () => {
    const { comparing, cancel } = await running();
    cancel();
    await expect(comparing).rejects.toThrow(/cancel/i);
    expect((await states())[0]).toBe('cancelled');
  });

  test('by leaving, cancels it too', async () => {
    const { editor } = await running();
    await editor.exit();
    open = undefined;
    expect((await states())[0]).toBe('cancelled');
  });
});

describe('a key', () => {
  test('goes to the address it was given for, and to no other one', async () => {
    const stranger = await other(problem(401, 'who are you?'));
    const { editor, compare, asked } = await sit({ set: url });
    await compare();
    editor.settings = { 'remote.url': stranger.url };
    await editor.configured();
    await expect(compare()).rejects.toThrow(/asks for a key: the command Set Server Key takes it\.$/);
    expect(asked).toEqual([url, stranger.url]);
    expect(stranger.heard.map(({ headers }) => headers.authorization)).toEqual([undefined]);
    editor.settings = { 'remote.url': `${url}/` };
    await editor.configured();
    await compare();
    expect(asked).toEqual([url, stranger.url, url]);
  });

  test('of the environment goes to the address of the environment alone', async () => {
    const stranger = await other(problem(401, 'who are you?'));
    const env = { FERN_SERVER_KEY: OTHER };
    const { compare } = await sit({ set: stranger.url, keys: null, env });
    await expect(compare()).rejects.toThrow(/asks for a key: set FERN_SERVER and FERN_SERVER_KEY instead\.$/);
    expect(stranger.heard.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });

  test.each<[string, (folder: Folder) => Record<string, string>]>([
    ['FERN_SERVER_KEY', () => ({ FERN_SERVER_KEY: KEY })],
    ['FERN_SERVER_KEY_FILE', (folder) => ({ FERN_SERVER_KEY_FILE: folder.path('key') })],
  ])('of %s is enough for any editor', async (_, own) => {
    const place = makeFolder({ key: `${KEY}\n` });
    // The address of the environment goes before that of the editor.
    const env = { FERN_SERVER: url, ...own(place) };
    const { compare } = await sit({ set: 'http://127.0.0.1:2', keys: null, env });
    expect((await compare()).rankings.length).toBe(2);
    expect((await states())[0]).toBe('completed');
  });

  test('that the editor keeps is taken where the environment has none', async () => {
    const { compare, asked } = await sit({ env: { FERN_SERVER: url } });
    await compare();
    expect(asked).toEqual([url]);
  });

  test('is not sent where it could be read on the way', async () => {
    const address = 'http://fern.invalid:8000';
    const { compare, reached } = await sit({ set: address, keys: { [address]: OTHER } });
    await expect(compare()).rejects.toThrow(
      /^http:\/\/fern\.invalid:8000 would be sent the key that is kept for it unencrypted: use its https:\/\//,
    );
    expect(reached).toEqual([]);
  });
});

describe('one line, what would mend it, and this machine in its place', () => {
  test.each<[string, () => Setting, RegExp, string]>([
    [
      'a wrong key',
      () => ({ keys: { [url]: OTHER } }),
      /does not know the key that is kept for it\.$/,
      'key',
    ],
    ['no key', () => ({ keys: {} }), /asks for a key: the command Set Server Key takes it\.$/, 'key'],
    [
      'a file of a key that is not there',
      () => ({ env: { FERN_SERVER_KEY_FILE: '/no' } }),
      /can't be read: \/no/,
      'key',
    ],
    ['no address', () => ({ set: 'fern' }), /^fern is no address of a service/, 'address'],
    [
      'nobody there',
      () => ({ set: 'http://127.0.0.1:2' }),
      /can't be reached \(ECONNREFUSED\)\.$/,
      'address',
    ],
    [
      'a folder it does not have',
      () => ({ files: { 'fern.config.json': '{ "golden": "golden", "models": { "gone": "gone" } }' } }),
      /^the server does not have gone; it serves another folder, or has other files/,
      'other',
    ],
  ])('%s', async (_, setting, says, remote) => {
    const given = setting();
    const env = given.env === undefined ? {} : { env: { FERN_SERVER: url, ...given.env } };
    const { editor, compare } = await sit({ set: url, ...given, ...env });
    const failing = compare();
    await expect(failing).rejects.toThrow(says);
    await expect(failing).rejects.toMatchObject({ data: { remote } });
    expect(editor.logged).toEqual([]);
    expect((await compare(true)).rankings.length).toBeGreaterThan(0);
  });
});

test('a workspace that nobody trusts reaches nobody', async () => {
  const { editor, compare, reached, asked } = await sit({
    set: url,
    initialization: { trusted: false },
  });
  expect(await editor.connection.sendRequest<ProjectName[]>('fern/projects')).not.toMatchObject([
    { server: expect.anything() },
  ]);
  expect((await compare()).rankings.length).toBe(2);
  expect([reached, asked]).toEqual([[], []]);
  await editor.connection.sendNotification('fern/trust', { trusted: true });
  await compare();
  expect(reached[0]).toBe(`${url}/compare-models`);
});

test('a project says nothing of a service, and settings nothing of a key', async () => {
  const config = FILES['fern.config.json'].replace('{', '{ "remote": { "url": "http://127.0.0.1:2" },');
  const { editor, folder, compare, reached } = await sit({ files: { 'fern.config.json': config } });
  await expect(compare()).rejects.toThrow(/"remote"/);
  folder.write('fern.config.json', FILES['fern.config.json']);
  await editor.watched(folder.path('fern.config.json'));
  await compare();
  expect(reached).toEqual([]);
  const stranger = await other(problem(401, 'who are you?'));
  editor.settings = { remote: { url: stranger.url, key: OTHER } };
  await editor.configured();
  await expect(compare()).rejects.toThrow(/asks for a key/);
  expect(stranger.heard.map(({ headers }) => headers.authorization)).toEqual([undefined]);
});
