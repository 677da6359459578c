import { basename, join, resolve } from 'node:path';
import { readResults } from '../../app/results/read.ts';
import { verdictOn } from '../../app/results/verdict.ts';
import type { VerdictDocument } from '../../protocol/documents.ts';
import { configure } from '../configure.ts';
import { print, reportOptions } from '../deliver.ts';
import { EXIT, type Run, UsageError } from '../host.ts';
import type { ReportOptions } from '../reporters/reporter.ts';
import { penOf } from '../reporters/table/layout.ts';
import { verdictLines } from '../reporters/table/verdict.ts';
import { verdictMarkdown } from '../reporters/verdictMarkdown.ts';

/** `fern verdict FILE`: the statistics alone, on scores from anywhere. */
export async function verdict(run: Run): Promise<number> {
  const [given] = run.positionals;
  const { configuration } = await configure(run);
  const files = [];
  for (const path of pathsOf(run, given)) files.push(readResults(await textOf(run, path), basename(path)));
  const document = verdictOn(files, configuration.margin);
  print(run, render(document, run.flags.format, reportOptions(run, configuration)));
  return EXIT.done;
}

function render(document: VerdictDocument, format: string, options: ReportOptions): string {
  if (format === 'json') return `${JSON.stringify(document, null, 2)}\n`;
  if (format === 'markdown') return verdictMarkdown(document);
  return `${verdictLines(document, penOf(options)).join('\n')}\n\n`;
}

/** Of a folder all files that can be results, by name. */
function pathsOf({ host }: Run, given: string): string[] {
  const path = resolve(host.cwd, given);
  const kind = host.files.kind(path);
  if (kind === null) throw new UsageError(`${given} is not there.`);
  if (kind === 'file') return [path];
  const found = host.files.list(path).filter((name) => /\.(?:csv|tsv|jsonl|ndjson|json)$/.test(name));
  if (found.length === 0)
    throw new UsageError(`${given} holds no results: no file ends in .csv, .jsonl or .json.`);
  return found.sort().map((name) => join(path, name));
}

async function textOf({ host }: Run, path: string): Promise<string> {
  if (/\.eval$/.test(path))
    throw new UsageError(
      `${basename(path)} is packed; write it as JSON with \`inspect log convert --to json\` and give Fern that.`,
    );
  const text = await host.files.readText(path).catch((error: unknown) => {
    throw new UsageError(`${path} can't be read: ${(error as Error).message}`);
  });
  if (text === null) throw new UsageError(`${path} is not there.`);
  return text;
}
