import { useMemo, type ReactNode } from 'react';
import type { BoardApi } from '../api/boardApi';
import { useBoard } from '../hooks/useBoard';
import { selectVisibleTasks } from '../state/boardReducer';
import type { Board, IsoDate, SortKey } from '../types/board';
import { formatCurrency, formatEffort, totalCostInCents } from '../utils/effort';
import { summarizeWorkload } from '../utils/tasks';
import { BoardColumn } from './BoardColumn';
import { FilterBar } from './FilterBar';
import { TaskForm } from './TaskForm';

interface SummaryItemProps {
  label: string;
  children: ReactNode;
}

function SummaryItem({ label, children }: SummaryItemProps) {
  return (
    <div className="board-summary__item">
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export function BoardSummary({ board }: { board: Board }) {
  const { tasks, members } = board;
  const [busiest] = summarizeWorkload(tasks, members);
  const busiestMember = members.find((member) => member.id === busiest.memberId)!;
  const cost = totalCostInCents(tasks, members);

  return (
    <dl className="board-summary">
      <SummaryItem label="Spent so far">{formatCurrency(cost)}</SummaryItem>
      <SummaryItem label="Busiest">
        {`${busiestMember.name} (${formatEffort(busiest.openMinutes)} open)`}
      </SummaryItem>
    </dl>
  );
}

interface SortSelectProps {
  value: SortKey;
  onChange: (sortKey: SortKey) => void;
}

function SortSelect({ value, onChange }: SortSelectProps) {
  return (
    <label className="sort-select">
      <span>Sort by</span>
      <select value={value} onChange={(event) => onChange(event.target.value as SortKey)}>
        <option value="position">Board order</option>
        <option value="priority">Priority</option>
        <option value="dueOn">Due date</option>
        <option value="title">Title</option>
      </select>
    </label>
  );
}

interface AppProps {
  api: BoardApi;
  boardId: string;
  today: IsoDate;
}

export function App({ api, boardId, today }: AppProps) {
  const { state, dispatch, addTask, moveTask, removeTask, reload } = useBoard(api, boardId);
  const tasks = useMemo(() => selectVisibleTasks(state, today), [state, today]);
  const { status, board, errorMessage, filters, sortKey } = state;

  if (status === 'failed') {
    return (
      <main className="app">
        <div className="app__error" role="alert">
          {errorMessage}
        </div>
        <button type="button" onClick={reload}>
          Try again
        </button>
      </main>
    );
  }

  if (!board) {
    return (
      <main className="app" aria-busy>
        <div role="status">Loading the board…</div>
      </main>
    );
  }

  const { columns, members } = board;

  const handleMove = (taskId: string, columnId: string): void => {
    const lastIndex = board.tasks.filter((task) => task.columnId === columnId).length;
    moveTask(taskId, columnId, lastIndex);
  };

  return (
    <main className="app">
      <header className="app__header">
        <h1>{board.name}</h1>
        <BoardSummary board={board} />
      </header>

      <div className="app__toolbar">
        <FilterBar
          filters={filters}
          members={members}
          onChange={(changes) => dispatch({ type: 'filtersChanged', changes })}
          onClear={() => dispatch({ type: 'filtersCleared' })}
        />
        <SortSelect
          value={sortKey}
          onChange={(newSortKey) => dispatch({ type: 'sortChanged', sortKey: newSortKey })}
        />
      </div>

      <div className="app__columns">
        {columns.map((column) => {
          const columnTasks = tasks.filter(({ columnId }) => columnId === column.id);
          return (
            <BoardColumn
              key={column.id}
              column={column}
              columns={columns}
              members={members}
              tasks={columnTasks}
              query={filters.query}
              today={today}
              onMove={handleMove}
              onDelete={removeTask}
            />
          );
        })}
      </div>

      <TaskForm
        members={members}
        today={today}
        onSubmit={async (input) => {
          const [firstColumn] = columns;
          await addTask(firstColumn.id, input);
        }}
      />
    </main>
  );
}
