/** A page for browsers, as data. */
export interface Page {
  /** Where it is. */
  readonly url: string;
  /** Below which its files are, in the service and in dist/. */
  readonly folder: string;
  /** Names of its files. */
  readonly files: readonly string[];
  /** What is served at `url`: nothing of anybody's, as it is served without a key. */
  readonly html: string;
  /** Its Content-Security-Policy. */
  readonly policy: string;
}

/** What every page may do: what it is told by the service that it comes from, and nothing else. */
export const OWN = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
] as const;
