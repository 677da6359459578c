import { useCallback, useRef, useState, type ChangeEvent } from 'react';
import { useDelayedCallback, useShortcut } from '../../hooks/input';
import { countNoun } from '../../lib/strings';
import { PRIORITY_LEVELS } from '../../model/kanban';
import type { FilterSettings, TeamMember } from '../../model/kanban';
import { activeFilterCount } from '../board/boardStore';

const TYPING_PAUSE_MS = 200;

/** Flips membership of an entry in a list, without changing the list itself. */
export function flipMembership<T>(list: readonly T[], entry: T): T[] {
  const without = list.filter(existing => existing !== entry);
  return without.length < list.length ? without : [...list, entry];
}

type FilterPanelProps = {
  settings: FilterSettings;
  team: TeamMember[];
  onUpdate: (patch: Partial<FilterSettings>) => void;
  onReset: () => void;
};

export function FilterPanel({ settings, team, onUpdate, onReset }: FilterPanelProps) {
  const { assigneeId, priorities, overdueOnly } = settings;
  const [typed, setTyped] = useState(settings.query);
  const searchBox = useRef<HTMLInputElement>(null);
  const focusSearchBox = useCallback(() => searchBox.current?.focus(), []);
  const applySearch = useDelayedCallback(
    (query: string) => onUpdate({ query }),
    TYPING_PAUSE_MS
  );
  const active = activeFilterCount(settings);

  useShortcut('mod+k', focusSearchBox);

  const handleTyping = ({ target }: ChangeEvent<HTMLInputElement>): void => {
    setTyped(target.value);
    applySearch(target.value);
  };

  const handleReset = (): void => {
    applySearch.cancel();
    setTyped('');
    onReset();
  };

  return (
    <search className="filters" aria-label="Filter tasks">
      <label>
        Search
        <input ref={searchBox} type="search" value={typed} onChange={handleTyping} />
      </label>

      <label>
        Assignee
        <select
          value={assigneeId ?? ''}
          onChange={({ target }) => onUpdate({ assigneeId: target.value || null })}
        >
          <option value="">Everybody</option>
          {team.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
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
              checked={priorities.includes(level)}
              onChange={() => onUpdate({ priorities: flipMembership(priorities, level) })}
            />
            {level}
          </label>
        ))}
      </fieldset>

      <label>
        <input
          type="checkbox"
          checked={overdueOnly}
          onChange={({ target }) => onUpdate({ overdueOnly: target.checked })}
        />
        Overdue only
      </label>
      <button type="button" disabled={active === 0} onClick={handleReset}>
        Clear {countNoun(active, 'filter')}
      </button>
    </search>
  );
}
