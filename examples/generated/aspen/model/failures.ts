/** Parent class for all failures the board raises itself. */
export class BoardFailure extends Error {
  constructor(
    message: string,
    readonly code: string,
    options?: ErrorOptions
  ) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** Maps a form field to the message that explains what is wrong with it. */
export type FieldMessages = Partial<Record<string, string>>;

export class InvalidInputFailure extends BoardFailure {
  constructor(
    message: string,
    readonly issues: FieldMessages = {}
  ) {
    super(message, 'validation');
  }
}

export class MissingItemFailure extends BoardFailure {
  constructor(itemType: string, itemId: string) {
    super(`There is no ${itemType} with the id "${itemId}".`, 'not-found');
  }
}

export class RequestFailure extends BoardFailure {
  /** `status` is the HTTP status, 0 when the request never got a response. */
  constructor(
    message: string,
    readonly status: number,
    options?: ErrorOptions
  ) {
    super(message, 'api', options);
  }
}

const isAbort = (cause: unknown): boolean =>
  cause instanceof Error && cause.name === 'AbortError';

/** Produces user-facing wording for whatever ended up in a catch block. */
export function describeFailure(cause: unknown): string {
  if (cause instanceof BoardFailure) return cause.message;
  if (isAbort(cause)) return 'The request was cancelled.';
  return 'Something went wrong. Please try again.';
}
