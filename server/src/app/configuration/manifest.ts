import { EDITOR_SETTINGS } from '../../protocol/settings/editor.ts';
import { SETTINGS } from '../../protocol/settings.ts';
import { typeSchema } from './schema.ts';

/** Settings that say where things are or what is run: of a workspace that nobody trusts they are not heard. */
const RESTRICTED: ReadonlySet<string> = new Set([
  'cache.dir',
  'embedding_model',
  'workers',
  'behaviour.enabled',
]);

/** Links in the description of a setting can run commands. */
const KEPT_APART = '[Set its key](command:fern.setServerKey), which is kept apart from all settings.';

/** `contributes.configuration.properties` of the extension's manifest, from the tables of settings. */
export function editorProperties(): Record<string, unknown> {
  const own = EDITOR_SETTINGS.map(({ key, schema, description, scope }) => [
    `fern.${key}`,
    { ...schema, scope, markdownDescription: description },
  ]);
  const shared = SETTINGS.filter(({ scope }) => scope !== null).map((row) => [
    `fern.${row.key}`,
    {
      ...typeSchema(row.type),
      ...(row.default === null ? {} : { default: row.default }),
      scope: row.scope,
      markdownDescription: `${row.description} ${row.file ? 'Goes before fern.config.json.' : KEPT_APART}`,
    },
  ]);
  return Object.fromEntries([...own, ...shared]);
}

/** Names of settings for `capabilities.untrustedWorkspaces.restrictedConfigurations`. */
export function restrictedSettings(): string[] {
  return SETTINGS.filter(({ key, scope }) => scope !== null && RESTRICTED.has(key)).map(
    ({ key }) => `fern.${key}`,
  );
}
