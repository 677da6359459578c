export type Band = 'excellent' | 'good' | 'partial' | 'poor' | 'unrelated';

/** The word for a score; used wherever a score is shown. */
export function bandOf(score: number): Band {
  if (score >= 0.8) return 'excellent';
  if (score >= 0.6) return 'good';
  if (score >= 0.4) return 'partial';
  return score >= 0.2 ? 'poor' : 'unrelated';
}
