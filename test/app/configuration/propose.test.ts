import { describe, expect, test } from 'vitest';
import { proposeConfiguration, renderConfig } from '../../../server/src/app/configuration/propose.ts';
import { resolveConfiguration } from '../../../server/src/app/configuration/resolve.ts';

const APP = ['src/cart.ts', 'src/list.tsx', 'utils/slug.js'];
const under = (folder: string, files = APP): string[] => files.map((file) => `${folder}/${file}`);

/** Golden folder and `name=folder` of each model, or null. */
function proposed(files: readonly string[]): string | null {
  const proposal = proposeConfiguration(files);
  return (
    proposal &&
    `${proposal.golden}: ${proposal.models.map(({ name, folder }) => `${name}=${folder}`).join(' ')}`
  );
}

describe('a proposal', () => {
  test.each<[string, string[], string | null]>([
    [
      'generated/*',
      [...under('golden'), ...under('generated/b'), ...under('generated/a')],
      'golden: a=generated/a b=generated/b',
    ],
    [
      'numbers in order',
      [...under('golden'), ...under('models/m10'), ...under('models/m9')],
      'golden: m9=models/m9 m10=models/m10',
    ],
    ['other words', [...under('Expected'), ...under('Outputs/x')], 'Expected: x=Outputs/x'],
    [
      'inside a folder',
      [...under('examples/golden'), ...under('examples/generated/x'), 'src/a.ts'],
      'examples/golden: x=examples/generated/x',
    ],
    [
      'the container beside golden',
      [...under('generated/z'), ...under('ex/golden'), ...under('ex/models/x')],
      'ex/golden: x=ex/models/x',
    ],
    [
      'one model without a folder of its own',
      [...under('golden'), ...under('generated', ['a.ts', 'lib/b.ts'])],
      'golden: generated=generated',
    ],
    [
      "one model with the golden's folders",
      [...under('golden'), ...under('generated')],
      'golden: generated=generated',
    ],
    [
      'folders alike beside golden',
      [...under('golden'), ...under('gpt'), ...under('claude'), 'scripts/build.js'],
      'golden: claude=claude gpt=gpt',
    ],
    [
      'golden wins over reference',
      [...under('reference'), ...under('golden'), ...under('models/m')],
      'golden: m=models/m',
    ],
    [
      'hidden and installed code does not count',
      [...under('golden'), ...under('generated/.git'), ...under('node_modules/models/x')],
      null,
    ],
    ['folders without code do not count', [...under('golden'), 'generated/a/readme.md'], null],
    [
      'odd names',
      [...under('golden'), ...under('generated/__proto__'), ...under('generated/a "b"')],
      'golden: __proto__=generated/__proto__ a "b"=generated/a "b"',
    ],
    ['no golden', under('generated/a'), null],
    ['no models', [...under('golden'), 'src/other.ts'], null],
    ['nothing', [], null],
  ])('%s', (_what, files, expected) => {
    expect(proposed(files)).toBe(expected);
  });

  test('is written as a file that Fern reads', () => {
    const models = [
      { name: '__proto__', folder: 'generated/__proto__' },
      { name: 'a "b" \\ 🌿', folder: 'generated/a "b"' },
    ];
    const result = resolveConfiguration({
      flags: {},
      env: {},
      configText: renderConfig({ golden: 'golden', models }),
      configPath: '/app/fern.config.json',
      cwd: '/',
      machine: { platform: 'linux', cores: 1, home: '/home' },
    });
    expect(result).toMatchObject({
      ok: true,
      configuration: {
        golden: '/app/golden',
        models: models.map(({ name, folder }) => ({ name, folder: `/app/${folder}` })),
      },
    });
  });
});
