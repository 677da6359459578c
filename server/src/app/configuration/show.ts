import type { Setting } from '../../protocol/settings/types.ts';
import { SETTINGS } from '../../protocol/settings.ts';
import type { Layer, Resolved } from './resolve.ts';

/** What `fern config show` prints: every setting that has a value, in the file's words, and where it comes from. */
export interface ConfigurationDocument {
  readonly schema_version: 1;
  readonly file: string | null;
  readonly environment: string | null;
  readonly settings: readonly ShownSetting[];
  readonly warnings: readonly string[];
}

export interface ShownSetting {
  readonly key: string;
  readonly value: unknown;
  readonly layer: Layer;
  /** The option, variable or place in the file. */
  readonly source: string;
}

/** The resolved configuration for people and scripts; secrets are not in it. */
export function configurationDocument(resolved: Resolved): ConfigurationDocument {
  const settings = SETTINGS.flatMap((row): ShownSetting[] => {
    const source = resolved.sources.get(row.key);
    return source === undefined || row.type.kind === 'environments'
      ? []
      : [
          {
            key: row.key,
            value: shownValue(row, resolved.values.get(row.key)),
            layer: source.layer,
            source: source.name,
          },
        ];
  });
  return {
    schema_version: 1,
    file: resolved.configuration.configPath,
    environment: resolved.configuration.environment,
    settings,
    warnings: resolved.warnings,
  };
}

/** A value as JSON; records have no prototype, so that any name can be a key. */
export function shownValue(row: Pick<Setting, 'secret'>, value: unknown): unknown {
  if (row.secret) {
    return '(secret)';
  }
  if (!(value instanceof Map)) {
    return value;
  }
  const record: Record<string, unknown> = Object.create(null);
  for (const [name, item] of value) {
    record[String(name)] = item;
  }
  return record;
}
