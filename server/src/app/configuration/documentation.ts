import type { Setting } from '../../protocol/settings/types.ts';
import { DIMENSION_NAMES, WEIGHT_PRESETS } from '../../protocol/settings/weights.ts';
import { SETTINGS } from '../../protocol/settings.ts';
import { allowed } from './describe.ts';
import { renderConfig } from './propose.ts';

/** docs/configuration.md, whole, from the table of settings. */
export function renderDocumentation(): string {
  const inFile = SETTINGS.filter((row) => row.file);
  const onlyVariables = SETTINGS.filter((row) => !row.file);
  const variables = SETTINGS.filter((row) => row.variable !== null);
  const example = renderConfig({
    golden: 'golden',
    models: [
      { name: 'model-a', folder: 'generated/model-a' },
      { name: 'model-b', folder: 'generated/model-b' },
    ],
  });
  return [
    '<!-- Generated from server/src/protocol/settings.ts. To renew it: UPDATE_DOCS=1 npx vitest run test/app/configuration -->',
    '# Configuration',
    'Fern reads `fern.config.json` from the current folder or the nearest folder above it; `--config FILE` names another. Without a file the defaults apply. `fern init` writes one, `fern config validate` checks it, `fern config show` says which value is in force and where it comes from, and `fern config schema` prints a JSON schema for editors.',
    `\`\`\`jsonc\n${example.trimEnd()}\n\`\`\``,
    'Comments and trailing commas are allowed. Unknown keys, keys given twice and wrong values are errors that name the place. Paths in the file are relative to the file, those in options and environment variables to the current folder; `~/` is the home folder. Patterns use `/` on every system.',
    '## Which value wins',
    'Strongest first: command-line option, environment variable, editor setting, `environments[ENVIRONMENT]`, file, default. A stronger layer replaces a setting as a whole: `--model` on the command line replaces all of `models`. A variable or an editor setting that is set to nothing counts as not set.',
    '## Settings of the file',
    'A dot stands for nesting: `behaviour.inputs` is written `"behaviour": { "inputs": 200 }`. In the editor the same settings begin with `fern.`. 1 MB is 1024 kB, 1 kB is 1024 bytes.',
    ...inFile.map(renderSetting),
    '## Weights',
    'Only the proportions count: Fern divides by the sum of the weights of the dimensions that apply to a file. A dimension that is not named counts nothing. `EVALUATION_WEIGHTS` and `--weights` take the name of a preset or JSON: `--weights \'{"functional": 2, "style": 1}\'`.',
    renderPresets(),
    '## Environment variables',
    table(
      ['variable', 'sets', 'is'],
      variables.map((row) => [code(row.variable ?? ''), row.file ? code(row.key) : '', allowedText(row)]),
    ),
    'Words are read in any case: `INFO`, `Production`. Between several folders is `:`, on Windows `;`. Not in the file:',
    onlyVariables.map(renderVariable).join('\n'),
    '`NO_COLOR` switches colours off. `XDG_CACHE_HOME` and `LOCALAPPDATA` move the default folder of the cache.',
  ]
    .join('\n\n')
    .concat('\n');
}

function renderVariable({ variable, key, flags, scope, description }: Setting): string {
  const options = flags.map(({ name, argument }) => `, option ${code(`--${name} ${argument ?? ''}`.trim())}`);
  const setting = scope === null ? '' : `, in the editor ${code(`fern.${key}`)}`;
  return `- ${code(variable ?? key)}${options.join('')}${setting}: ${description}`;
}

function renderSetting(row: Setting): string {
  const facts = [`- Allowed: ${allowedText(row)}`, `- Default: ${defaultText(row)}`];
  if (row.variable !== null) {
    facts.push(`- Environment variable: ${code(row.variable)}`);
  }
  if (row.flags.length > 0) {
    const options = row.flags.map(
      ({ name, argument, repeated }) =>
        code(`--${name}${argument === null ? '' : ` ${argument}`}`) + (repeated ? ', several times' : ''),
    );
    facts.push(`- Option: ${options.join(', ')}`);
  }
  return `### ${code(row.key)}\n\n${row.description}\n\n${facts.join('\n')}`;
}

function allowedText(row: Setting): string {
  return allowed(row.type).replace(/\{.*\}|"[^"]*"/g, '`$&`');
}

function defaultText(row: Setting): string {
  if (row.defaultText !== undefined) {
    return row.defaultText;
  }
  return row.default === null ? 'none' : code(JSON.stringify(row.default));
}

function renderPresets(): string {
  const presets = Object.entries(WEIGHT_PRESETS);
  return table(
    ['dimension', ...presets.map(([name]) => code(name))],
    DIMENSION_NAMES.map((dimension) => [
      dimension,
      ...presets.map(([, weights]) => String(weights[dimension])),
    ]),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function code(text: string): string {
  return `\`${text}\``;
}
