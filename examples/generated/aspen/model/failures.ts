/** Maps a form field to the message that explains what is wrong with it. */
export type FieldMessages = Partial<Record<string, string>>;

/** Parent class for all failures the board raises itself. */
export class BoardFailure extends Error {
  readonly code: string;

  constructor(text: string, code: string, options?: ErrorOptions) {
    super(text, options);
    this.name = new.target.name;
    this.code = code;
  }
}

export class RequestFailure extends BoardFailure {
  /** The HTTP status; 0 when the request never got a response. */
  readonly status: number;

  constructor(text: string, status: number, options?: ErrorOptions) {
    super(text, 'api', options);
    this.status = status;
  }
}

export class MissingItemFailure extends BoardFailure {
  constructor(itemType: string, itemId: string) {
    super(`There is no ${itemType} with the id "${itemId}".`, 'not-found');
  }
}

export class InvalidInputFailure extends BoardFailure {
  readonly issues: FieldMessages;

  constructor(text: string, issues: FieldMessages = {}) {
    super(text, 'validation');
    this.issues = issues;
  }
}

/** Produces user-facing wording for whatever ended up in a catch block. */
export function describeFailure(cause: unknown): string {
  if (cause instanceof BoardFailure) {
    return cause.message;
  }
  if (cause instanceof Error && cause.name === 'AbortError') {
    return 'The request was cancelled.';
  }
  return 'Something went wrong. Please try again.';
}
