export class TrellisError extends Error {
  code: string;

  constructor(message: string, code: string) {
    super(message);
    this.name = 'TrellisError';
    this.code = code;
  }
}

export class NotFoundError extends TrellisError {
  constructor(kind: string, id: string) {
    super(`There is no ${kind} with the id "${id}".`, 'not-found');
  }
}

export class ApiError extends TrellisError {
  status: number;

  constructor(message: string, status: number) {
    super(message, 'api');
    this.status = status;
  }
}

// TODO: ValidationError with the issues per field

export function toMessage(error: any): string {
  return error.message;
}
