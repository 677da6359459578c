import { useId, useState, type FormEvent } from 'react';
import {
  EMPTY_DRAFT,
  PRIORITIES,
  type IsoDate,
  type Member,
  type Priority,
  type TaskDraft,
  type TaskInput,
} from '../types/board';
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

function TextField({ label, issue, type = 'text', onChange, ...inputProps }: TextFieldProps) {
  const fieldId = useId();
  const errorId = `${fieldId}-error`;
  const hasError = Boolean(issue);

  return (
    <div className={hasError ? 'text-field text-field--invalid' : 'text-field'}>
      <label htmlFor={fieldId}>{label}</label>
      <input
        {...inputProps}
        id={fieldId}
        type={type}
        aria-invalid={hasError}
        aria-describedby={hasError ? errorId : undefined}
        onChange={({ target }) => onChange(target.value)}
      />
      {hasError ? (
        <span id={errorId} className="text-field__error">
          {issue}
        </span>
      ) : null}
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
  const [errorMessage, setErrorMessage] = useState('');
  const [submitting, setSubmitting] = useState(false);

  function reset(): void {
    setDraft(EMPTY_DRAFT);
    setIssues({});
    setErrorMessage('');
  }

  function showError(error: unknown): void {
    const fieldIssues = error instanceof ValidationError ? error.issues : {};
    setIssues(fieldIssues);
    setErrorMessage(toMessage(error));
  }

  async function submit(): Promise<void> {
    setSubmitting(true);
    try {
      const input = draftToInput(draft, today);
      await onSubmit(input);
      reset();
    } catch (error) {
      showError(error);
    }
    setSubmitting(false);
  }

  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    submit();
  };

  /** Everything a text field needs to edit one field of the draft. */
  const bind = (field: keyof TaskDraft) => ({
    value: draft[field],
    issue: issues[field],
    onChange: (value: string) => setDraft((previous) => ({ ...previous, [field]: value })),
  });

  return (
    <form className="task-form" aria-label="New task" noValidate onSubmit={handleSubmit}>
      <TextField label="Title" maxLength={MAX_TITLE_LENGTH} {...bind('title')} />
      <TextField label="Description" {...bind('description')} />
      <TextField label="Labels, separated by commas" {...bind('labels')} />
      <TextField label="Due date" type="date" {...bind('dueOn')} />
      <TextField label="Estimate" {...bind('estimate')} />

      <div className="task-form__row">
        <label>
          <span>Priority</span>
          <select
            value={draft.priority}
            onChange={({ target }) => setDraft({ ...draft, priority: target.value as Priority })}
          >
            {PRIORITIES.map((priority) => (
              <option key={priority} value={priority}>
                {priority}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>Assignee</span>
          <select
            value={draft.assigneeId}
            onChange={({ target }) => setDraft({ ...draft, assigneeId: target.value })}
          >
            <option value="">Nobody</option>
            {members.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </div>

      {errorMessage ? <div role="alert">{errorMessage}</div> : null}
      <button type="submit" disabled={submitting}>
        {submitting ? 'Saving…' : 'Add task'}
      </button>
    </form>
  );
}
