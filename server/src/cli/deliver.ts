import { resolve } from 'node:path';
import type { Configuration } from '../app/configuration/configuration.ts';
import { EXIT, type Run, UsageError } from './host.ts';
import { html } from './reporters/html.ts';
import { reporterOf } from './reporters/registry.ts';
import type { Report, ReportOptions } from './reporters/reporter.ts';

/** Prints a report, or writes it where the flags say; answers the exit code that its gate gives. */
export function deliver(run: Run, configuration: Configuration, report: Report): number {
  const { host, flags } = run;
  const reporter = reporterOf(flags.format);
  if (reporter === undefined) throw new UsageError(`--format knows no ${flags.format}`);
  const options = reportOptions(run, configuration);
  print(run, reporter.render(report, options));
  if (flags.html !== null) {
    write(run, flags.html, html.render(report, options));
    if (!flags.quiet) host.err(`Report: ${resolve(host.cwd, flags.html)}\n`);
  }
  return gate(run, configuration, report);
}

/** How a report is drawn, by the flags and the terminal. */
export function reportOptions({ host, flags }: Run, { failUnder }: Configuration): ReportOptions {
  const toFile = flags.output !== null && flags.output !== '-';
  return {
    color:
      flags.color && !toFile && host.terminal.out && !('NO_COLOR' in host.env && host.env.NO_COLOR !== ''),
    width: host.width,
    verbose: flags.verbose,
    failUnder,
    ...(flags.format === 'html' || flags.html !== null ? { assets: host.reportAssets() } : {}),
  };
}

/** Text to standard output, or to the file of `--output`. */
export function print(run: Run, text: string): void {
  const { output } = run.flags;
  if (output === null || output === '-') run.host.out(text);
  else write(run, output, text);
}

/** @throws UsageError when it can't be written. */
export function write(run: Run, path: string, text: string): void {
  try {
    run.host.files.write(resolve(run.host.cwd, path), text);
  } catch (error) {
    throw new UsageError(`${path} can't be written: ${(error as Error).message}`);
  }
}

/** `--fail-under`: an application's score, or the best model's. */
function gate({ host, flags }: Run, { failUnder }: Configuration, report: Report): number {
  if (failUnder === null || report.kind === 'match') return EXIT.done;
  const score =
    report.kind === 'evaluation' ? report.document.overall : (report.document.rankings[0]?.[1] ?? 0);
  if (score >= failUnder) return EXIT.done;
  const whose = report.kind === 'evaluation' ? 'The score' : "The best model's score";
  if (!flags.quiet) host.err(`fern: ${whose}, ${score.toFixed(3)}, is under ${failUnder} (--fail-under).\n`);
  return EXIT.gate;
}
