import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface LockedPackage {
  readonly name?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly hasInstallScript?: boolean;
}

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, LockedPackage>;
};

// npm leaves them out when it renews a lock file beside an installed node_modules; `npm ci` then fails everywhere.
test('the lock file holds the optional packages of every platform', () => {
  const missing = Object.values(lock.packages)
    .flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies))
    .filter((name) => !Object.keys(lock.packages).some((path) => path.endsWith(`node_modules/${name}`)));
  expect([...new Set(missing)]).toEqual([]);
});

// Others' scripts run on the machine of whoever installs Fern; some only tell somebody that it was installed.
const KNOWN = [
  ...Object.keys(JSON.parse(readFileSync('package.json', 'utf8')).allowScripts),
  // Optional parts of vsce, which packs without them.
  '@vscode/vsce-sign',
  'keytar',
];
// Swagger UI brings one that does nothing else; `overrides` in package.json has another package in its place.
test('no package has a script that runs when it is installed, but those that were looked at', () => {
  const scripted = Object.entries(lock.packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path, { name }]) => name ?? path.replace(/^.*node_modules\//, ''));
  expect([...new Set(scripted)].filter((name) => !KNOWN.includes(name))).toEqual([]);
});
