import type { VerdictDocument } from '../../protocol/documents.ts';
import { count, score, signed } from '../../protocol/figures.ts';
import { span, VERDICT_WORDS } from './figures.ts';
import { cell, folded, inline, rowsOf, sections } from './markdown/writer.ts';

/** A verdict as a comment on a pull request: the sentence, a small table, the rest folded. */
export function verdictMarkdown(document: VerdictDocument): string {
  return sections([
    {
      before: [
        `### ${inline(document.statement)}`,
        '',
        `${count(document.total_models, 'model')}, ${count(document.tasks, 'task')}; verdict: ${VERDICT_WORDS[document.verdict]}.`,
        '',
        '| # | model | mean | 95 % | rank | best |',
        '|--:|:--|--:|:--|:--|--:|',
      ],
      rows: rowsOf(
        document.leaderboard,
        ({ rank, model, mean, interval, rank_interval: [from, to], p_best }) =>
          `| ${rank} | ${cell(model)} | ${score(mean)} | ${span(interval)} | ${from === to ? from : `${from}–${to}`} | ${(100 * p_best).toFixed(0)} % |`,
      ),
      after: [],
    },
    folded(
      'Pairs',
      ['| model | against | difference | 95 % | p after Holm | verdict |', '|:--|:--|--:|:--|--:|:--|'],
      rowsOf(
        document.pairs,
        (pair) =>
          `| ${cell(pair.a)} | ${cell(pair.b)} | ${signed(pair.difference)} | ${span(pair.interval)} | ${(pair.p_adjusted ?? 1).toFixed(4)} | ${VERDICT_WORDS[pair.verdict]} |`,
      ),
      60,
    ),
    folded(
      'By category',
      ['| category | tasks | verdict |', '|:--|--:|:--|'],
      rowsOf(
        document.categories,
        ({ category, tasks, statement }) => `| ${cell(category)} | ${tasks} | ${inline(statement)} |`,
      ),
    ),
    folded(
      'Left out',
      ['| task | without a score |', '|:--|:--|'],
      rowsOf(document.left_out, ({ task, models }) => `| ${cell(task)} | ${inline(models.join(', '))} |`),
    ),
  ]);
}
