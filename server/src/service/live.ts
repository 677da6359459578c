import type { Configuration } from '../app/configuration/configuration.ts';
import type { Resolved } from '../app/configuration/resolve.ts';
import type { SettingKey } from '../protocol/settings.ts';

/** A configuration that can be read anew while everything goes on. */
export interface LiveConfiguration {
  current(): Configuration;
  resolved(): Resolved;
  /** @throws Error saying what is wrong with it; then all stays as it was */
  reload(): Promise<Reload>;
}

export interface Reload {
  /** Settings that hold from now on. */
  readonly changed: readonly SettingKey[];
  /** Settings that changed too, and will hold after a restart. */
  readonly needsRestart: readonly SettingKey[];
}

/** What threads, connections and sockets were made with. */
const FIXED =
  /^(?:server\.(?:host|port|root|data|jobs|metrics_port|tls_cert|tls_key)|db\.|cache\.|embedding_model$|workers$|gpu_|environment$|log_level$)/;

/** @param read works the configuration out again, from where it came */
export function createLive(first: Resolved, read: () => Promise<Resolved>): LiveConfiguration {
  let resolved = first;
  return {
    current: () => resolved.configuration,
    resolved: () => resolved,
    async reload() {
      const next = await read();
      const keys = [...new Set([...resolved.values.keys(), ...next.values.keys()])];
      const different = keys.filter((key) => !isSame(resolved.values.get(key), next.values.get(key)));
      const needsRestart = different.filter((key) => FIXED.test(key));
      resolved = withFixed(next, resolved.configuration);
      return { changed: different.filter((key) => !needsRestart.includes(key)), needsRestart };
    },
  };
}

/** What can't change is as it was. */
function withFixed(next: Resolved, before: Configuration): Resolved {
  const { server, database, cache, embeddingModel, workers, environment, logLevel } = before;
  const { ratePerMinute, keepDays } = next.configuration.server;
  return {
    ...next,
    configuration: {
      ...next.configuration,
      server: { ...server, ratePerMinute, keepDays },
      database,
      cache,
      embeddingModel,
      workers,
      environment,
      logLevel,
    },
  };
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a, plain) === JSON.stringify(b, plain);
}

const plain = (_: string, value: unknown): unknown => (value instanceof Map ? [...value] : value);
