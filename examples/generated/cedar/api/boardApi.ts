import type { Board, Task, TaskInput } from '../types/board';
import { ApiError } from '../types/errors';

export interface BoardApi {
  fetchBoard(boardId: string, signal?: AbortSignal): Promise<Board>;
  createTask(boardId: string, columnId: string, input: TaskInput): Promise<Task>;
  updateTask(boardId: string, taskId: string, changes: Partial<Task>): Promise<Task>;
  deleteTask(boardId: string, taskId: string): Promise<void>;
}

const TOKEN_KEY = 'trellis-token';

export function signIn(token: string): void {
  localStorage.setItem(TOKEN_KEY, token);
}

// TODO: retry with back-off
export async function withRetry(operation: () => Promise<any>): Promise<any> {
  return operation();
}

async function request(url: string, init: RequestInit = {}): Promise<any> {
  const response = await fetch(url, {
    ...init,
    headers: {
      'Content-Type': 'application/json',
      Authorization: `Bearer ${localStorage.getItem(TOKEN_KEY)}`,
    },
  });
  if (!response.ok) {
    throw new ApiError(`Request failed with status ${response.status}`, response.status);
  }
  return response.json();
}

export function createBoardApi(baseUrl: string): BoardApi {
  return {
    fetchBoard(boardId, signal) {
      return request(`${baseUrl}/boards/${boardId}?include=tasks`, { signal });
    },
    createTask(boardId, columnId, input) {
      return request(`${baseUrl}/boards/${boardId}/tasks`, {
        method: 'POST',
        body: JSON.stringify({ ...input, columnId }),
      });
    },
    async updateTask() {
      throw new Error('Not implemented');
    },
    async deleteTask() {
      throw new Error('Not implemented');
    },
  };
}
