import { type FactorKind, factorKinds } from '@debrief/contract';
import { factorLooks, factorShapes } from '@debrief/render/drawing';

/** What the shapes and colors of the drawn kinds mean. */
export function GraphLegend({ kinds }: { kinds: readonly FactorKind[] }) {
  const drawn = factorKinds.filter((kind) => kinds.includes(kind));
  return (
    <ul
      aria-label="Legend"
      className="flex flex-wrap gap-x-3 gap-y-0.5 border-t border-line bg-sheet px-4 py-1.5 text-xs sm:px-6"
    >
      {drawn.map((kind) => (
        <li key={kind} className="flex items-center gap-1">
          <svg viewBox="0 0 16 16" className="size-3.5" aria-hidden="true">
            <path
              d={factorShapes[kind]}
              fill="none"
              stroke={factorLooks[kind].color}
              strokeWidth={1.7}
            />
          </svg>
          <span className="font-medium">{factorLooks[kind].label}</span>
          <span className="text-ink-soft max-sm:hidden">
            {factorLooks[kind].hint.toLowerCase()}
          </span>
        </li>
      ))}
    </ul>
  );
}
