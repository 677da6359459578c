import { useCallback, useRef, useState } from 'react';
import { useDebouncedCallback } from '../hooks/useDebounce';
import { useHotkey } from '../hooks/useHotkey';
import { countActiveFilters } from '../state/boardReducer';
import { PRIORITIES } from '../types/board';
import type { BoardFilters, Member } from '../types/board';
import { pluralize } from '../utils/text';

const SEARCH_DELAY_MS = 200;

/** Adds the item if it is missing and takes it out if it is there. */
export function toggle<Item>(items: readonly Item[], item: Item): Item[] {
  return items.includes(item) ? items.filter((other) => other !== item) : [...items, item];
}

interface FilterBarProps {
  filters: BoardFilters;
  members: Member[];
  onChange: (changes: Partial<BoardFilters>) => void;
  onClear: () => void;
}

export function FilterBar({ filters, members, onChange, onClear }: FilterBarProps) {
  const [query, setQuery] = useState(filters.query);
  const searchInput = useRef<HTMLInputElement>(null);
  const search = useDebouncedCallback((text: string) => onChange({ query: text }), SEARCH_DELAY_MS);
  const activeCount = countActiveFilters(filters);

  const focusSearch = useCallback(() => searchInput.current?.focus(), []);

  useHotkey('mod+k', focusSearch);

  function handleClear(): void {
    search.cancel();
    setQuery('');
    onClear();
  }

  return (
    <search className="filters" aria-label="Filter tasks">
      <input
        ref={searchInput}
        type="search"
        placeholder="Search"
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          search(event.target.value);
        }}
      />
      <label>
        Assignee
        <select
          value={filters.assigneeId ?? ''}
          onChange={(event) => onChange({ assigneeId: event.target.value || null })}
        >
          <option value="">Everybody</option>
          {members.map((member) => (
            <option key={member.id} value={member.id}>
              {member.name}
            </option>
          ))}
        </select>
      </label>
      <fieldset>
        <legend>Priority</legend>
        {PRIORITIES.map((priority) => (
          <label key={priority}>
            <input
              type="checkbox"
              checked={filters.priorities.includes(priority)}
              onChange={() => onChange({ priorities: toggle(filters.priorities, priority) })}
            />
            {priority}
          </label>
        ))}
      </fieldset>
      <label>
        <input
          type="checkbox"
          checked={filters.overdueOnly}
          onChange={(event) => onChange({ overdueOnly: event.target.checked })}
        />
        Overdue only
      </label>
      <button type="button" disabled={activeCount === 0} onClick={handleClear}>
        Clear {pluralize(activeCount, 'filter')}
      </button>
    </search>
  );
}
