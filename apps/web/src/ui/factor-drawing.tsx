import type { Factor, FactorLink } from '@debrief/contract';
import { computeLayout, linkWords, loadDagre, type Drawing } from '@debrief/render/drawing';
import { useEffect, useEffectEvent, useState } from 'react';
import { showProblem } from './toast.tsx';

/**
 * The factors with their positions; null until the layout has loaded. Recomputed only when the
 * drawn content changes.
 */
export function useFactorDrawing(
  factors: readonly Factor[] | null,
  links: readonly FactorLink[],
): Drawing | null {
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  const shape = JSON.stringify([
    factors?.map(({ id, kind, statement, citations }) => [id, kind, statement, citations.length]),
    links,
  ]);
  const draw = useEffectEvent(async () =>
    factors === null ? null : computeLayout(await loadDagre(), factors, links),
  );
  useEffect(() => {
    let isWanted = true;
    draw()
      .then((drawn) => isWanted && setDrawing(drawn))
      .catch(showProblem);
    return () => {
      isWanted = false;
    };
  }, [shape]);
  return drawing;
}

export function ArrowHead({ id, color }: { id: string; color: string }) {
  return (
    <defs>
      <marker
        id={id}
        viewBox="0 0 8 8"
        refX="7"
        refY="4"
        markerWidth="8"
        markerHeight="8"
        orient="auto"
      >
        <path d="M0 0 8 4 0 8z" fill={color} />
      </marker>
    </defs>
  );
}

interface LinkLineProps {
  path: Drawing['paths'][number];
  arrow: string;
  isNear?: boolean;
}

export function LinkLine({ path: { link, d, label }, arrow, isNear = false }: LinkLineProps) {
  return (
    <g aria-hidden="true">
      <path
        d={d}
        fill="none"
        stroke={isNear ? 'var(--accent)' : 'var(--ink-faint)'}
        strokeWidth={isNear ? 2 : 1.3}
        strokeDasharray={link.kind === 'limited' ? '5 4' : undefined}
        markerEnd={`url(#${arrow})`}
      />
      <text
        x={label.x}
        y={label.y + 4}
        textAnchor="middle"
        fontSize={12}
        fill="var(--ink-soft)"
        stroke="var(--paper)"
        strokeWidth={5}
        paintOrder="stroke"
      >
        {linkWords[link.kind].forth}
      </text>
    </g>
  );
}
