import { useMemo } from 'react';
import { minutesToLabel } from '../../lib/duration';
import { displayMoney, moneySpent } from '../../lib/money';
import type { BoardData, DayString, OrderBy } from '../../model/kanban';
import type { BoardClient } from '../../services/boardClient';
import { FilterPanel } from '../filters/FilterPanel';
import { NewTaskForm } from '../tasks/NewTaskForm';
import { memberLoads, tasksByLane } from '../tasks/taskList';
import { tasksOnScreen } from './boardStore';
import { Lane } from './Lane';
import { useBoardData } from './useBoardData';

const ORDER_OPTIONS: [OrderBy, string][] = [
  ['position', 'Board order'],
  ['priority', 'Priority'],
  ['dueOn', 'Due date'],
  ['title', 'Title'],
];

export function BoardFigures({ data }: { data: BoardData }) {
  const { tasks, members } = data;
  const heaviest = memberLoads(tasks, members).at(0);
  const person = members.find(candidate => candidate.id === heaviest?.memberId);

  return (
    <dl className="summary">
      <dt>Spent so far</dt>
      <dd>{displayMoney(moneySpent(tasks, members))}</dd>
      {person && heaviest && (
        <>
          <dt>Busiest</dt>
          <dd>
            {person.name} ({minutesToLabel(heaviest.openMinutes)} open)
          </dd>
        </>
      )}
    </dl>
  );
}

type BoardPageProps = {
  client: BoardClient;
  boardId: string;
  today: DayString;
};

export function BoardPage({ client, boardId, today }: BoardPageProps) {
  const { store, emit, create, relocate, discard, refresh } = useBoardData(
    client,
    boardId
  );
  const onScreen = useMemo(() => tasksOnScreen(store, today), [store, today]);
  const { status, board, errorMessage, filters, sortKey } = store;

  if (status === 'failed') {
    return (
      <main>
        <p role="alert">{errorMessage}</p>
        <button type="button" onClick={() => void refresh()}>
          Try again
        </button>
      </main>
    );
  }
  if (!board) {
    return (
      <main aria-busy="true">
        <p role="status">Loading the board…</p>
      </main>
    );
  }

  const grouped = tasksByLane(board.tasks, board.columns);
  const [firstLane] = board.columns;
  const moveToEnd = (taskId: string, laneId: string): void => {
    void relocate(taskId, laneId, grouped[laneId].length);
  };

  return (
    <main>
      <h1>{board.name}</h1>
      <BoardFigures data={board} />
      <FilterPanel
        settings={filters}
        team={board.members}
        onUpdate={changes => emit({ type: 'filtersChanged', changes })}
        onReset={() => emit({ type: 'filtersCleared' })}
      />

      <label>
        Sort by
        <select
          value={sortKey}
          onChange={({ target }) =>
            emit({ type: 'sortChanged', sortKey: target.value as OrderBy })
          }
        >
          {ORDER_OPTIONS.map(([value, caption]) => (
            <option key={value} value={value}>
              {caption}
            </option>
          ))}
        </select>
      </label>

      <div className="board">
        {board.columns.map(lane => (
          <Lane
            key={lane.id}
            lane={lane}
            lanes={board.columns}
            team={board.members}
            items={onScreen.filter(({ columnId }) => columnId === lane.id)}
            search={filters.query}
            today={today}
            onChangeLane={moveToEnd}
            onRemove={taskId => void discard(taskId)}
          />
        ))}
      </div>
      <NewTaskForm
        team={board.members}
        today={today}
        onCreate={task => create(firstLane.id, task)}
      />
    </main>
  );
}
