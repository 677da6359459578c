import { COMMANDS, type Command, type CommandGroup, type CommandName, commandsOf } from './commandTable.ts';
import { OPTIONS, type Option } from './options.ts';

const WIDTH = 80;
const LEFT = 22;

/** The help text, at most 80 columns wide; of one command, of a group of commands, or of everything. */
export function renderHelp(command?: CommandName | CommandGroup): string {
  const commands = command === undefined ? [] : commandsOf(command);
  const [only] = commands;
  if (only === undefined) {
    return generalHelp();
  }
  return commands.length === 1 ? commandHelp(only) : groupHelp(command ?? '', commands);
}

function generalHelp(): string {
  const first = COMMANDS.slice(0, 2).map(({ examples }) => examples[0]);
  return sections([
    paragraph('Fern scores generated code against golden, expert-written code.'),
    'Usage: fern COMMAND [OPTIONS]',
    list(
      'Commands:',
      COMMANDS.map((one) => [one.name, one.summary]),
    ),
    list(
      'Options of every command:',
      OPTIONS.filter(({ special }) => !special).map((option) => optionRow(option)),
    ),
    examplesOf(first),
    paragraph(
      '"fern COMMAND --help" says more about one command. Settings also come from fern.config.json and environment variables; "fern config show" says which value is in force.',
    ),
  ]);
}

function commandHelp(command: Command): string {
  const names = command.arguments.map(({ name }) => name);
  const options = command.options.flatMap((name) => OPTIONS.filter((option) => option.name === name));
  return sections([
    paragraph(command.summary),
    `Usage: ${['fern', command.name, ...names, '[OPTIONS]'].join(' ')}`,
    list(
      'Arguments:',
      command.arguments.map(({ name, says }) => [name, says]),
    ),
    list(
      'Options:',
      options.map((option) => optionRow(option, command)),
    ),
    examplesOf(command.examples),
    paragraph('"fern --help" lists the options that every command takes.'),
  ]);
}

function groupHelp(group: string, commands: readonly Command[]): string {
  return sections([
    `Usage: fern ${group} ${commands.map(({ name }) => name.slice(group.length + 1)).join('|')} [OPTIONS]`,
    list(
      'Commands:',
      commands.map((one) => [one.name, one.summary]),
    ),
    examplesOf(commands.map(({ examples }) => examples[0])),
    paragraph(`"fern ${group} COMMAND --help" says more about one of them.`),
  ]);
}

function optionRow(option: Option, command?: Command): [string, string] {
  const short = option.short === undefined ? '' : `-${option.short}, `;
  const name = `${short}--${option.name}${option.argument === null ? '' : ` ${option.argument}`}`;
  const says =
    option.name === 'format' && command !== undefined
      ? `How results are printed: ${command.formats.join(', ')}.`
      : option.says;
  const variable = option.argument === null ? null : (option.setting?.variable ?? null);
  return [name, variable === null ? says : `${says} Variable: ${variable}.`];
}

function examplesOf(examples: readonly { readonly line: string; readonly says: string }[]): string {
  return ['Examples:', ...examples.flatMap(({ line, says }) => [`  ${line}`, `      ${says}`])].join('\n');
}

function list(title: string, rows: readonly (readonly [string, string])[]): string {
  if (rows.length === 0) {
    return '';
  }
  const lines = rows.flatMap(([name, says]) => {
    const [first = '', ...rest] = wrap(says, WIDTH - LEFT - 2);
    const indent = ' '.repeat(LEFT + 2);
    const head = name.length < LEFT ? [`  ${name.padEnd(LEFT)}${first}`] : [`  ${name}`, `${indent}${first}`];
    return [...head, ...rest.map((line) => `${indent}${line}`)];
  });
  return [title, ...lines].join('\n');
}

function paragraph(text: string): string {
  return wrap(text, WIDTH).join('\n');
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

function sections(parts: readonly string[]): string {
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
