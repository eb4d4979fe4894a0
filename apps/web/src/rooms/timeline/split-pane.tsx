import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';

const place = 'debrief.desk.split';
const least = 30;
const most = 70;

/**
 * Two panes with a divider that can be dragged or moved with the arrow keys; its position is
 * remembered.
 */
export function SplitPane({ left, right }: { left: ReactNode; right: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const [percent, setPercent] = useState(() => clamp(Number(localStorage.getItem(place) ?? 52)));
  useEffect(() => localStorage.setItem(place, String(percent)), [percent]);
  const moveTo = (x: number) => {
    const rect = box.current?.getBoundingClientRect();
    if (rect && rect.width > 0) setPercent(clamp(((x - rect.left) / rect.width) * 100));
  };
  const step = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -2, ArrowRight: 2, Home: -100, End: 100 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    setPercent((now) => clamp(now + by));
  };
  return (
    <div ref={box} className="absolute inset-0 flex">
      <div className="min-w-0" style={{ width: `${percent}%` }}>
        {left}
      </div>
      <div
        role="separator"
        aria-orientation="vertical"
        aria-label="Width of the record"
        aria-valuenow={Math.round(percent)}
        aria-valuemin={least}
        aria-valuemax={most}
        tabIndex={0}
        onKeyDown={step}
        onDoubleClick={() => setPercent(52)}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={(event) => event.buttons === 1 && moveTo(event.clientX)}
        className="relative z-10 w-px shrink-0 cursor-col-resize touch-none bg-line before:absolute before:inset-y-0 before:-inset-x-1 hover:bg-accent focus-visible:bg-accent"
      />
      <div className="min-w-0 flex-1">{right}</div>
    </div>
  );
}

function clamp(percent: number): number {
  return Number.isFinite(percent) ? Math.max(least, Math.min(most, percent)) : 52;
}
