import type { RuleLink } from './client.ts';
import type { Host } from './host.ts';
import { pathOf } from './uris.ts';

/**
 * Links from rules to their lines of the page of rules; a rule that the page does not have leads to its beginning.
 * @param page where docs/rules.md is, as the client said; without it there are no links
 */
export async function createRuleLinks(
  page: string | undefined,
  readText: Host['readText'],
): Promise<RuleLink> {
  if (page === undefined) return () => undefined;
  const path = pathOf(page);
  const text = path === null ? null : await readText(path).catch(() => null);
  const lines = new Map<string, number>();
  for (const [index, line] of (text ?? '').split('\n').entries()) {
    const rule = /^\| `([a-z]+\/[a-z-]+)` \|/.exec(line)?.[1];
    if (rule !== undefined) lines.set(rule, index + 1);
  }
  return (rule) => {
    const line = lines.get(rule);
    return { href: line === undefined ? page : `${page}#L${line}` };
  };
}
