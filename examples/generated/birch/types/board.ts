/** A day in the form `YYYY-MM-DD`. */
export type IsoDate = string;

/** A UTC timestamp as produced by `Date.prototype.toISOString`. */
export type IsoTimestamp = string;

export type Priority = 'urgent' | 'high' | 'normal' | 'low';

/** All priorities, from the highest to the lowest. Also used for sorting. */
export const PRIORITIES: readonly Priority[] = ['urgent', 'high', 'normal', 'low'];

export type SortDirection = 'ascending' | 'descending';

export type SortKey = 'position' | 'priority' | 'dueOn' | 'title';

export interface Member {
  id: string;
  name: string;
  /** `null` when the member has not uploaded a picture. */
  avatarUrl: string | null;
  hourlyRateCents: number;
}

export interface Column {
  id: string;
  title: string;
  /** Maximum number of tasks, `null` if unlimited. */
  taskLimit: number | null;
}

/** The part of a task that users fill in themselves. */
export interface TaskInput {
  title: string;
  description: string;
  priority: Priority;
  assigneeId: string | null;
  labels: string[];
  dueOn: IsoDate | null;
  estimateMinutes: number;
}

export interface Task extends TaskInput {
  id: string;
  columnId: string;
  /** Index within the column (0-based). */
  position: number;
  spentMinutes: number;
  updatedAt: IsoTimestamp;
}

export interface Board {
  id: string;
  name: string;
  columns: Column[];
  members: Member[];
  tasks: Task[];
}

/** State of the task form. Everything is kept as entered. */
export interface TaskDraft {
  title: string;
  description: string;
  priority: Priority;
  assigneeId: string;
  labels: string;
  dueOn: string;
  estimate: string;
}

export const EMPTY_DRAFT: TaskDraft = {
  title: '',
  description: '',
  priority: 'normal',
  assigneeId: '',
  labels: '',
  dueOn: '',
  estimate: '',
};

export interface BoardFilters {
  query: string;
  assigneeId: string | null;
  priorities: Priority[];
  overdueOnly: boolean;
}

export const EMPTY_FILTERS: BoardFilters = {
  query: '',
  assigneeId: null,
  priorities: [],
  overdueOnly: false,
};
