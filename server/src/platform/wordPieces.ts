import { Tokenizer } from '@huggingface/tokenizers';

/** Turns a text into word-piece ids: `[CLS] … [SEP]`, never padded, at most `maxWordPieces` long. */
export type WordPieces = (text: string) => number[];

/** First prefix that is tried, in UTF-16 units per word piece wanted; code has about three. */
const UNITS_PER_PIECE = 16;

/**
 * A tokenizer that truncates by itself: `@huggingface/tokenizers` ignores the truncation and padding of
 * tokenizer.json.
 * @param tokenizerJson the parsed tokenizer.json
 * @param tokenizerConfig the parsed tokenizer_config.json
 * @param maxWordPieces longest result, the two special ones included
 */
export function createWordPieces(
  tokenizerJson: object,
  tokenizerConfig: object,
  maxWordPieces: number,
): WordPieces {
  const tokenizer = new Tokenizer(tokenizerJson, tokenizerConfig);
  return (text) => {
    // Only a prefix of a long text is tokenised. The cut falls where the tokenizer would split anyway, so that
    // the ids of the prefix are the first ids of the whole text.
    for (let wanted = maxWordPieces * UNITS_PER_PIECE; ; wanted *= 2) {
      const prefix = prefixAtBoundary(text, wanted);
      const ids = tokenizer.encode(prefix).ids;
      if (prefix.length < text.length && ids.length < maxWordPieces) continue;
      return ids.length <= maxWordPieces ? ids : [...ids.slice(0, maxWordPieces - 1), ids.at(-1)!];
    }
  };
}

/** The longest prefix of at most `limit` units that ends after a separator; a longer one where there is none. */
function prefixAtBoundary(text: string, limit: number): string {
  if (text.length <= limit) return text;
  for (let end = limit; end > limit / 2; end--) {
    if (isSeparator(text.charCodeAt(end - 1))) return text.slice(0, end);
  }
  for (let end = limit + 1; end < text.length; end++) {
    if (isSeparator(text.charCodeAt(end - 1))) return text.slice(0, end);
  }
  return text;
}

/** ASCII white space and punctuation, without the brackets and letters of the special tokens such as `[MASK]`. */
function isSeparator(unit: number): boolean {
  if (unit === 32 || (unit >= 9 && unit <= 13)) return true;
  if (unit === 91 || unit === 93) return false;
  return (
    (unit >= 33 && unit <= 47) ||
    (unit >= 58 && unit <= 64) ||
    (unit >= 92 && unit <= 96) ||
    (unit >= 123 && unit <= 126)
  );
}
