import {
  EDITOR_SETTINGS,
  type EditorSetting,
  type EditorSettings,
  PROBLEM_SEVERITIES,
} from '../protocol/settings/editor.ts';

/**
 * What the editor says of how things are shown. What is missing or wrong is as if it were not set: a wrong value is
 * the editor's to underline.
 * @param section what is set below `fern`, nested or with dotted keys
 */
export function readEditorSettings(section: unknown): EditorSettings {
  const result: Record<string, Record<string, unknown>> = {};
  for (const setting of EDITOR_SETTINGS) {
    const [group, name] = setting.key.split('.');
    result[group] ??= {};
    result[group][name] = checked(setting, lookUp(section, setting.key));
  }
  return result as unknown as EditorSettings;
}

function checked({ schema }: EditorSetting, value: unknown): unknown {
  switch (schema.type) {
    case 'boolean':
      return typeof value === 'boolean' ? value : schema.default;
    case 'object':
      return severities(value);
    default: {
      const fits =
        typeof value === 'number' && value >= Number(schema.minimum) && value <= Number(schema.maximum);
      return fits && (schema.type !== 'integer' || Number.isInteger(value)) ? value : schema.default;
    }
  }
}

function severities(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {};
  const known: readonly unknown[] = PROBLEM_SEVERITIES;
  return Object.fromEntries(Object.entries(value).filter(([, severity]) => known.includes(severity)));
}

/** A setting in a section whose keys are nested, dotted or both. */
function lookUp(section: unknown, key: string): unknown {
  if (typeof section !== 'object' || section === null) return undefined;
  if (Object.hasOwn(section, key)) return (section as Record<string, unknown>)[key];
  const dot = key.indexOf('.');
  if (dot < 0) return undefined;
  return lookUp((section as Record<string, unknown>)[key.slice(0, dot)], key.slice(dot + 1));
}
