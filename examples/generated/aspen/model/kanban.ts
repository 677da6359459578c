/** A day on the calendar in the form `YYYY-MM-DD`, with no time zone attached. */
export type DayString = string;

/** A UTC instant in the form `YYYY-MM-DDTHH:mm:ss.sssZ`. */
export type InstantString = string;

/** Ordered from most to least pressing; sorting relies on this order. */
export const PRIORITY_LEVELS = ['urgent', 'high', 'normal', 'low'] as const;

export type PriorityLevel = (typeof PRIORITY_LEVELS)[number];

export type OrderBy = 'position' | 'priority' | 'dueOn' | 'title';

export type OrderDirection = 'ascending' | 'descending';

export interface FilterSettings {
  query: string;
  assigneeId: string | null;
  priorities: PriorityLevel[];
  overdueOnly: boolean;
}

export const NO_FILTERS: FilterSettings = {
  query: '',
  assigneeId: null,
  priorities: [],
  overdueOnly: false,
};

export interface TeamMember {
  id: string;
  name: string;
  avatarUrl: string | null;
  hourlyRateCents: number;
}

export interface LaneInfo {
  id: string;
  title: string;
  /** Work-in-progress limit; null means unlimited. */
  wipLimit: number | null;
}

export interface TaskItem {
  id: string;
  title: string;
  description: string;
  columnId: string;
  /** Zero-based slot inside the lane. */
  position: number;
  priority: PriorityLevel;
  assigneeId: string | null;
  labels: string[];
  dueOn: DayString | null;
  estimateMinutes: number;
  spentMinutes: number;
  updatedAt: InstantString;
}

export interface BoardData {
  id: string;
  name: string;
  columns: LaneInfo[];
  members: TeamMember[];
  tasks: TaskItem[];
}

/** Raw form contents. Everything is a string until it has been validated. */
export interface TaskFormValues {
  title: string;
  description: string;
  priority: PriorityLevel;
  assigneeId: string;
  labels: string;
  dueOn: string;
  estimate: string;
}

export const BLANK_FORM: TaskFormValues = {
  title: '',
  description: '',
  priority: 'normal',
  assigneeId: '',
  labels: '',
  dueOn: '',
  estimate: '',
};

/** Validated payload for creating a task. */
export type NewTask = Pick<
  TaskItem,
  | 'title'
  | 'description'
  | 'priority'
  | 'assigneeId'
  | 'labels'
  | 'dueOn'
  | 'estimateMinutes'
>;
