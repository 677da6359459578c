import { useState } from 'react';
import type { Column, IsoDate, Member, Task } from '../types/board';
import { describeDueDate, isOverdue } from '../utils/dates';
import { formatEffort } from '../utils/effort';
import { initials, truncate } from '../utils/text';

interface AvatarProps {
  member: Member;
}

export function Avatar({ member }: AvatarProps) {
  if (member.avatarUrl === null) {
    return <span className="avatar">{initials(member.name)}</span>;
  }
  return <img className="avatar" src={member.avatarUrl} width={32} height={32} />;
}

interface TaskCardProps {
  task: Task;
  columns: Column[];
  assignee: Member | null;
  today: IsoDate;
  onMove: (taskId: string, columnId: string) => void;
  onDelete: (taskId: string) => void;
}

export function TaskCard({ task, columns, assignee, today, onMove, onDelete }: TaskCardProps) {
  const [expanded, setExpanded] = useState(false);
  const overdue = isOverdue(task.dueOn, today);

  return (
    <div className={overdue ? 'task task--overdue' : 'task'} onClick={() => setExpanded(!expanded)}>
      <h3>{task.title}</h3>
      {task.description !== '' && (
        <p>{expanded ? task.description : truncate(task.description, 140)}</p>
      )}
      {task.dueOn !== null && (
        <time dateTime={task.dueOn}>{describeDueDate(task.dueOn, today)}</time>
      )}
      {task.estimateMinutes > 0 && <span>{formatEffort(task.estimateMinutes)}</span>}
      <ul className="task__labels">
        {task.labels.map((label) => (
          <li key={label}>{label}</li>
        ))}
      </ul>
      {assignee !== null && <Avatar member={assignee} />}
      <select value={task.columnId} onChange={(event) => onMove(task.id, event.target.value)}>
        {columns.map((column) => (
          <option key={column.id} value={column.id}>
            {column.title}
          </option>
        ))}
      </select>
      <div className="task__delete" onClick={() => onDelete(task.id)}>
        ×
      </div>
    </div>
  );
}
