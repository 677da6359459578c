import type { Setting } from './types.ts';

/**
 * The service that works for this machine. Neither in the file nor in a workspace's settings: a project that was cloned
 * from somewhere must not say where the key goes.
 */
export const REMOTE_SETTINGS = [
  {
    key: 'remote.url',
    type: { kind: 'string' },
    default: null,
    description:
      'The `fern serve` that compares models in the place of this machine, such as `https://fern.example.org`.',
    variable: 'FERN_SERVER',
    flags: [
      {
        name: 'server',
        argument: 'URL',
        special: true,
        says: 'Let this fern serve compare, which has the same folders; its key is FERN_SERVER_KEY.',
      },
    ],
    scope: 'machine',
    file: false,
    secret: false,
  },
  {
    key: 'remote.key',
    type: { kind: 'string' },
    default: null,
    description: 'The key that is shown to the service of `FERN_SERVER` or `--server`.',
    variable: 'FERN_SERVER_KEY',
    flags: [],
    scope: null,
    file: false,
    secret: true,
  },
] as const satisfies readonly Setting[];
