/** Calendar date without time or zone, written as `YYYY-MM-DD`. */
export type IsoDate = string;

/** Point in time in UTC, written as `YYYY-MM-DDTHH:mm:ss.sssZ`. */
export type IsoTimestamp = string;

/** Most pressing first: the order is also the sort order. */
export const PRIORITIES = ['urgent', 'high', 'normal', 'low'] as const;

export type Priority = (typeof PRIORITIES)[number];

export type SortKey = 'position' | 'priority' | 'dueOn' | 'title';

export type SortDirection = 'ascending' | 'descending';

export interface Member {
  id: string;
  name: string;
  avatarUrl: string | null;
  hourlyRateCents: number;
}

export interface Column {
  id: string;
  title: string;
  /** Most tasks the column should hold, or null for no limit. */
  taskLimit: number | null;
}

export interface Task {
  id: string;
  title: string;
  description: string;
  columnId: string;
  /** Place within the column, counted from 0. */
  position: number;
  priority: Priority;
  assigneeId: string | null;
  labels: string[];
  dueOn: IsoDate | null;
  estimateMinutes: number;
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

/** What the form holds while a task is being written: all of it text. */
export interface TaskDraft {
  title: string;
  description: string;
  priority: Priority;
  assigneeId: string;
  labels: string;
  dueOn: string;
  estimate: string;
}

/** An empty form. */
export const EMPTY_DRAFT: TaskDraft = {
  title: '',
  description: '',
  priority: 'normal',
  assigneeId: '',
  labels: '',
  dueOn: '',
  estimate: '',
};

/** A checked draft, ready to be sent to the server. */
export type TaskInput = Pick<
  Task,
  'title' | 'description' | 'priority' | 'assigneeId' | 'labels' | 'dueOn' | 'estimateMinutes'
>;

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
