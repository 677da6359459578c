import { useState } from 'react';

export function TaskForm({ onSubmit }: any) {
  const [title, setTitle] = useState('');

  // TODO: description, labels, due date, estimate, assignee and validation
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit({ title });
      }}
    >
      <input placeholder="Title" value={title} onChange={(event) => setTitle(event.target.value)} />
      <button type="submit">Add task</button>
    </form>
  );
}
