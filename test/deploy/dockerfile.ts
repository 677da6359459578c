import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Copy, DockerfileParser } from 'dockerfile-ast';
import picomatch from 'picomatch';

/** What the Dockerfile says, in the order in which it says it. */
export interface Step {
  readonly keyword: string;
  /** Everything behind the keyword. */
  readonly text: string;
  readonly words: readonly string[];
  /** The stage that files are copied from. */
  readonly from?: string;
}

export interface Stage {
  readonly name: string | null;
  readonly image: string;
  readonly steps: readonly Step[];
}

export const DOCKERFILE = readFileSync('deploy/Dockerfile', 'utf8');

export function stages(text = DOCKERFILE): Stage[] {
  const found: { name: string | null; image: string; steps: Step[] }[] = [];
  const file = DockerfileParser.parse(text);
  const from = file.getFROMs();
  for (const instruction of file.getInstructions()) {
    const keyword = instruction.getKeyword();
    if (keyword === 'FROM') {
      const own = from[found.length]!;
      found.push({ name: own.getBuildStage(), image: own.getImage() ?? '', steps: [] });
      continue;
    }
    const flags = keyword === 'COPY' ? (instruction as Copy).getFlags() : [];
    found.at(-1)!.steps.push({
      keyword,
      text: (instruction.getArgumentsContent() ?? '').replace(/\\\n\s*/g, ' '),
      words: instruction.getArguments().map((word) => word.getValue()),
      ...Object.fromEntries(flags.map((flag) => [flag.getName(), flag.getValue() ?? ''])),
    });
  }
  return found;
}

/** Words of a form like `["a", "b"]`; null for what a shell would read. */
export function execForm(text: string): string[] | null {
  try {
    return JSON.parse(/\[.*\]$/.exec(text)?.[0] ?? '');
  } catch {
    return null;
  }
}

/** Whether Docker is sent a file at all: the last line of the ignore file that fits decides. */
export function isSent(path: string): boolean {
  const lines = readFileSync('deploy/Dockerfile.dockerignore', 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  let sent = true;
  for (const line of lines) {
    const pattern = line.replace(/^!/, '');
    const fits = picomatch.isMatch(path, [pattern, `${pattern}/**`], { dot: true });
    if (fits) sent = line.startsWith('!');
  }
  return sent;
}

/** Copies as COPY does, of files that Docker is sent. */
export function copy(sources: readonly string[], target: string, isFolder: boolean): void {
  for (const source of sources) {
    const isFile = statSync(source).isFile();
    const to = isFile && (isFolder || sources.length > 1) ? join(target, source.split('/').at(-1)!) : target;
    mkdirSync(dirname(to), { recursive: true });
    cpSync(source, to, {
      recursive: true,
      preserveTimestamps: true,
      filter: (path) => statSync(path).isDirectory() || isSent(path),
    });
  }
}

/** All files below a path, or the path itself. */
export function filesBelow(path: string): string[] {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path).flatMap((name) => filesBelow(join(path, name)));
}
