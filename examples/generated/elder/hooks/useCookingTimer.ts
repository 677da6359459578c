import { useEffect, useState } from 'react';

export interface CookingTimer {
  secondsLeft: number;
  isRunning: boolean;
  start: () => void;
  pause: () => void;
  reset: () => void;
}

/** Formats seconds as a clock, such as `4:05` or `1:02:30`. */
export function formatClock(totalSeconds: number): string {
  const hours = Math.floor(totalSeconds / 3600);
  const minutes = Math.floor((totalSeconds % 3600) / 60);
  const seconds = String(totalSeconds % 60).padStart(2, '0');
  return hours > 0
    ? `${hours}:${String(minutes).padStart(2, '0')}:${seconds}`
    : `${minutes}:${seconds}`;
}

export function useCookingTimer(durationSeconds: number, onDone: () => void): CookingTimer {
  const [secondsLeft, setSecondsLeft] = useState(durationSeconds);
  const [isRunning, setIsRunning] = useState(false);

  useEffect(() => {
    if (!isRunning) {
      return undefined;
    }
    const interval = setInterval(() => setSecondsLeft((seconds) => Math.max(0, seconds - 1)), 1000);
    return () => clearInterval(interval);
  }, [isRunning]);

  useEffect(() => {
    if (isRunning && secondsLeft === 0) {
      setIsRunning(false);
      onDone();
    }
  }, [isRunning, secondsLeft, onDone]);

  return {
    secondsLeft,
    isRunning,
    start: () => setIsRunning(secondsLeft > 0),
    pause: () => setIsRunning(false),
    reset: () => {
      setIsRunning(false);
      setSecondsLeft(durationSeconds);
    },
  };
}
