import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { complaints } from './schema.ts';
import { findTool, say } from './tools.ts';

/** The workflow that rolls out, as GitHub would read it. */

const PATH = 'deploy/github/deploy.yml';
const TEXT = readFileSync(PATH, 'utf8');

interface Step {
  name?: string;
  uses?: string;
  run?: string;
  with?: Record<string, string>;
}
const jobs = parse(TEXT).jobs as Record<string, { steps: Step[]; 'timeout-minutes': number }>;
const steps = Object.values(jobs).flatMap((job) => job.steps);

let folder: string;
let errorsIn: (text: string) => Promise<string[]>;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fern-workflow-'));
  // GitHub's own parser imports JSON as bundlers do.
  const outfile = join(folder, 'parser.cjs');
  await build({
    stdin: { contents: "export * from '@actions/workflow-parser';", resolveDir: resolve('.') },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile,
    logLevel: 'error',
  });
  const parser = createRequire(import.meta.url)(outfile) as typeof import('@actions/workflow-parser');
  errorsIn = async (content) => {
    const { context, value } = parser.parseWorkflow(
      { name: PATH, content },
      new parser.NoOperationTraceWriter(),
    );
    // What depends on what is looked at in a second step, which needs a first one without errors.
    if (value !== undefined && context.errors.count === 0)
      await parser.convertWorkflowTemplate(context, value);
    return context.errors.getErrors().map(String);
  };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the workflow', () => {
  test('is what GitHub’s schema allows', () => {
    expect(complaints('github-workflow', parse(TEXT))).toEqual([]);
    const wrong = parse(TEXT.replace('timeout-minutes', 'timeout-minuts'));
    expect(complaints('github-workflow', wrong)).not.toEqual([]);
  });

  test('is read by GitHub’s parser, expressions too', async () => {
    expect(await errorsIn(TEXT)).toEqual([]);
    expect(await errorsIn(TEXT.replace('needs: build', 'needs: nothing'))).not.toEqual([]);
    expect(await errorsIn(TEXT.replace('vars.IMAGE', 'var.IMAGE'))).toEqual([
      expect.stringContaining("'var'"),
    ]);
  });

  test('names every variable and secret that it takes in its head', () => {
    const head = TEXT.split('\nname:')[0] ?? '';
    const used = [...TEXT.matchAll(/\b(?:vars|secrets)\.(\w+)/g)].map(([, name]) => name!);
    expect(used.length).toBeGreaterThan(8);
    expect(used.filter((name) => !new RegExp(`\\b${name}\\b`).test(head))).toEqual([]);
  });

  test('holds each action to a version, each job to a time', () => {
    for (const { uses } of steps) if (uses !== undefined) expect(uses).toMatch(/^[\w-]+\/[\w-]+@v\d+$/);
    for (const job of Object.values(jobs)) expect(job['timeout-minutes']).toBeGreaterThan(0);
  });

  test('runs files that are there', () => {
    const paths = steps.flatMap(({ run = '', with: inputs = {} }) => [
      ...(run.match(/deploy\/scripts\/[\w.-]+/g) ?? []),
      ...[...run.matchAll(/\$FOLDER\/(scripts\/[\w.-]+)/g)].map(([, path]) => `deploy/${path}`),
      ...(inputs.file === undefined ? [] : [inputs.file]),
    ]);
    expect(new Set(paths)).toEqual(
      new Set(['deploy/Dockerfile', 'deploy/scripts/health-check.sh', 'deploy/scripts/deploy.sh']),
    );
    expect(paths.filter((path) => !existsSync(path))).toEqual([]);
  });

  test('goes back when the check from outside fails', () => {
    const names = steps.map(({ name, uses, run }) => name ?? uses ?? run);
    expect(names.indexOf('Check it from outside')).toBeLessThan(
      names.indexOf('Go back where it can’t be reached'.replace('’', "'")),
    );
    const back = steps.at(-1) as Step & { if: string };
    expect(back.if).toMatch(/^failure\(\) && steps\.outside\.conclusion == 'failure'/);
    expect(back.run).toMatch(/deploy\.sh' '\$BEFORE'/);
  });

  const shellcheck = findTool('shellcheck');
  test.skipIf(shellcheck === undefined)('has commands that shellcheck finds nothing in', () => {
    const scripts = steps.flatMap(({ run }, at) => {
      if (run === undefined) return [];
      const file = join(folder, `${at}.sh`);
      // What ssh gets is to be filled in here.
      writeFileSync(file, `#!/bin/bash\n# shellcheck disable=SC2029\nset -eo pipefail\n${run}\n`);
      return [file];
    });
    expect(scripts.length).toBeGreaterThan(6);
    expect(say(shellcheck!, ['--exclude=SC2029', ...scripts])).toEqual({ code: 0, text: '' });
  });
});
