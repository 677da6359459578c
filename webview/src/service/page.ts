import { createFernClient, type FernClient } from '../../../server/src/client/fernClient.ts';
import { createFrame } from './frame.ts';
import { createKeyForm } from './keyForm.ts';
import { createKeys, type Storing } from './keys.ts';
import { runSession } from './session.ts';
import type { Sight } from './watch.ts';
import { errorText, needsKey } from './words.ts';

export interface PageParts {
  readonly root: HTMLElement;
  /** Where the service answers: with a slash at its end. */
  readonly url: string;
  readonly storage: Storing | null;
  readonly sight: Sight;
}

/** The leaderboard of a service: asks for a key where one is needed, and shows what is kept. */
export function startPage({ root, url, storage, sight }: PageParts): void {
  const keys = createKeys(storage);
  const frame = createFrame(() => ask(null));
  let life = new AbortController();
  // Who waits is better told what is wrong, and asked whether to try again.
  const clientWith = (key: string | undefined, signal?: AbortSignal): FernClient =>
    createFernClient({ url, key, signal, retries: 0 });

  function open(focus: boolean): void {
    life.abort();
    life = new AbortController();
    const key = keys.read();
    frame.hasKey(key !== undefined);
    runSession({
      client: clientWith(key, life.signal),
      frame,
      sight,
      url,
      hasKey: key !== undefined,
      focus,
      refused: () => ask(key === undefined ? null : 'The service does not take this key any more.'),
      signal: life.signal,
    });
  }

  function ask(problem: string | null): void {
    life.abort();
    keys.forget();
    frame.hasKey(false);
    frame.aside.hidden = true;
    frame.aside.replaceChildren();
    document.title = 'Fern';
    const form = createKeyForm(problem, given);
    frame.show(form.nodes, false);
    form.focus();
  }

  async function given(key: string): Promise<string | null> {
    try {
      await clientWith(key).runs({ limit: '1' });
    } catch (error) {
      return needsKey(error) ? 'This key is not right.' : errorText(error);
    }
    keys.keep(key);
    open(true);
    return null;
  }

  root.append(...frame.nodes);
  open(false);
}
