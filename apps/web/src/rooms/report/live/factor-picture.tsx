import type { Factor, FactorLink } from '@debrief/contract';
import { useEffect, useEffectEvent, useId, useState } from 'react';
import { sayProblem } from '../../../ui/toast.tsx';
import { boxHead, layoutOf, lineHeight, loadDagre, factorLooks, factorShapes, linkWords, type Drawing } from '@debrief/craft/drawing';

/** Small enough to see how it hangs together, large enough to read. */
const shownAt = 0.72;

/** How the factors bear on each other, drawn to be read; the list below says the same in words. */
export function FactorPicture({ factors, links }: { factors: readonly Factor[]; links: readonly FactorLink[] }) {
  const id = useId();
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  const shape = JSON.stringify([factors.map(({ id, kind, statement }) => [id, kind, statement]), links]);
  const draw = useEffectEvent(async () => layoutOf(await loadDagre(), factors, links));
  useEffect(() => {
    let isWanted = true;
    draw()
      .then((drawn) => isWanted && setDrawing(drawn))
      .catch(sayProblem);
    return () => {
      isWanted = false;
    };
  }, [shape]);
  if (!drawing || links.length === 0) return null;
  return (
    <div className="mb-2 overflow-x-auto" tabIndex={0} role="group" aria-label="The factors as a graph">
      <svg
        viewBox={`0 0 ${Math.ceil(drawing.width)} ${Math.ceil(drawing.height)}`}
        width={Math.ceil(drawing.width * shownAt)}
        className="mx-auto block max-w-none font-sans"
        aria-hidden="true"
      >
        <defs>
          <marker id={`${id}-arrow`} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">
            <path d="M0 0 8 4 0 8z" fill="var(--ink-faint)" />
          </marker>
        </defs>
        {drawing.paths.map(({ link, d, label }) => (
          <g key={link.id}>
            <path
              d={d}
              fill="none"
              stroke="var(--ink-faint)"
              strokeWidth={1.3}
              strokeDasharray={link.kind === 'limited' ? '5 4' : undefined}
              markerEnd={`url(#${id}-arrow)`}
            />
            <text
              x={label.x}
              y={label.y + 4}
              textAnchor="middle"
              fontSize={11}
              fill="var(--ink-soft)"
              stroke="var(--paper)"
              strokeWidth={5}
              paintOrder="stroke"
            >
              {linkWords[link.kind].forth}
            </text>
          </g>
        ))}
        {drawing.boxes.map(({ factor, lines, ...box }) => (
          <g key={factor.id} transform={`translate(${box.x} ${box.y})`}>
            <rect width={box.width} height={box.height} rx={5} fill="var(--sheet)" stroke={factorLooks[factor.kind].color} strokeWidth={1.3} />
            <path d={factorShapes[factor.kind]} transform="translate(12 7) scale(0.85)" fill="none" stroke={factorLooks[factor.kind].color} strokeWidth={1.7} />
            <text x={32} y={18} fontSize={11} fontWeight={600} fill={factorLooks[factor.kind].color}>
              {factorLooks[factor.kind].label}
            </text>
            <text fontSize={12.5} fill="var(--ink)">
              {lines.map((line, index) => (
                <tspan key={index} x={12} y={boxHead + 12 + index * lineHeight}>
                  {line}
                </tspan>
              ))}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}
