import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

/** What is deployed, and the guide to it, name nothing that is not there. */

const GUIDE = 'docs/operations.md';
const OWN = ['secrets', 'backups', '.env', '.tag'];
const FILES = readdirSync('deploy', { recursive: true, encoding: 'utf8' })
  .filter((path) => !OWN.includes(path.split('/')[0]!))
  .map((path) => join('deploy', path))
  .filter((path) => statSync(path).isFile());

/** Programs that are neither the shell's nor the project's; people install them, or images have them. */
const PROGRAMS = {
  here: ['cp', 'curl', 'docker', 'node', 'openssl', 'ssh', 'rsync', 'env', 'sleep', 'test'],
  files: [
    'cat',
    'chmod',
    'date',
    'dirname',
    'find',
    'grep',
    'head',
    'install',
    'mkdir',
    'mktemp',
    'mv',
    'rm',
    'sed',
    'sort',
    'tail',
    'touch',
  ],
  postgres: ['docker-entrypoint.sh', 'pg_dump', 'pg_restore', 'psql'],
};
const KNOWN = Object.values(PROGRAMS).flat();
/** What bash does itself. */
const SHELL =
  /^(?:\[|\[\[|:|!|\{|\}|case|cd|continue|do|done|echo|elif|else|esac|exec|exit|export|fi|for|if|local|printf|pwd|read|return|set|shift|source|then|trap|true|umask|until|while)$/;

/** Words that stand where a shell looks for a command. */
function commandsIn(script: string): string[] {
  const functions = new Set([...script.matchAll(/^\s*(\w+)\(\) \{/gm)].map(([, name]) => name!));
  const found: string[] = [];
  const visit = (text: string): void => {
    let rest = text;
    // What is within $(…) first, from the inside.
    for (let inner = /\$\(([^()]*)\)/.exec(rest); inner !== null; inner = /\$\(([^()]*)\)/.exec(rest)) {
      rest = rest.replace(inner[0], () => 'X');
      if (!inner[0].startsWith('$((')) visit(inner[1]!);
    }
    rest = rest.replace(/'[^']*'/g, 'X').replace(/"(?:[^"\\]|\\.)*"/g, 'X');
    for (const part of rest.split(/\n|\|\|?|&&|;;?|(?<=^|\s)[({](?=\s)|\)(?=\s)/)) {
      const words = part.trim().split(/\s+/);
      while (
        words.length > 0 &&
        /^(?:\w+=\S*|then|do|else|elif|if|until|while|!|\{|exec|\d?[<>].*)$/.test(words[0]!)
      )
        words.shift();
      const [word = ''] = words;
      if (/^[a-z][\w.-]*$/i.test(word) && !SHELL.test(word) && !functions.has(word) && word !== 'X')
        found.push(word);
    }
  };
  visit(
    script
      .replace(/(?<=^|\s)#.*$/gm, '')
      .replace(/<<(\w+)\n[\s\S]*?\n\1\n/g, '\n')
      .replace(/\$\(\(.*?\)\)/g, '0')
      .replace(/case [\s\S]*? in[\s\S]*?esac/g, '')
      .replace(/\\\n\s*/g, ' ')
      .replace(/\(IFS=/g, 'IFS=')
      .replace(/=\(\)/g, '=X'),
  );
  return [...new Set(found)];
}

const blocks = [...readFileSync(GUIDE, 'utf8').matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text]) => text!);
const workflow = parse(readFileSync('deploy/github/deploy.yml', 'utf8'));
const steps = (Object.values(workflow.jobs) as { steps: { run?: string }[] }[]).flatMap((job) => job.steps);
const SCRIPTS = new Map([
  ...FILES.filter((path) => path.endsWith('.sh')).map((path): [string, string] => [
    path,
    readFileSync(path, 'utf8'),
  ]),
  ...blocks.map((text, at): [string, string] => [`${GUIDE}, block ${at}`, text]),
  ...steps.flatMap(({ run }, at): [string, string][] =>
    run === undefined ? [] : [[`workflow, step ${at}`, `${run}\n`]],
  ),
]);

describe('commands', () => {
  test('are found', () => {
    expect(
      commandsIn(
        'a=$(b "$(c d)" | e) f g\nif ! h; then i && j || k >l; fi\nm() { n; }\nm "o; p" # q\n',
      ).sort(),
    ).toEqual(['b', 'c', 'e', 'f', 'h', 'i', 'j', 'k', 'n'].sort());
  });

  test.each([...SCRIPTS])('%s: known programs alone', (_, script) => {
    expect(commandsIn(script).filter((name) => !KNOWN.includes(name))).toEqual([]);
  });

  test('no program is listed that nothing uses', () => {
    const used = new Set([...SCRIPTS.values()].flatMap(commandsIn));
    expect(KNOWN.filter((name) => !used.has(name))).toEqual([]);
  });
});

describe('paths', () => {
  const there = (path: string) =>
    existsSync(path) || existsSync(join('deploy', path)) || existsSync(join('deploy/prometheus', path));

  test.each([GUIDE, ...FILES])('%s', (file) => {
    const text = readFileSync(file, 'utf8');
    const named = text.match(
      /(?<![\w./$-])(?:deploy|docs|scripts|prometheus|grafana|nginx|postgres|github|rules|server|models|test)\/[\w./-]*[\w]/g,
    );
    // Images of others are called like folders of ours.
    const images = /^(?:grafana\/grafana|prom\/prometheus)$/;
    const later = ['deploy/prometheus/alertmanagers', 'deploy/secrets/ca.crt'];
    expect(
      (named ?? []).filter((path) => !there(path) && !images.test(path) && !later.includes(path)),
    ).toEqual([]);
  });

  test('links of the guide lead somewhere', () => {
    const text = readFileSync(GUIDE, 'utf8');
    for (const [, target = ''] of text.matchAll(/\]\(([^)#]+)\)/g))
      expect([target, existsSync(join('docs', target))]).toEqual([target, true]);
    const table = [...text.matchAll(/^\| `([^|]+)` \|/gm)].flatMap(([, cell = '']) => cell.split('`, `'));
    expect(table.length).toBeGreaterThan(6);
    for (const name of table) expect([name, existsSync(join('deploy', name))]).toEqual([name, true]);
  });

  test('what the guide says of services, scripts and variables is so', () => {
    const text = readFileSync(GUIDE, 'utf8');
    const { services } = parse(readFileSync('deploy/compose.yml', 'utf8'), { merge: true });
    for (const [, words = ''] of text.matchAll(
      /docker compose (?:restart|stop|start|logs|ps(?: --all)?) ([a-z ]+)/g,
    ))
      for (const name of words.trim().split(' '))
        expect([words, services]).toEqual([words, expect.objectContaining({ [name]: expect.anything() })]);
    const shown = readFileSync('deploy/.env.example', 'utf8');
    const all = FILES.map((path) => readFileSync(path, 'utf8')).join('\n');
    for (const [, name = ''] of text.matchAll(/`([A-Z][A-Z_]{3,})(?:=[^`]*)?`/g))
      expect([name, shown.includes(`${name}=`) || all.includes(name)]).toEqual([name, true]);
  });
});
