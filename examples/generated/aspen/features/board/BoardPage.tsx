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

interface BoardPageProps {
  client: BoardClient;
  boardId: string;
  today: DayString;
}

interface BoardFiguresProps {
  data: BoardData;
}

const ORDER_CAPTIONS: Record<OrderBy, string> = {
  position: 'Board order',
  priority: 'Priority',
  dueOn: 'Due date',
  title: 'Title',
};

export function BoardFigures({ data }: BoardFiguresProps) {
  const [heaviest] = memberLoads(data.tasks, data.members);
  const person = data.members.find(({ id }) => id === heaviest?.memberId);

  return (
    <dl className="figures">
      <dt>Spent so far</dt>
      <dd>{displayMoney(moneySpent(data.tasks, data.members))}</dd>
      {person && (
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

export function BoardPage({ client, boardId, today }: BoardPageProps) {
  const { store, emit, create, relocate, discard, refresh } = useBoardData(
    client,
    boardId
  );
  const { board, filters, sortKey } = store;
  const onScreen = useMemo(() => tasksOnScreen(store, today), [store, today]);

  if (store.status === 'failed') {
    return (
      <main>
        <p role="alert">{store.errorMessage}</p>
        <button type="button" onClick={() => void refresh()}>
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

  const byLane = tasksByLane(board.tasks, board.columns);

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
          onChange={event =>
            emit({ type: 'sortChanged', sortKey: event.target.value as OrderBy })
          }
        >
          {Object.entries(ORDER_CAPTIONS).map(([orderBy, caption]) => (
            <option key={orderBy} value={orderBy}>
              {caption}
            </option>
          ))}
        </select>
      </label>

      <div className="lanes">
        {board.columns.map(lane => (
          <Lane
            key={lane.id}
            lane={lane}
            lanes={board.columns}
            team={board.members}
            items={onScreen.filter(item => item.columnId === lane.id)}
            search={filters.query}
            today={today}
            onChangeLane={(taskId, laneId) =>
              void relocate(taskId, laneId, byLane[laneId].length)
            }
            onRemove={taskId => void discard(taskId)}
          />
        ))}
      </div>

      <NewTaskForm
        team={board.members}
        today={today}
        onCreate={task => create(board.columns[0].id, task)}
      />
    </main>
  );
}
