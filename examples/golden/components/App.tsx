import { useMemo } from 'react';
import type { BoardApi } from '../api/boardApi';
import { useBoard } from '../hooks/useBoard';
import { selectVisibleTasks } from '../state/boardReducer';
import type { Board, IsoDate, SortKey } from '../types/board';
import { formatCurrency, formatEffort, totalCostInCents } from '../utils/effort';
import { groupByColumn, summarizeWorkload } from '../utils/tasks';
import { BoardColumn } from './BoardColumn';
import { FilterBar } from './FilterBar';
import { TaskForm } from './TaskForm';

const SORT_LABELS: Record<SortKey, string> = {
  position: 'Board order',
  priority: 'Priority',
  dueOn: 'Due date',
  title: 'Title',
};

interface BoardSummaryProps {
  board: Board;
}

export function BoardSummary({ board }: BoardSummaryProps) {
  const [busiest] = summarizeWorkload(board.tasks, board.members);
  const member = board.members.find(({ id }) => id === busiest?.memberId);

  return (
    <dl className="summary">
      <dt>Spent so far</dt>
      <dd>{formatCurrency(totalCostInCents(board.tasks, board.members))}</dd>
      {member !== undefined && (
        <>
          <dt>Busiest</dt>
          <dd>
            {member.name} ({formatEffort(busiest.openMinutes)} open)
          </dd>
        </>
      )}
    </dl>
  );
}

interface AppProps {
  api: BoardApi;
  boardId: string;
  today: IsoDate;
}

export function App({ api, boardId, today }: AppProps) {
  const { state, dispatch, addTask, moveTask, removeTask, reload } = useBoard(api, boardId);
  const { board, filters, sortKey } = state;
  const visibleTasks = useMemo(() => selectVisibleTasks(state, today), [state, today]);

  if (state.status === 'failed') {
    return (
      <main>
        <p role="alert">{state.errorMessage}</p>
        <button type="button" onClick={() => void reload()}>
          Try again
        </button>
      </main>
    );
  }
  if (board === null) {
    return (
      <main aria-busy="true">
        <p role="status">Loading the board…</p>
      </main>
    );
  }

  const tasksByColumn = groupByColumn(board.tasks, board.columns);

  return (
    <main>
      <h1>{board.name}</h1>
      <BoardSummary board={board} />
      <FilterBar
        filters={filters}
        members={board.members}
        onChange={(changes) => dispatch({ type: 'filtersChanged', changes })}
        onClear={() => dispatch({ type: 'filtersCleared' })}
      />
      <label>
        Sort by
        <select
          value={sortKey}
          onChange={(event) =>
            dispatch({ type: 'sortChanged', sortKey: event.target.value as SortKey })
          }
        >
          {Object.entries(SORT_LABELS).map(([key, label]) => (
            <option key={key} value={key}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <div className="board">
        {board.columns.map((column) => (
          <BoardColumn
            key={column.id}
            column={column}
            columns={board.columns}
            members={board.members}
            tasks={visibleTasks.filter((task) => task.columnId === column.id)}
            query={filters.query}
            today={today}
            onMove={(taskId, columnId) =>
              void moveTask(taskId, columnId, tasksByColumn[columnId].length)
            }
            onDelete={(taskId) => void removeTask(taskId)}
          />
        ))}
      </div>
      <TaskForm
        members={board.members}
        today={today}
        onSubmit={(input) => addTask(board.columns[0].id, input)}
      />
    </main>
  );
}
