import { DOCUMENTATION } from './documentation.ts';
import { LEADERBOARD } from './leaderboard.ts';
import type { Page } from './page.ts';

/** For people; they are no part of what /openapi.json describes for programs. */
export const PAGES: readonly Page[] = [LEADERBOARD, DOCUMENTATION];
