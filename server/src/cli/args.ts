import { parseArgs } from 'node:util';
import { nearest } from '../app/configuration/nearest.ts';
import { COMMANDS, type Command, type CommandGroup, type CommandName, commandsOf } from './commandTable.ts';
import { clean, type Failure, type Flags, fail, type Given, readFlags } from './flags.ts';
import { OPTIONS, type Option } from './options.ts';

export type CommandLine =
  | {
      readonly ok: true;
      readonly command: CommandName;
      /** Exactly as many as the command has arguments. */
      readonly positionals: readonly string[];
      readonly flags: Flags;
    }
  /** Help is wanted; of everything when `topic` is null. */
  | { readonly ok: true; readonly command: 'help'; readonly topic: CommandName | CommandGroup | null }
  | { readonly ok: true; readonly command: 'version' }
  | Failure;

interface Words {
  readonly ok: true;
  readonly words: readonly string[];
  readonly given: Given;
}

/** Reads a command line. Wrong usage is an answer, never an exception. */
export function parseCommandLine(argv: readonly string[]): CommandLine {
  const split = splitWords(argv);
  if (!split.ok) {
    return split;
  }
  const { words, given } = split;
  const has = (name: string): boolean => [...given.keys()].some((option) => option.name === name);
  if (has('version')) {
    return { ok: true, command: 'version' };
  }
  const asked = words[0] === 'help';
  const named = asked ? words.slice(1) : words;
  if (named.length === 0) {
    return { ok: true, command: 'help', topic: null };
  }
  const found = findCommand(named, asked || has('help'));
  if (!found.ok) {
    return found;
  }
  if (asked || has('help')) {
    return { ok: true, command: 'help', topic: found.topic };
  }
  const { command, positionals } = found;
  const flags = readFlags(command, given);
  return (
    checkPositionals(command, positionals) ??
    ('ok' in flags ? flags : { ok: true, command: command.name, positionals, flags })
  );
}

function splitWords(argv: readonly string[]): Words | Failure {
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(
      OPTIONS.map(({ name, short, argument }) => [
        name,
        { type: argument === null ? 'boolean' : 'string', multiple: true, ...(short && { short }) } as const,
      ]),
    ),
    // Its own strictness throws texts that can't say what was meant; what it would refuse is refused here.
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const words: string[] = [];
  const given = new Map<Option, string[]>();
  for (const token of tokens) {
    if (token.kind === 'positional') {
      words.push(token.value);
    } else if (token.kind === 'option') {
      const option = OPTIONS.find(({ name }) => name === token.name);
      const failure =
        option === undefined
          ? unknownOption(argv[token.index] ?? token.rawName)
          : checkUse(option, token.value, token.inlineValue === true);
      if (failure !== null) {
        return failure;
      }
      if (option !== undefined) {
        given.set(option, [...(given.get(option) ?? []), token.value ?? '']);
      }
    }
  }
  return { ok: true, words, given };
}

function unknownOption(written: string): Failure {
  const [name = ''] = written.replace(/^-+/, '').split('=');
  const close = nearest(
    name,
    OPTIONS.map((option) => option.name),
  );
  const shown = `unknown option ${clean(written.split('=')[0] ?? written)}`;
  return fail(
    close === null ? `${shown}; "fern --help" lists the options` : `${shown}; did you mean --${close}?`,
  );
}

function checkUse(option: Option, value: string | undefined, inline: boolean): Failure | null {
  const { name, argument } = option;
  if (argument === null) {
    return value === undefined ? null : fail(`--${name} takes no value; write just --${name}`);
  }
  const looksLikeOption = !inline && value !== undefined && /^-[^\d.]/.test(value);
  return value === undefined || value === '' || looksLikeOption
    ? fail(`--${name} needs a value: --${name} ${argument}`)
    : null;
}

type FoundCommand = {
  readonly ok: true;
  readonly command: Command & { readonly name: CommandName };
  readonly positionals: readonly string[];
  readonly topic: CommandName | CommandGroup;
};

function findCommand(words: readonly string[], forHelp: boolean): FoundCommand | Failure {
  const [first = '', second] = words;
  const members = commandsOf(first);
  const [only] = members;
  if (only === undefined) {
    return unknownCommand(first);
  }
  if (only.name === first) {
    return { ok: true, command: only, positionals: words.slice(1), topic: only.name };
  }
  const actions = members.map(({ name }) => name.slice(first.length + 1));
  const member = members.find(({ name }) => name === `${first} ${second}`);
  if (member !== undefined) {
    return { ok: true, command: member, positionals: words.slice(2), topic: member.name };
  }
  if (forHelp && second === undefined) {
    return { ok: true, command: only, positionals: [], topic: first as CommandGroup };
  }
  const close = second === undefined ? null : nearest(second, actions);
  const ways = close === null ? actions : [close];
  return fail(
    second === undefined
      ? `fern ${first} needs to know what to do: ${actions.map((action) => `fern ${first} ${action}`).join(', ')}`
      : `fern ${first} has no "${clean(second)}"; there is ${ways.map((action) => `fern ${first} ${action}`).join(', ')}`,
  );
}

function unknownCommand(word: string): Failure {
  const groups = new Set(COMMANDS.map(({ name }) => name.split(' ')[0] ?? name));
  const close = nearest(word, groups);
  if (close !== null) {
    return fail(`unknown command "${clean(word)}"; did you mean fern ${close}?`);
  }
  return fail(
    /[./\\]/.test(word)
      ? `"${clean(word)}" is not a command; to score code write: fern evaluate GOLDEN GENERATED`
      : `unknown command "${clean(word)}"; "fern --help" lists the commands`,
  );
}

function checkPositionals(command: Command, positionals: readonly string[]): Failure | null {
  const names = command.arguments.map(({ name }) => name);
  const usage = ['fern', command.name, ...names].join(' ');
  const extra = positionals[names.length];
  if (extra !== undefined) {
    const why = names.length === 0 ? 'takes no arguments' : `takes ${names.length} arguments`;
    return fail(
      `fern ${command.name} ${why}; "${clean(extra)}" is too many (names with spaces need quotes): ${usage}`,
    );
  }
  const missing = names.find((_, index) => (positionals[index] ?? '') === '');
  return missing === undefined ? null : fail(`${missing} is missing: ${usage}`);
}
