/** How to start the command line. */
export interface CommandLine {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Variables by which an editor steers its own processes; the command line must not obey them. */
const EDITORS_OWN = /^(?:NODE_OPTIONS|NODE_CHANNEL_FD|ELECTRON_.*|VSCODE_.*)$/;

/**
 * The report on a configuration's models as one HTML page on standard output.
 * @param trusted whether the user trusts the workspace: without that nothing of it is run.
 */
export function compareLine(
  program: string,
  choice: { readonly config: string; readonly folder: string },
  trusted: boolean,
  environment: Environment,
): CommandLine {
  const running = trusted ? [] : ['--no-behaviour'];
  return {
    args: [program, 'compare', '--format', 'html', '--config', choice.config, ...running],
    cwd: choice.folder,
    env: childEnvironment(environment),
  };
}

/** Finds golden and generated folders below a folder and writes its fern.config.json. */
export function initLine(program: string, folder: string, environment: Environment): CommandLine {
  return { args: [program, 'init'], cwd: folder, env: childEnvironment(environment) };
}

function childEnvironment(environment: Environment): Record<string, string> {
  const kept = Object.entries(environment).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !EDITORS_OWN.test(entry[0]),
  );
  return { ...Object.fromEntries(kept), ELECTRON_RUN_AS_NODE: '1', NO_COLOR: '1' };
}
