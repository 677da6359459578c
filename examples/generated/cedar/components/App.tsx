import type { BoardApi } from '../api/boardApi';
import { useBoard } from '../hooks/useBoard';
import { selectVisibleTasks } from '../state/boardReducer';
import type { IsoDate } from '../types/board';
import { BoardColumn } from './BoardColumn';
import { TaskForm } from './TaskForm';

interface AppProps {
  api: BoardApi;
  boardId: string;
  today: IsoDate;
}

export function App({ api, boardId, today }: AppProps) {
  const { state, addTask, moveTask, removeTask } = useBoard(api, boardId);
  const { board } = state;

  if (state.status === 'failed') {
    return <p>{state.errorMessage}</p>;
  }
  if (board === null) {
    return <p>Loading…</p>;
  }

  const visibleTasks = selectVisibleTasks(state, today);

  // TODO: summary, filter bar and sorting
  return (
    <main>
      <h1>{board.name}</h1>
      <div className="board">
        {board.columns.map((column) => (
          <BoardColumn
            key={column.id}
            column={column}
            columns={board.columns}
            members={board.members}
            tasks={visibleTasks.filter((task) => task.columnId === column.id)}
            today={today}
            onMove={(taskId, columnId) => void moveTask(taskId, columnId, 0)}
            onDelete={(taskId) => void removeTask(taskId)}
          />
        ))}
      </div>
      <TaskForm onSubmit={(input: any) => addTask(board.columns[0].id, input)} />
    </main>
  );
}
