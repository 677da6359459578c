/** Error messages by field name. */
export type FieldIssues = Partial<Record<string, string>>;

/** Base class for the application's own errors. */
export class TrellisError extends Error {
  constructor(
    message: string,
    readonly code: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = new.target.name;
  }
}

export class ApiError extends TrellisError {
  /** @param status HTTP status code, 0 for network failures */
  constructor(
    message: string,
    readonly status: number,
    options?: ErrorOptions,
  ) {
    super(message, 'api', options);
  }
}

export class NotFoundError extends TrellisError {
  constructor(kind: string, id: string) {
    super(`Could not find ${kind} "${id}".`, 'not-found');
  }
}

export class ValidationError extends TrellisError {
  constructor(
    message: string,
    readonly issues: FieldIssues = {},
  ) {
    super(message, 'validation');
  }
}

function isAbortError(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** Returns a user-friendly message for any thrown value. */
export function toMessage(error: unknown): string {
  if (isAbortError(error)) return 'The request was cancelled.';
  return error instanceof TrellisError ? error.message : 'Something went wrong. Please try again.';
}
