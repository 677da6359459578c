import { useId, useState, type FormEvent } from 'react';
import { EMPTY_DRAFT, PRIORITIES } from '../types/board';
import type { IsoDate, Member, TaskDraft, TaskInput } from '../types/board';
import { toMessage, ValidationError, type FieldIssues } from '../types/errors';
import { draftToInput, MAX_TITLE_LENGTH } from '../utils/validation';

interface TextFieldProps {
  label: string;
  value: string;
  type?: 'text' | 'date';
  issue?: string;
  maxLength?: number;
  onChange: (value: string) => void;
}

const TEXT_FIELDS = [
  { field: 'title', label: 'Title', maxLength: MAX_TITLE_LENGTH },
  { field: 'description', label: 'Description' },
  { field: 'labels', label: 'Labels, separated by commas' },
  { field: 'dueOn', label: 'Due date', type: 'date' },
  { field: 'estimate', label: 'Estimate' },
] as const;

export function TextField({
  label,
  value,
  type = 'text',
  issue,
  maxLength,
  onChange,
}: TextFieldProps) {
  const id = useId();
  const issueId = `${id}-issue`;

  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type={type}
        value={value}
        maxLength={maxLength}
        aria-invalid={issue === undefined}
        aria-describedby={issue === undefined ? undefined : issueId}
        onChange={(event) => onChange(event.target.value)}
      />
      {issue !== undefined && (
        <p id={issueId} className="field__issue">
          {issue}
        </p>
      )}
    </div>
  );
}

interface TaskFormProps {
  members: Member[];
  today: IsoDate;
  onSubmit: (input: TaskInput) => Promise<void>;
}

export function TaskForm({ members, today, onSubmit }: TaskFormProps) {
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  const [issues, setIssues] = useState<FieldIssues>({});
  const [message, setMessage] = useState<string | null>(null);
  const [isSaving, setIsSaving] = useState(false);

  const change = (changes: Partial<TaskDraft>): void =>
    setDraft((current) => ({ ...current, ...changes }));

  async function handleSubmit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    setIsSaving(true);
    try {
      await onSubmit(draftToInput(draft, today));
      setIssues({});
      setMessage(null);
    } catch (error) {
      setDraft(EMPTY_DRAFT);
      setIssues(error instanceof ValidationError ? error.issues : {});
      setMessage(toMessage(error));
    } finally {
      setIsSaving(false);
    }
  }

  return (
    <form onSubmit={(event) => void handleSubmit(event)} aria-label="New task" noValidate>
      {TEXT_FIELDS.map(({ field, ...fieldProps }) => (
        <TextField
          key={field}
          {...fieldProps}
          value={draft[field]}
          issue={issues[field]}
          onChange={(value) => change({ [field]: value })}
        />
      ))}
      <label>
        Priority
        <select
          value={draft.priority}
          onChange={(event) => change({ priority: event.target.value as TaskDraft['priority'] })}
        >
          {PRIORITIES.map((priority) => (
            <option key={priority}>{priority}</option>
          ))}
        </select>
      </label>
      <label>
        Assignee
        <select
          value={draft.assigneeId}
          onChange={(event) => change({ assigneeId: event.target.value })}
        >
          <option value="">Nobody</option>
          {members.map((member) => (
            <option key={member.id} value={member.id}>
              {member.name}
            </option>
          ))}
        </select>
      </label>
      {message !== null && <p role="alert">{message}</p>}
      <button type="submit" disabled={isSaving}>
        {isSaving ? 'Saving…' : 'Add task'}
      </button>
    </form>
  );
}
