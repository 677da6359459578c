import { basename, resolve } from 'node:path';
import {
  type Explained,
  explainFiles,
  explainFolders,
  explanationDocument,
  onlyUnit,
  unitNames,
} from '../../app/explain.ts';
import { writeRepro } from '../../engine/index.ts';
import { configure } from '../configure.ts';
import { print, reportOptions, write } from '../deliver.ts';
import { EXIT, type Run, UsageError } from '../host.ts';
import { explanationLines } from '../reporters/table/explanation.ts';
import { penOf } from '../reporters/table/layout.ts';
import { plain } from '../reporters/text.ts';
import { kindOf } from './evaluate.ts';
import { withWorkbench } from './workbench.ts';

/** `fern explain GOLDEN GENERATED`: every input that both sides were run on, and where they differ. */
export async function explain(run: Run): Promise<number> {
  const [golden, generated] = run.positionals;
  const { host, flags } = run;
  const resolved = await configure(run);
  // Whoever asks for this wants the code to be run.
  const configuration = {
    ...resolved.configuration,
    behaviour: { ...resolved.configuration.behaviour, enabled: true },
  };
  const from = resolve(host.cwd, golden);
  const to = resolve(host.cwd, generated);
  const kind = kindOf(run, golden, from);
  if (kind !== kindOf(run, generated, to)) {
    throw new UsageError(`${golden} and ${generated}: give two files, or two folders, not one of each.`);
  }
  const all = await withWorkbench(run, configuration, ({ bench, onProgress }) =>
    kind === 'folder'
      ? explainFolders(bench, { golden: from, generated: to }, golden, onProgress, host.signal)
      : explainFiles(
          bench,
          { absolute: from, path: basename(from) },
          { absolute: to, path: basename(to) },
          host.signal,
        ),
  );
  const explained = flags.unit === null ? all : chosen(all, flags.unit);
  const document = explanationDocument(explained, { golden, generated });
  print(
    run,
    flags.format === 'json'
      ? `${JSON.stringify(document, null, 2)}\n`
      : `${explanationLines(document, penOf(reportOptions(run, configuration))).join('\n')}\n\n`,
  );
  if (flags.repro !== null) reproduce(run, explained, flags.repro);
  return EXIT.done;
}

function chosen(all: Explained, unit: string): Explained {
  const explained = onlyUnit(all, unit);
  if (explained.files.length > 0) return explained;
  const names = unitNames(all);
  const there = names.length === 0 ? 'it has none that run' : `there are ${names.map(plain).join(', ')}`;
  throw new UsageError(`--unit: the golden has no ${plain(unit)}; ${there}.`);
}

/** Writes the test, or says why there is none. */
function reproduce(run: Run, { files }: Explained, path: string): void {
  const { text, tests, left } = writeRepro(files);
  const say = (line: string): void => {
    if (!run.flags.quiet) run.host.err(`fern: ${plain(line)}\n`);
  };
  for (const { unit, reason } of left) say(`${unit} is not in the test: ${reason}.`);
  if (tests === 0) {
    say(
      left.length > 0 ||
        files.some(({ explanation }) =>
          explanation.units.some(({ inputs }) => inputs.some(({ same }) => !same)),
        )
        ? `There is nothing that a test could show; ${path} is not written.`
        : `Nothing differs; ${path} is not written.`,
    );
    return;
  }
  write(run, path, text);
  say(`${path} shows ${tests === 1 ? 'one difference' : `${tests} differences`}; run it with: node ${path}`);
}
