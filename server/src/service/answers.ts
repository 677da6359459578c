/** An answer as it was given, to be given again. */
export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What the first request with a key was answered (draft-ietf-httpapi-idempotency-key-header-07). */
export type Claim =
  /** This is the first one: it is to be answered, and the answer told. */
  | { readonly state: 'mine' }
  | { readonly state: 'answered'; readonly answer: KeptAnswer }
  /** It is being answered. */
  | { readonly state: 'busy' }
  /** The key belongs to another request. */
  | { readonly state: 'other' };

export interface Answers {
  /** @param body hash of the request */
  claim(key: string, body: string): Promise<Claim>;
  keep(key: string, answer: KeptAnswer): Promise<void>;
  /** The next request with the key is the first one again. */
  forget(key: string): Promise<void>;
}
