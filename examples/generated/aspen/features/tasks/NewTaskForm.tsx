import { useId, useState, type FormEvent } from 'react';
import {
  describeFailure,
  InvalidInputFailure,
  type FieldMessages,
} from '../../model/failures';
import { BLANK_FORM, PRIORITY_LEVELS } from '../../model/kanban';
import type { DayString, NewTask, TaskFormValues, TeamMember } from '../../model/kanban';
import { TITLE_LIMIT, toNewTask } from './taskRules';

const INPUTS = [
  { name: 'title', caption: 'Title', limit: TITLE_LIMIT },
  { name: 'description', caption: 'Description' },
  { name: 'labels', caption: 'Labels, separated by commas' },
  { name: 'dueOn', caption: 'Due date', kind: 'date' },
  { name: 'estimate', caption: 'Estimate' },
] as const;

interface LabeledInputProps {
  caption: string;
  value: string;
  kind?: 'text' | 'date';
  problem?: string;
  limit?: number;
  onInput: (value: string) => void;
}

interface NewTaskFormProps {
  team: TeamMember[];
  today: DayString;
  onCreate: (task: NewTask) => Promise<void>;
}

export function LabeledInput({
  caption,
  value,
  kind = 'text',
  problem,
  limit,
  onInput,
}: LabeledInputProps) {
  const inputId = useId();
  const problemId = `${inputId}-problem`;
  const hasProblem = problem !== undefined;

  return (
    <div className="labeled-input">
      <label htmlFor={inputId}>{caption}</label>
      <input
        id={inputId}
        type={kind}
        value={value}
        maxLength={limit}
        aria-invalid={hasProblem}
        aria-describedby={hasProblem ? problemId : undefined}
        onChange={event => onInput(event.target.value)}
      />
      {hasProblem && (
        <p id={problemId} className="labeled-input__problem">
          {problem}
        </p>
      )}
    </div>
  );
}

export function NewTaskForm({ team, today, onCreate }: NewTaskFormProps) {
  const [values, setValues] = useState(BLANK_FORM);
  const [busy, setBusy] = useState(false);
  const [notice, setNotice] = useState<string | null>(null);
  const [problems, setProblems] = useState<FieldMessages>({});

  const update = (patch: Partial<TaskFormValues>): void =>
    setValues(previous => ({ ...previous, ...patch }));

  async function save(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    setBusy(true);
    try {
      await onCreate(toNewTask(values, today));
      setValues(BLANK_FORM);
      setProblems({});
      setNotice(null);
    } catch (cause) {
      setProblems(cause instanceof InvalidInputFailure ? cause.issues : {});
      setNotice(describeFailure(cause));
    } finally {
      setBusy(false);
    }
  }

  return (
    <form aria-label="New task" noValidate onSubmit={event => void save(event)}>
      {INPUTS.map(({ name, ...inputProps }) => (
        <LabeledInput
          key={name}
          {...inputProps}
          value={values[name]}
          problem={problems[name]}
          onInput={value => update({ [name]: value })}
        />
      ))}

      <label>
        Priority
        <select
          value={values.priority}
          onChange={event =>
            update({ priority: event.target.value as TaskFormValues['priority'] })
          }
        >
          {PRIORITY_LEVELS.map(level => (
            <option key={level}>{level}</option>
          ))}
        </select>
      </label>

      <label>
        Assignee
        <select
          value={values.assigneeId}
          onChange={event => update({ assigneeId: event.target.value })}
        >
          <option value="">Nobody</option>
          {team.map(person => (
            <option key={person.id} value={person.id}>
              {person.name}
            </option>
          ))}
        </select>
      </label>

      {notice !== null && <p role="alert">{notice}</p>}
      <button type="submit" disabled={busy}>
        {busy ? 'Saving…' : 'Add task'}
      </button>
    </form>
  );
}
