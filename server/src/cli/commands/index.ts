import type { Handler } from '../host.ts';
import type { CommandName } from '../options.ts';
import { cacheClear, cacheStats } from './cache.ts';
import { compare } from './compare.ts';
import { configPrintSchema, configShow, configValidate } from './config.ts';
import { doctor } from './doctor.ts';
import { evaluate } from './evaluate.ts';
import { explain } from './explain.ts';
import {
  historyDelete,
  historyDiff,
  historyExport,
  historyImport,
  historyList,
  historyShow,
} from './history.ts';
import { init } from './init.ts';
import { lsp } from './lsp.ts';
import { match } from './match.ts';
import { serve } from './serve.ts';
import { verdict } from './verdict.ts';

/** What each command does; `options.ts` says how it is called. */
export const HANDLERS: Readonly<Record<CommandName, Handler>> = {
  evaluate,
  compare,
  explain,
  match,
  verdict,
  'history list': historyList,
  'history show': historyShow,
  'history diff': historyDiff,
  'history delete': historyDelete,
  'history export': historyExport,
  'history import': historyImport,
  'cache stats': cacheStats,
  'cache clear': cacheClear,
  'config show': configShow,
  'config validate': configValidate,
  'config schema': configPrintSchema,
  init,
  lsp,
  serve,
  doctor,
};
