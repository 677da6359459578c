import type { EnvironmentName } from '../../protocol/settings/project.ts';
import type { LogLevel } from '../../protocol/settings/run.ts';
import type { AcceptedLine } from '../../protocol/settings/types.ts';
import type { Weights } from '../../protocol/settings/weights.ts';
import type { SettingKey, SettingValues } from '../../protocol/settings.ts';

/** Where a PostgreSQL server is; null: as the URL says, or as usual. */
export interface DatabaseConfiguration {
  readonly url: string | null;
  readonly host: string | null;
  readonly port: number | null;
  readonly user: string | null;
  readonly password: string | null;
  readonly name: string | null;
  readonly ssl: SettingValues['db.ssl'] | null;
  /** Absolute. */
  readonly ca: string | null;
}

/** Everything that was configured, checked; every path is absolute. */
export interface Configuration {
  /** The folder that the project's paths are relative to: that of the file, or the current one without a file. */
  readonly root: string;
  readonly configPath: string | null;
  readonly environment: EnvironmentName | null;
  readonly golden: string | null;
  /** In the order in which they were named. */
  readonly models: readonly { readonly name: string; readonly folder: string }[];
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly pairs: readonly { readonly generated: string; readonly golden: string }[];
  /** Further versions of golden files. */
  readonly alternatives: readonly { readonly golden: string; readonly versions: readonly string[] }[];
  readonly accepted: readonly AcceptedLine[];
  /** All dimensions, not normalised. */
  readonly weights: Weights;
  readonly categories: readonly { readonly name: string; readonly patterns: readonly string[] }[];
  /** By model. */
  readonly costs: ReadonlyMap<string, number>;
  /** In [0,1]; null: no gate. */
  readonly failUnder: number | null;
  /** A difference between models that is smaller does not matter. */
  readonly margin: number;
  readonly behaviour: {
    readonly enabled: boolean;
    readonly inputs: number;
    readonly timeLimitMs: number;
    readonly bounds: boolean;
  };
  /** 0: everything in sequence. */
  readonly workers: number;
  readonly cache: { readonly enabled: boolean; readonly dir: string; readonly sizeBytes: number };
  /** `BUNDLED_MODEL` or the absolute path of a folder. */
  readonly embeddingModel: string;
  readonly logLevel: LogLevel;
  /** What `fern serve` goes by. */
  readonly server: {
    readonly host: string;
    readonly port: number;
    /** Absolute, at least one; a relative path of a request is looked up below each in this order. */
    readonly roots: readonly string[];
    /** Null: a folder of its own for each first root. */
    readonly data: string | null;
    readonly jobs: boolean;
    /** 0: no limit. */
    readonly ratePerMinute: number;
    readonly keepDays: number;
    /** Null: none of its own. */
    readonly metricsPort: number | null;
    /** Absolute paths; null: no HTTPS. */
    readonly tls: { readonly cert: string; readonly key: string } | null;
  };
  /** Null: the embedded database. */
  readonly database: DatabaseConfiguration | null;
  readonly apiKey: string | null;
  /** The service that compares in this machine's place; null: none does. */
  readonly remote: { readonly url: string; readonly key: string | null } | null;
  readonly limits: { readonly fileBytes: number; readonly windows: number; readonly findings: number };
}

/** Reads a setting that always has a value, and one that may have none. */
export interface Values {
  readonly get: <Key extends SettingKey>(key: Key) => SettingValues[Key];
  readonly find: <Key extends SettingKey>(key: Key) => SettingValues[Key] | null;
}

/** The configuration in the program's words. */
export function toConfiguration(
  { get, find }: Values,
  place: Pick<Configuration, 'root' | 'configPath'>,
): Configuration {
  return {
    ...place,
    environment: find('environment'),
    golden: find('golden'),
    models: [...get('models')].map(([name, folder]) => ({ name, folder })),
    include: get('include'),
    exclude: get('exclude'),
    pairs: [...get('pairs')].map(([generated, golden]) => ({ generated, golden })),
    alternatives: [...get('alternatives')].map(([golden, versions]) => ({ golden, versions })),
    accepted: get('accepted'),
    weights: get('weights'),
    categories: [...get('categories')].map(([name, patterns]) => ({ name, patterns })),
    costs: get('costs'),
    failUnder: find('fail_under'),
    margin: get('margin'),
    behaviour: {
      enabled: get('behaviour.enabled'),
      inputs: get('behaviour.inputs'),
      timeLimitMs: get('behaviour.time_limit_ms'),
      bounds: get('behaviour.bounds'),
    },
    workers: get('workers'),
    cache: {
      enabled: get('cache.enabled'),
      dir: get('cache.dir'),
      sizeBytes: get('cache.size_mb') * 1024 * 1024,
    },
    embeddingModel: get('embedding_model'),
    logLevel: get('log_level'),
    server: {
      host: get('server.host'),
      port: get('server.port'),
      roots: [find('server.root') ?? place.root].flat(),
      data: find('server.data'),
      jobs: get('server.jobs'),
      ratePerMinute: get('server.rate_per_minute'),
      keepDays: get('server.keep_days'),
      metricsPort: find('server.metrics_port'),
      tls: toTls(find),
    },
    database: toDatabase(find),
    apiKey: find('api_key'),
    remote: toRemote(find),
    limits: {
      fileBytes: get('limits.file_kb') * 1024,
      windows: get('limits.windows'),
      findings: get('limits.findings'),
    },
  };
}

/** Half of it is refused when the service starts. */
function toTls(find: Values['find']): Configuration['server']['tls'] {
  const [cert, key] = [find('server.tls_cert'), find('server.tls_key')];
  return cert === null && key === null ? null : { cert: cert ?? '', key: key ?? '' };
}

function toRemote(find: Values['find']): Configuration['remote'] {
  const url = find('remote.url');
  return url === null ? null : { url, key: find('remote.key') };
}

function toDatabase(find: Values['find']): DatabaseConfiguration | null {
  const database = {
    url: find('db.url'),
    host: find('db.host'),
    port: find('db.port'),
    user: find('db.user'),
    password: find('db.password'),
    name: find('db.name'),
    ssl: find('db.ssl'),
    ca: find('db.ssl_ca'),
  };
  // What only says how, such as a port, says nothing of where.
  return database.url === null && database.host === null ? null : database;
}
