import type { ResultRow } from './row.ts';

/**
 * What `promptfoo eval --output results.json` writes: a result for each test, prompt and provider. A provider is a
 * model; with several prompts each provider and prompt is one. A test that is repeated is sampled again.
 * @returns null for what is no such file
 */
export function readPromptfoo(document: unknown): ResultRow[] | null {
  const results = field(field(document, 'results'), 'results');
  if (!Array.isArray(results) || results.some((result) => field(result, 'provider') === undefined))
    return null;
  const prompts = new Set(results.map(promptOf));
  return results.map((result): ResultRow => {
    const score = field(result, 'score');
    const provider = providerOf(field(result, 'provider'));
    return {
      task: taskOf(result),
      model: prompts.size > 1 ? `${provider} · ${promptOf(result)}` : provider,
      score:
        typeof score === 'number'
          ? Math.min(1, Math.max(0, score))
          : field(result, 'success') === true
            ? 1
            : 0,
      cluster: null,
      category: text(field(field(field(result, 'testCase'), 'metadata'), 'category')),
    };
  });
}

function providerOf(provider: unknown): string {
  return (
    text(provider) ?? text(field(provider, 'label')) ?? text(field(provider, 'id')) ?? 'unknown provider'
  );
}

function promptOf(result: unknown): string {
  const prompt = field(result, 'prompt');
  const said =
    text(field(prompt, 'label')) ??
    text(field(prompt, 'raw')) ??
    `prompt ${String(field(result, 'promptIdx'))}`;
  return said.length > 60 ? `${said.slice(0, 60)}…` : said;
}

/** The same test for every provider: by its number, named by its description where there is one. */
function taskOf(result: unknown): string {
  const index = field(result, 'testIdx');
  const name = text(field(field(result, 'testCase'), 'description')) ?? text(field(result, 'description'));
  if (typeof index === 'number') return name === null ? `test ${index + 1}` : `${index + 1}: ${name}`;
  return name ?? JSON.stringify(field(result, 'vars') ?? null);
}

export function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

export function text(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}
