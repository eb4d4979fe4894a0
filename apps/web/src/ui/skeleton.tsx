/**
 * Gray lines as a placeholder for text. Shown after a short delay, so that fast responses do not
 * flicker.
 */
export function Skeleton({ lines = 4, label = 'Loading' }: { lines?: number; label?: string }) {
  return (
    <div role="status" className="flex animate-[appear_120ms_250ms_both] flex-col gap-3 py-2">
      <span className="sr-only">{label}</span>
      {Array.from({ length: lines }, (_, line) => (
        <div
          key={line}
          aria-hidden="true"
          className="h-3 rounded-sm bg-wash-strong"
          style={{ width: `${[92, 74, 84, 58, 80, 66][line % 6]}%` }}
        />
      ))}
    </div>
  );
}
