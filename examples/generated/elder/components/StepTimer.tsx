import { useCallback, useState } from 'react';
import { formatClock, useCookingTimer } from '../hooks/useCookingTimer';

interface StepTimerProps {
  seconds: number;
  name: string;
}

export function StepTimer({ seconds, name }: StepTimerProps) {
  const [hasRung, setHasRung] = useState(false);
  const ring = useCallback(() => setHasRung(true), []);
  const timer = useCookingTimer(seconds, ring);

  const restart = (): void => {
    setHasRung(false);
    timer.reset();
  };

  return (
    <div className="timer" role="group" aria-label={`Timer for ${name}`}>
      <span role="timer">{formatClock(timer.secondsLeft)}</span>
      <button type="button" onClick={timer.isRunning ? timer.pause : timer.start}>
        {timer.isRunning ? 'Pause' : 'Start'}
      </button>
      <button type="button" onClick={restart}>
        Reset
      </button>
      {hasRung && <strong role="alert">Time is up for {name}!</strong>}
    </div>
  );
}
