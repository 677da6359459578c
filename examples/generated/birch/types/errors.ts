/** Base class for all application errors. */
export class TrellisError extends Error {
  readonly code: string;

  constructor(message: string, code: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** One message for each field that was filled in wrongly. */
export type FieldIssues = Partial<Record<string, string>>;

export class ValidationError extends TrellisError {
  readonly issues: FieldIssues;

  constructor(message: string, issues: FieldIssues = {}) {
    super(message, 'validation');
    this.issues = issues;
  }
}

export class NotFoundError extends TrellisError {
  constructor(kind: string, id: string) {
    super(`There is no ${kind} with the id "${id}".`, 'not-found');
  }
}

export class ApiError extends TrellisError {
  /** HTTP status of the answer, or 0 if no answer came. */
  readonly status: number;

  constructor(message: string, status: number, options?: ErrorOptions) {
    super(message, 'api', options);
    this.status = status;
  }
}

/** Converts any thrown value to a message for the user. */
export function toMessage(error: unknown): string {
  if (error instanceof TrellisError) {
    return error.message;
  }
  if (error instanceof Error && error.name === 'AbortError') {
    return 'The request was cancelled.';
  }
  return 'Something went wrong. Please try again.';
}
