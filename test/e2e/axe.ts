import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame, Page } from 'playwright-core';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Rules of WCAG 2.0 to 2.2, levels A and AA. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

interface Result {
  readonly passes: unknown[];
  readonly violations: readonly {
    id: string;
    help: string;
    nodes: readonly { target: unknown; failureSummary: string }[];
  }[];
}

/** What axe-core finds wrong with a page: rule, place, why. */
export async function violations(page: Page | Frame): Promise<string[]> {
  if (!(await page.evaluate<boolean>("'axe' in globalThis"))) await page.evaluate(SOURCE);
  const options = JSON.stringify({ runOnly: { type: 'tag', values: TAGS }, resultTypes: ['violations'] });
  const result = await page.evaluate<Result>(`axe.run(document, ${options})`);
  if (result.passes.length < 3) return ['axe found next to nothing to look at'];
  return result.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${JSON.stringify(target)} ${failureSummary}`),
  );
}
