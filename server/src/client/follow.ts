import { hasEnded, type Job, type JobWithResult } from './documents.ts';
import { readEvents } from './events.ts';
import { FernError } from './fernError.ts';
import { anyOf, backOff, pause } from './pause.ts';
import { isPassing, type Sender } from './sender.ts';

/** Connections that break without news, after which jobs are asked for instead of listened to. */
const MOST_BREAKS = 3;
/** Milliseconds between questions. */
const POLL = 1000;
/** Milliseconds without a sign of life, of which the service gives one every 15 seconds. */
const SILENCE = 45_000;

/**
 * A job whenever it has changed, until it has ended.
 * @throws FernError when it can't be asked for; the signal's reason
 */
export async function* follow(
  sender: Sender,
  id: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<Job, void> {
  const path = `/jobs/${encodeURIComponent(id)}`;
  let told = '';
  const isNews = (job: Job): boolean => {
    const text = JSON.stringify(job);
    const isNew = text !== told;
    told = text;
    return isNew;
  };
  for (let breaks = 0; breaks < MOST_BREAKS; ) {
    try {
      for await (const job of listen(sender, path, signal)) {
        if (isNews(job)) {
          breaks = 0;
          yield job;
        }
        if (hasEnded(job)) return;
      }
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof FernError && error.status !== null) {
        if (isPassing(error)) break;
        throw error;
      }
    }
    await pause(backOff(breaks++), signal);
  }
  for (;;) {
    const { result: _, ...job } = await sender.json<JobWithResult>({ method: 'GET', path, signal });
    if (isNews(job)) yield job;
    if (hasEnded(job)) return;
    await pause(POLL, signal);
  }
}

/** One connection, until it ends or breaks. */
async function* listen(
  sender: Sender,
  path: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<Job, void> {
  const own = new AbortController();
  const watch = (): ReturnType<typeof setTimeout> => setTimeout(() => own.abort(), SILENCE);
  let timer = watch();
  try {
    const response = await sender.open({
      method: 'GET',
      path: `${path}/events`,
      headers: { accept: 'text/event-stream' },
      signal: anyOf(signal, own.signal),
      retries: 0,
    });
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
    if (!isStream || response.body === null) return;
    const onSign = (): void => {
      clearTimeout(timer);
      timer = watch();
    };
    for await (const data of readEvents(response.body, onSign)) yield JSON.parse(data) as Job;
  } finally {
    clearTimeout(timer);
    own.abort();
  }
}
