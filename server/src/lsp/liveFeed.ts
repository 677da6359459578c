import type { LiveScore, LiveUpdate } from '../protocol/editor.ts';

/** How often clients are told, in milliseconds; scores come faster than anybody reads. */
const EVERY_MS = 150;

/** Tells of a comparison as it goes on, several scores at a time. */
export interface LiveFeed {
  opened(models: readonly string[], golden: readonly string[]): void;
  scored(model: string, golden: string, score: number): void;
  /** Tells what is left; nothing is told afterwards. */
  end(): void;
}

export function createLiveFeed(config: string | null, tell: (update: LiveUpdate) => void): LiveFeed {
  let columns = new Map<string, number>();
  let rows = new Map<string, number>();
  let waiting: LiveScore[] = [];
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length > 0) tell({ config, scores: waiting });
    waiting = [];
  };
  return {
    opened(models, golden) {
      columns = new Map(models.map((model, index) => [model, index]));
      rows = new Map(golden.map((path, index) => [path, index]));
      tell({ config, opened: { models, golden }, scores: [] });
    },
    scored(model, golden, score) {
      const [column, row] = [columns.get(model), rows.get(golden)];
      if (column === undefined || row === undefined) return;
      waiting.push([column, row, score]);
      timer ??= setTimeout(flush, EVERY_MS);
    },
    end: flush,
  };
}
