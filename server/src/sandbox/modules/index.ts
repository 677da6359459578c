import type { Any } from '../pristine.ts';
import { assertModule } from './assert.ts';
import { eventsModule } from './events.ts';
import { pathModule } from './path.ts';
import { utilModule } from './util.ts';

/** Small real ones of Node.js's pure modules; undefined for all others. A new one for every program. */
export function knownModule(name: string): Any {
  const world = globalThis as Any;
  switch (name) {
    case 'assert':
    case 'assert/strict':
      return assertModule(name === 'assert/strict');
    case 'events':
      return eventsModule();
    case 'path':
    case 'path/posix':
      return pathModule();
    case 'util':
      return utilModule();
    case 'crypto':
      return { randomUUID: world.crypto.randomUUID, webcrypto: world.crypto };
    case 'process':
      return world.process;
    case 'timers':
      return {
        setTimeout: world.setTimeout,
        setInterval: world.setInterval,
        setImmediate: world.setImmediate,
      };
    case 'timers/promises':
      return {
        setTimeout: (delay: Any, value: Any) => new Promise((done) => world.setTimeout(done, delay, value)),
        setImmediate: (value: Any) => new Promise((done) => world.setTimeout(done, 0, value)),
      };
    case 'perf_hooks':
      return { performance: world.performance };
    case 'url':
      return { URL: world.URL, URLSearchParams: world.URLSearchParams };
    default:
      return undefined;
  }
}
