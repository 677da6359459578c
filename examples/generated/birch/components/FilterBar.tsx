import { useCallback, useRef, useState, type ChangeEvent } from 'react';
import { useDebouncedCallback } from '../hooks/useDebounce';
import { useHotkey } from '../hooks/useHotkey';
import { countActiveFilters } from '../state/boardReducer';
import { PRIORITIES, type BoardFilters, type Member, type Priority } from '../types/board';
import { pluralize } from '../utils/text';

/** Adds or removes an item, returning a new array. */
export function toggle<Item>(items: readonly Item[], item: Item): Item[] {
  const result = items.filter((other) => other !== item);
  if (result.length === items.length) {
    result.push(item);
  }
  return result;
}

interface FilterBarProps {
  filters: BoardFilters;
  members: Member[];
  onChange: (changes: Partial<BoardFilters>) => void;
  onClear: () => void;
}

export function FilterBar({ filters, members, onChange, onClear }: FilterBarProps) {
  const { assigneeId, priorities, overdueOnly } = filters;
  const inputRef = useRef<HTMLInputElement>(null);
  const [searchText, setSearchText] = useState(filters.query);
  const updateQuery = useDebouncedCallback((query: string) => onChange({ query }));
  const filterCount = countActiveFilters(filters);

  useHotkey(
    'mod+k',
    useCallback(() => {
      inputRef.current?.focus();
    }, []),
  );

  const handleSearch = (event: ChangeEvent<HTMLInputElement>): void => {
    const text = event.target.value;
    setSearchText(text);
    updateQuery(text);
  };

  const handleClear = (): void => {
    updateQuery.cancel();
    setSearchText('');
    onClear();
  };

  const renderPriority = (priority: Priority) => (
    <li key={priority}>
      <label>
        <input
          type="checkbox"
          checked={priorities.includes(priority)}
          onChange={() => {
            const selected = toggle(priorities, priority);
            onChange({ priorities: selected });
          }}
        />
        {priority}
      </label>
    </li>
  );

  return (
    <search className="filter-bar" aria-label="Filter tasks">
      <div className="filter-bar__row">
        <input
          ref={inputRef}
          type="search"
          className="filter-bar__search"
          placeholder="Search…"
          value={searchText}
          onChange={handleSearch}
        />
        <label className="filter-bar__assignee">
          <span>Assignee</span>
          <select
            value={assigneeId === null ? '' : assigneeId}
            onChange={({ target }) => onChange({ assigneeId: target.value || null })}
          >
            <option value="">Everybody</option>
            {members.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </div>

      <fieldset className="filter-bar__priorities">
        <legend>Priority</legend>
        <ul>{PRIORITIES.map(renderPriority)}</ul>
      </fieldset>

      <div className="filter-bar__row">
        <label>
          <input
            type="checkbox"
            checked={overdueOnly}
            onChange={() => onChange({ overdueOnly: !overdueOnly })}
          />
          Overdue only
        </label>
        <button type="button" onClick={handleClear} disabled={filterCount < 1}>
          {`Clear ${pluralize(filterCount, 'filter')}`}
        </button>
      </div>
    </search>
  );
}
