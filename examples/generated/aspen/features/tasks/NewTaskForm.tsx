import { useId, useState, type FormEvent } from 'react';
import {
  describeFailure,
  InvalidInputFailure,
  type FieldMessages,
} from '../../model/failures';
import { BLANK_FORM, PRIORITY_LEVELS } from '../../model/kanban';
import type {
  DayString,
  NewTask,
  PriorityLevel,
  TaskFormValues,
  TeamMember,
} from '../../model/kanban';
import { TITLE_LIMIT, toNewTask } from './taskRules';

type LabeledInputProps = {
  caption: string;
  value: string;
  kind?: 'text' | 'date';
  problem?: string;
  limit?: number;
  onInput: (value: string) => void;
};

const INPUTS = [
  { name: 'title', caption: 'Title', limit: TITLE_LIMIT },
  { name: 'description', caption: 'Description' },
  { name: 'labels', caption: 'Labels, separated by commas' },
  { name: 'dueOn', caption: 'Due date', kind: 'date' },
  { name: 'estimate', caption: 'Estimate' },
] as const;

export function LabeledInput(props: LabeledInputProps) {
  const { caption, value, kind = 'text', problem, limit, onInput } = props;
  const inputId = useId();
  const problemId = `${inputId}-issue`;
  const hasProblem = problem !== undefined;

  return (
    <div className="field">
      <label htmlFor={inputId}>{caption}</label>
      <input
        id={inputId}
        type={kind}
        value={value}
        maxLength={limit}
        aria-invalid={hasProblem}
        aria-describedby={hasProblem ? problemId : undefined}
        onChange={({ target }) => onInput(target.value)}
      />
      {hasProblem && (
        <p id={problemId} className="field__issue">
          {problem}
        </p>
      )}
    </div>
  );
}

type NewTaskFormProps = {
  team: TeamMember[];
  today: DayString;
  onCreate: (task: NewTask) => Promise<void>;
};

export function NewTaskForm({ team, today, onCreate }: NewTaskFormProps) {
  const [values, setValues] = useState(BLANK_FORM);
  const [problems, setProblems] = useState<FieldMessages>({});
  const [notice, setNotice] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  function update(patch: Partial<TaskFormValues>): void {
    setValues(previous => ({ ...previous, ...patch }));
  }

  async function save(): Promise<void> {
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

  function handleSubmit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    void save();
  }

  return (
    <form aria-label="New task" noValidate onSubmit={handleSubmit}>
      {INPUTS.map(({ name, ...input }) => (
        <LabeledInput
          key={name}
          {...input}
          value={values[name]}
          problem={problems[name]}
          onInput={value => update({ [name]: value })}
        />
      ))}

      <label>
        Priority
        <select
          value={values.priority}
          onChange={({ target }) => update({ priority: target.value as PriorityLevel })}
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
          onChange={({ target }) => update({ assigneeId: target.value })}
        >
          <option value="">Nobody</option>
          {team.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>

      {notice && <p role="alert">{notice}</p>}
      <button type="submit" disabled={busy}>
        {busy ? 'Saving…' : 'Add task'}
      </button>
    </form>
  );
}
