import { useCallback, useRef, useState } from 'react';
import { useDelayedCallback, useShortcut } from '../../hooks/input';
import { countNoun } from '../../lib/strings';
import { PRIORITY_LEVELS } from '../../model/kanban';
import type { FilterSettings, TeamMember } from '../../model/kanban';
import { activeFilterCount } from '../board/boardStore';

const TYPING_PAUSE_MS = 200;

interface FilterPanelProps {
  settings: FilterSettings;
  team: TeamMember[];
  onUpdate: (patch: Partial<FilterSettings>) => void;
  onReset: () => void;
}

/** Flips membership of an entry in a list, without changing the list itself. */
export function flipMembership<T>(list: readonly T[], entry: T): T[] {
  if (list.includes(entry)) {
    return list.filter(existing => existing !== entry);
  }
  return [...list, entry];
}

export function FilterPanel({ settings, team, onUpdate, onReset }: FilterPanelProps) {
  const [typed, setTyped] = useState(settings.query);
  const searchBox = useRef<HTMLInputElement>(null);
  const applySearch = useDelayedCallback(
    (query: string) => onUpdate({ query }),
    TYPING_PAUSE_MS
  );
  const active = activeFilterCount(settings);

  const focusSearchBox = useCallback(() => searchBox.current?.focus(), []);
  useShortcut('mod+k', focusSearchBox);

  function handleReset(): void {
    applySearch.cancel();
    setTyped('');
    onReset();
  }

  return (
    <search className="filter-panel" aria-label="Filter tasks">
      <label>
        Search
        <input
          ref={searchBox}
          type="search"
          value={typed}
          onChange={event => {
            setTyped(event.target.value);
            applySearch(event.target.value);
          }}
        />
      </label>

      <label>
        Assignee
        <select
          value={settings.assigneeId ?? ''}
          onChange={event => onUpdate({ assigneeId: event.target.value || null })}
        >
          <option value="">Everybody</option>
          {team.map(person => (
            <option key={person.id} value={person.id}>
              {person.name}
            </option>
          ))}
        </select>
      </label>

      <fieldset>
        <legend>Priority</legend>
        {PRIORITY_LEVELS.map(level => (
          <label key={level}>
            <input
              type="checkbox"
              checked={settings.priorities.includes(level)}
              onChange={() =>
                onUpdate({ priorities: flipMembership(settings.priorities, level) })
              }
            />
            {level}
          </label>
        ))}
      </fieldset>

      <label>
        <input
          type="checkbox"
          checked={settings.overdueOnly}
          onChange={event => onUpdate({ overdueOnly: event.target.checked })}
        />
        Overdue only
      </label>
      <button type="button" disabled={active === 0} onClick={handleReset}>
        Clear {countNoun(active, 'filter')}
      </button>
    </search>
  );
}
