import { configure } from '../configure.ts';
import { print } from '../deliver.ts';
import type { CacheHandle, Run } from '../host.ts';
import { EXIT } from '../host.ts';
import { plain } from '../reporters/text.ts';

/** `fern cache stats`: where the cache is, how large, how often it helped. */
export function cacheStats(run: Run): Promise<number> {
  return withCache(run, (cache) => {
    const stats = cache.stats();
    const asked = stats.hits + stats.misses;
    const document = {
      schema_version: 1,
      folder: stats.folder,
      on_disk: stats.onDisk,
      entries: stats.entries,
      size_bytes: stats.bytes,
      limit_bytes: stats.maxBytes,
      hits: stats.hits,
      misses: stats.misses,
      hit_rate: asked === 0 ? null : Math.round((stats.hits / asked) * 1e4) / 1e4,
    };
    if (run.flags.format === 'json') return `${JSON.stringify(document, null, 2)}\n`;
    const rate =
      document.hit_rate === null
        ? 'not used yet'
        : `${(100 * document.hit_rate).toFixed(1)} % of ${asked} look-ups`;
    return [
      `Folder    ${plain(document.folder)}${document.on_disk ? '' : ' (not usable: Fern works in memory only)'}`,
      `Size      ${megabytes(document.size_bytes)} of ${megabytes(document.limit_bytes)}, ${document.entries} entries`,
      `Hit rate  ${rate}`,
      '',
    ].join('\n');
  });
}

/** `fern cache clear`: empties it. */
export function cacheClear(run: Run): Promise<number> {
  return withCache(run, (cache) => {
    const { folder, bytes, entries } = cache.stats();
    cache.clear();
    if (run.flags.format === 'json')
      return `${JSON.stringify({ schema_version: 1, folder, removed_entries: entries, removed_bytes: bytes })}\n`;
    return run.flags.quiet ? '' : `Removed ${entries} entries (${megabytes(bytes)}) from ${plain(folder)}.\n`;
  });
}

async function withCache(run: Run, work: (cache: CacheHandle) => string): Promise<number> {
  const { configuration } = await configure(run);
  const cache = run.host.openCache(configuration, (message) => run.host.err(`fern: ${plain(message)}\n`));
  try {
    print(run, work(cache));
  } finally {
    cache.close();
  }
  return EXIT.done;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(bytes < 10 * 1024 * 1024 ? 1 : 0)} MB`;
}
