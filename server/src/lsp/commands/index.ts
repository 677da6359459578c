import { SERVER_COMMANDS } from '../../protocol/editor.ts';
import { accept } from './accept.ts';
import { clearCache } from './clearCache.ts';
import type { Handler } from './command.ts';
import { compare } from './compare.ts';
import { evaluate, evaluateSelection } from './evaluate.ts';
import { counterpart, explain, openDiff } from './places.ts';
import { proposeSetUp, setUp } from './setUp.ts';

/** What `workspace/executeCommand` knows, one line each. */
export const HANDLERS: Readonly<Record<string, Handler>> = {
  [SERVER_COMMANDS.compare]: compare,
  [SERVER_COMMANDS.evaluate]: evaluate,
  [SERVER_COMMANDS.evaluateSelection]: evaluateSelection,
  [SERVER_COMMANDS.counterpart]: counterpart,
  [SERVER_COMMANDS.explain]: explain,
  [SERVER_COMMANDS.openDiff]: openDiff,
  [SERVER_COMMANDS.accept]: accept,
  [SERVER_COMMANDS.proposeSetUp]: proposeSetUp,
  [SERVER_COMMANDS.setUp]: setUp,
  [SERVER_COMMANDS.clearCache]: clearCache,
};
