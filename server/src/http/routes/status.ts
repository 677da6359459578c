import { configurationDocument } from '../../app/configuration/show.ts';
import type { LiveConfiguration } from '../../service/live.ts';
import { Problem } from '../../service/problems.ts';
import { CacheCleared, CacheStats, ConfigurationShown, Health, Readiness, Reloaded } from '../answers.ts';
import type { Host } from '../host.ts';
import { json, type Route } from '../route.ts';

export interface StatusParts {
  readonly host: Host;
  readonly live: LiveConfiguration;
  /** Seconds since the start. */
  readonly uptime: () => number;
}

/** How Fern is, and what it goes by. */
export function statusRoutes({ host, live, uptime }: StatusParts): readonly Route[] {
  const health = async () => json({ status: 'ok', version: host.version, uptime_seconds: uptime() });
  return [
    {
      method: 'GET',
      url: '/health',
      summary: 'Whether Fern is there.',
      answer: Health,
      open: true,
      problems: [],
      handle: health,
    },
    {
      method: 'GET',
      url: '/livez',
      summary: 'The same, for whoever restarts what hangs.',
      answer: Health,
      open: true,
      problems: [],
      handle: health,
    },
    {
      method: 'GET',
      url: '/readyz',
      summary: 'Whether requests can be answered; 503 and what is missing when they can’t.',
      answer: Readiness,
      open: true,
      problems: [503],
      async handle() {
        const { missing, workers } = await readiness(host, live);
        if (missing.length > 0) throw new Problem(503, missing.join(' '), { retryAfter: 5 });
        return json({ status: 'ready', workers });
      },
    },
    {
      method: 'GET',
      url: '/cache/stats',
      summary: 'How much the cache helps, and how large it is.',
      answer: CacheStats,
      problems: [],
      async handle() {
        const { memoryHits, diskHits, storeHits, misses } = host.cache.counts();
        const requests = memoryHits + diskHits + storeHits + misses;
        const disk = host.cache.stats();
        return json({
          schema_version: 1,
          requests,
          hits: { memory: memoryHits, disk: diskHits, store: storeHits },
          hit_rate: requests === 0 ? null : Math.round((1e4 * (requests - misses)) / requests) / 1e4,
          disk:
            disk === null
              ? null
              : { entries: disk.entries, size_bytes: disk.bytes, limit_bytes: disk.maxBytes },
        });
      },
    },
    {
      method: 'POST',
      url: '/cache/clear',
      summary: 'Empties the cache of this process and its disk; what processes share stays.',
      answer: CacheCleared,
      problems: [],
      async handle() {
        const before = host.cache.stats();
        host.cache.clear();
        return json({
          schema_version: 1,
          removed_entries: before?.entries ?? 0,
          removed_bytes: before?.bytes ?? 0,
        });
      },
    },
    {
      method: 'GET',
      url: '/config',
      summary: 'All settings and where each comes from, without secrets.',
      answer: ConfigurationShown,
      problems: [],
      handle: async () => json(configurationDocument(live.resolved())),
    },
    {
      method: 'POST',
      url: '/config/reload',
      summary: 'Reads the configuration anew, as SIGHUP does.',
      answer: Reloaded,
      problems: [422],
      async handle() {
        try {
          const { changed, needsRestart } = await live.reload();
          return json({ schema_version: 1, changed, needs_restart: needsRestart });
        } catch (error) {
          throw new Problem(422, `Nothing was changed: ${(error as Error).message}`);
        }
      },
    },
  ];
}

/** What stands in the way of answering. Workers don't: only jobs wait for them. */
async function readiness(
  host: Host,
  live: LiveConfiguration,
): Promise<{ readonly missing: readonly string[]; readonly workers: number }> {
  const { roots } = live.current().server;
  const [workers, located] = await Promise.all([
    host.store.overview().then(
      (overview) => overview.workers,
      () => null,
    ),
    Promise.all(roots.map((root) => host.files.locate(root))),
  ]);
  const served = roots.length === 1 ? 'The folder that is served' : 'A folder that is served';
  const missing = [
    ...(workers === null ? ['The database does not answer.'] : []),
    ...(located.every((each) => each?.kind === 'folder') ? [] : [`${served} is not there.`]),
  ];
  return { missing, workers: workers ?? 0 };
}
