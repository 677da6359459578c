// YYYY-MM-DD
export type IsoDate = string;

// ISO timestamp
export type IsoTimestamp = string;

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
  taskLimit: number | null;
}

export interface Task {
  id: string;
  title: string;
  description: string;
  columnId: string;
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
