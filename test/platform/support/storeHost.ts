/** Writes and reads a store without end; the test kills it. Arguments: cache directory, name, entries (0: endless). */
import { openStore } from '../../../server/src/platform/lmdbStore.ts';

const [cacheDir = '', name = '', entries = '0'] = process.argv.slice(2);
const store = openStore({
  cacheDir,
  maxBytes: 64 << 20,
  warn: (message) => process.stdout.write(`warning: ${message}\n`),
});
const limit = Number(entries) || Number.POSITIVE_INFINITY;
for (let index = 0; index < limit; index++) {
  store.set(`${name}-${index}`, new Uint8Array(1500).fill(index % 251));
  store.get(`${name}-${index >> 1}`);
  if (index === 500) process.stdout.write('working\n');
}
store.close();
process.stdout.write('closed\n');
