import './service.css';
import { browserStorage } from './service/browserStorage.ts';
import { startPage } from './service/page.ts';
import type { Sight } from './service/watch.ts';
import { followTheme } from './theme.ts';
import { registerToolkit } from './toolkit.ts';

/** The page that `fern serve` answers a browser with. */

const sight: Sight = {
  isHidden: () => document.hidden,
  seen: (signal) =>
    new Promise((resolve, reject) => {
      const done = new AbortController();
      const look = (): void => {
        if (document.hidden) return;
        done.abort();
        resolve();
      };
      document.addEventListener('visibilitychange', look, { signal: done.signal });
      const end = (): void => {
        done.abort();
        reject(signal.reason);
      };
      signal.addEventListener('abort', end, { signal: done.signal });
    }),
};

followTheme();
registerToolkit();
startPage({ root: document.body, url: new URL('.', location.href).href, storage: browserStorage(), sight });
