import { SETTINGS } from '../../protocol/settings.ts';
import type { Variables } from './paths.ts';

/** Secrets also come from files, which are named by the variable and `_FILE`: DB_PASSWORD_FILE. */

export type SecretsResult =
  | { readonly ok: true; readonly env: Variables }
  | { readonly ok: false; readonly message: string };

/** @param read null where there is no such file. */
export async function withSecretFiles(
  env: Variables,
  read: (path: string) => Promise<string | null>,
): Promise<SecretsResult> {
  const found: Record<string, string> = {};
  for (const { variable, secret } of SETTINGS) {
    const path = secret && variable !== null ? env[`${variable}_FILE`] : undefined;
    if (variable === null || path === undefined || path.trim() === '') continue;
    if ((env[variable] ?? '').trim() !== '')
      return { ok: false, message: `${variable} and ${variable}_FILE are both set; set one of them.` };
    const text = await read(path).catch(() => null);
    if (text === null)
      return { ok: false, message: `The file that ${variable}_FILE names can't be read: ${path}` };
    found[variable] = text.replace(/\r?\n$/, '');
  }
  return { ok: true, env: { ...env, ...found } };
}
