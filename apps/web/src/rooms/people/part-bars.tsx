/** What someone wrote over time, as bars; heights are only compared within this row. */
export function PartBars({ counts, label }: { counts: readonly number[]; label: string }) {
  const most = Math.max(...counts);
  if (most <= 0) return null;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${counts.length * 4} 16`}
      className="h-4 w-24 text-accent"
      preserveAspectRatio="none"
    >
      <title>{label}</title>
      {counts.map((count, part) => {
        const height = count === 0 ? 0.75 : 3 + (13 * count) / most;
        return (
          <rect
            key={part}
            x={part * 4}
            y={16 - height}
            width={3}
            height={height}
            fill="currentColor"
            opacity={count === 0 ? 0.3 : 1}
          />
        );
      })}
    </svg>
  );
}
