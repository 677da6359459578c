import type { FernClient, Job } from '../../../server/src/client/fernClient.ts';
import { type Board, createBoard } from '../board/board.ts';
import { type BoardState, FRESH, type Surroundings } from '../board/state.ts';
import { h, visible } from '../dom.ts';
import { momentText } from '../figures.ts';
import { addressOf, runIn } from './address.ts';
import type { Frame } from './frame.ts';
import { createJobList } from './jobList.ts';
import { gone, isNews, NONE, withNewest, withOlder } from './known.ts';
import { createRunList } from './runList.ts';
import { emptyView, failureView, loadingView, unknownView } from './views.ts';
import { type Sight, watch } from './watch.ts';
import { errorText, isUnknown, needsKey } from './words.ts';

/** Runs of a page of the list, and jobs that are shown. */
const PAGE = 20;
/** Milliseconds between looks while jobs go on, and while none does. */
const SOON = 4000;
const LATER = 10_000;

export interface SessionParts {
  readonly client: FernClient;
  readonly frame: Frame;
  readonly sight: Sight;
  /** Where the service is, for who is to call it. */
  readonly url: string;
  readonly hasKey: boolean;
  /** Whether who has just given a key goes on with what is shown. */
  readonly focus: boolean;
  /** The service wants a key, or another one. */
  readonly refused: () => void;
  /** Ends all of it. */
  readonly signal: AbortSignal;
}

/** Shows what a service has, from the first question on until the signal fires. */
export function runSession({
  client,
  frame,
  sight,
  url,
  hasKey,
  focus,
  refused,
  signal,
}: SessionParts): void {
  let known = NONE;
  let active: readonly Job[] = [];
  let shown: string | null = null;
  let board: Board | null = null;
  let loading = new AbortController();
  const states = new Map<string, BoardState>();
  let last: BoardState = FRESH;
  const jobs = createJobList();
  const trouble = h('p', { class: 'failed', attributes: { role: 'status' } });
  const list = createRunList(() =>
    guarded(async () => {
      const before = known.runs.at(-1)?.id;
      const { runs } = await client.runs({
        limit: String(PAGE),
        ...(before === undefined ? {} : { before }),
      });
      known = withOlder(known, runs, PAGE);
      list.show(known, true);
    }),
  );
  frame.aside.replaceChildren(...jobs.nodes, trouble, ...list.nodes);
  frame.aside.hidden = false;
  window.addEventListener('hashchange', () => route(true), { signal });
  void start();

  /** What goes wrong beside the board is told beside it. */
  function report(error: unknown): void {
    if (signal.aborted) return;
    if (needsKey(error)) refused();
    else trouble.textContent = errorText(error);
  }

  async function guarded(work: () => Promise<void>): Promise<void> {
    await work().then(() => {
      trouble.textContent = '';
    }, report);
  }

  async function start(): Promise<void> {
    frame.show(loadingView(), false);
    try {
      const { runs } = await client.runs({ limit: String(PAGE) });
      known = withNewest(known, runs, PAGE);
    } catch (error) {
      if (signal.aborted) return;
      if (needsKey(error)) return refused();
      return frame.show(
        failureView(error, () => void start()),
        false,
      );
    }
    list.show(known);
    route(focus);
    await watch(look, sight, signal);
  }

  /** Shows what the address names; where it names nothing, the newest. */
  function route(focus: boolean): void {
    const [newest] = known.runs;
    const named = runIn(location.hash);
    if (named !== null) return void show(named, focus);
    if (newest !== undefined) {
      history.replaceState(null, '', addressOf(newest.id));
      return void show(newest.id, focus);
    }
    shown = null;
    list.mark(null);
    document.title = 'Fern';
    frame.show(emptyView(url, hasKey), focus);
  }

  async function show(id: string, focus: boolean): Promise<void> {
    loading.abort();
    loading = new AbortController();
    const own = loading.signal;
    shown = id;
    list.mark(id);
    if (frame.main.childElementCount === 0) frame.show(loadingView(), false);
    frame.busy(true);
    try {
      const [run, { history: entries }] = await Promise.all([
        client.run(id, { signal: own }),
        client.history(id, { signal: own }),
      ]);
      if (own.aborted) return;
      board = createBoard({ document: run, history: entries }, surroundings(id));
      document.title = titleOf(entries.find((each) => each.id === id));
      frame.show(board.nodes, focus);
    } catch (error) {
      if (own.aborted || signal.aborted) return;
      if (needsKey(error)) return refused();
      board = null;
      const again = (): void => void show(id, true);
      frame.show(
        isUnknown(error) ? unknownView(known.runs[0]?.id ?? null) : failureView(error, again),
        focus,
      );
    }
  }

  /** A reader's choices are kept for each run; another one begins with the same tab. */
  function surroundings(id: string): Surroundings {
    const state = states.get(id) ?? { ...FRESH, tab: last.tab };
    states.set(id, state);
    last = state;
    return {
      state,
      save: () => {},
      linkTo: addressOf,
      askChanges: (since) =>
        void guarded(async () => {
          const changes = await client.changes(id, since);
          if (shown === id) board?.changed(since, changes);
        }),
    };
  }

  /** @returns milliseconds until the next look */
  async function look(): Promise<number> {
    const limit = String(PAGE);
    try {
      const [running, queued, { runs: newest }] = await Promise.all([
        client.jobs({ state: 'running', limit }),
        client.jobs({ state: 'queued', limit }),
        client.runs({ limit: '1' }),
      ]);
      const now = [...running.jobs, ...queued.jobs];
      const left = gone(active, now);
      active = now;
      jobs.show(active);
      if (left.length > 0) await tellFailed(left);
      if (isNews(known, newest[0])) await renew();
    } catch (error) {
      report(error);
      throw error;
    }
    trouble.textContent = '';
    return active.length > 0 ? SOON : LATER;
  }

  async function tellFailed(left: readonly Job[]): Promise<void> {
    const failed = await client.jobs({ state: 'failed', limit: String(PAGE) });
    for (const job of failed.jobs) if (left.some(({ id }) => id === job.id)) jobs.failed(job);
  }

  async function renew(): Promise<void> {
    const { runs } = await client.runs({ limit: String(PAGE) });
    known = withNewest(known, runs, PAGE);
    list.show(known);
    frame.say(visible(`A comparison is finished: ${known.runs[0]?.statement ?? ''}`));
    if (shown === null) route(false);
  }
}

function titleOf(entry: { readonly name: string | null; readonly created: string } | undefined): string {
  if (entry === undefined) return 'Fern';
  return visible(`${entry.name ?? 'Comparison'} of ${momentText(entry.created)} – Fern`);
}
