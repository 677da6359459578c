import { basename, dirname, join } from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { CONFIG_FILE } from '../../app/configuration/find.ts';
import { resolveConfiguration } from '../../app/configuration/resolve.ts';
import { evaluateFiles, evaluateFolders } from '../../app/evaluate.ts';
import type { FileSource, SourceText } from '../../app/ports.ts';
import type { Workbench } from '../../app/workbench.ts';
import type { UnitOutline } from '../../engine/index.ts';
import type { Range } from '../../protocol/documents.ts';
import type { Session } from '../session.ts';
import { CommandError, type Handler, insideWorkspace, objectArgument, pathArgument } from './command.ts';

/** Two files, or two folders, of whatever configuration. */
export const evaluate: Handler = async (tools, args, reporter) => {
  const golden = insideWorkspace(tools, pathArgument(args[0], 'The golden file'));
  const generated = insideWorkspace(tools, pathArgument(args[1], 'The generated file'));
  const bench = await benchFor(tools, golden);
  const [left, right] = await Promise.all([kindOf(bench, golden), kindOf(bench, generated)]);
  if (left !== right)
    throw new CommandError(`${golden} and ${generated}: choose two files or two folders, not one of each.`);
  reporter.begin(`Fern: evaluating ${basename(generated)}`);
  try {
    if (left === 'file') {
      return await evaluateFiles(
        bench,
        { absolute: golden, path: basename(golden) },
        { absolute: generated, path: basename(generated) },
        reporter.signal,
      );
    }
    return await evaluateFolders(
      bench,
      golden,
      generated,
      { golden: basename(golden), generated: basename(generated) },
      ({ phase, done, total }) =>
        reporter.report(
          `${phase} ${done} of ${total}`,
          total === 0 ? undefined : Math.floor((100 * done) / total),
        ),
      reporter.signal,
    );
  } finally {
    reporter.done();
  }
};

/** A selection and the unit of a golden file that it stands for, each as a file of its own. */
export const evaluateSelection: Handler = async (tools, [argument], reporter) => {
  const { generated, golden, range, unit } = objectArgument(argument);
  const generatedPath = insideWorkspace(tools, pathArgument(generated, 'The generated file'));
  const goldenPath = insideWorkspace(tools, pathArgument(golden, 'The golden file'));
  const bench = await benchFor(tools, goldenPath);
  const [selected, whole] = await Promise.all([textOf(bench, generatedPath), textOf(bench, goldenPath)]);
  const piece = part(selected, range as Range);
  if (piece.trim() === '') throw new CommandError('The selection is empty; select the code to evaluate.');
  const outline = await bench.analyst.outline(sourceText(bench, goldenPath, whole));
  const chosen = typeof unit === 'string' ? outline.find(({ name }) => name === unit) : undefined;
  if (typeof unit === 'string' && chosen === undefined)
    throw new CommandError(`${basename(goldenPath)} has nothing called ${unit}.`);
  const counterpart = chosen === undefined ? whole : part(whole, (chosen as UnitOutline).range);
  reporter.begin('Fern: evaluating the selection');
  try {
    return await evaluateFiles(
      withTexts(
        bench,
        new Map([
          [generatedPath, piece],
          [goldenPath, counterpart],
        ]),
      ),
      { absolute: goldenPath, path: basename(goldenPath) },
      { absolute: generatedPath, path: basename(generatedPath) },
      reporter.signal,
    );
  } finally {
    reporter.done();
  }
};

/** By the configuration that a file belongs to; by the defaults where there is none. */
async function benchFor({ projects, host, client }: Session, path: string): Promise<Workbench> {
  const opened = await projects.of(path);
  if (opened !== null && 'project' in opened) return opened.project.bench;
  if (opened !== null) throw new CommandError(opened.fault.message);
  const folder = dirname(path);
  const resolved = resolveConfiguration({
    flags: projects.trusted ? {} : { 'behaviour.enabled': false },
    env: host.env,
    cwd: folder,
    machine: host.machine,
  });
  if (!resolved.ok) throw new CommandError(resolved.problems[0].message);
  client.log('debug', `${path} belongs to no ${CONFIG_FILE}; evaluated with the defaults`);
  return projects.workbench(resolved.configuration);
}

async function kindOf({ source }: Workbench, path: string): Promise<'file' | 'folder'> {
  const located = await source.locate(path);
  if (located === null) throw new CommandError(`${path}: there is no such file or folder.`);
  return located.kind;
}

async function textOf({ source, maxBytes }: Workbench, path: string): Promise<string> {
  const content = await source.read(path, maxBytes);
  if (!content.ok) throw new CommandError(`${path}: ${content.reason}.`);
  return content.text;
}

function sourceText({ hash }: Workbench, path: string, text: string): SourceText {
  return { path: basename(path), text, hash: hash(text) };
}

function part(text: string, range: Range): string {
  return TextDocument.create('', '', 0, text).getText(range);
}

/** Files in whose place other texts stand. */
function withTexts(bench: Workbench, texts: ReadonlyMap<string, string>): Workbench {
  const source: FileSource = {
    ...bench.source,
    read: async (absolute, maxBytes) => {
      const text = texts.get(absolute) ?? texts.get(join(absolute));
      return text === undefined ? bench.source.read(absolute, maxBytes) : { ok: true, text };
    },
  };
  return { ...bench, source };
}
