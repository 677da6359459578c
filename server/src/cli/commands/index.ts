import type { CommandName } from '../commandTable.ts';
import type { Handler } from '../host.ts';
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
import { backup, restore, serve, worker } from './service.ts';
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
  worker,
  backup,
  restore,
  doctor,
};
