import { boxHead, factorShapes, lineHeight, type Box } from '@debrief/render/drawing';
import type { KeyboardEvent } from 'react';
import { cardId } from '../finding-card.tsx';
import { factorLooks } from '../words.ts';

interface FactorBoxProps {
  box: Box;
  /** Its label for screen readers: starts with the visible words, in their order. */
  label: string;
  isCurrent: boolean;
  isReachable: boolean;
  onFocus: () => void;
  onEdit: () => void;
  onKey: (event: KeyboardEvent) => void;
}

export function FactorBox({
  box,
  label,
  isCurrent,
  isReachable,
  onFocus,
  onEdit,
  onKey,
}: FactorBoxProps) {
  const { factor, lines, x, y, width, height } = box;
  const look = factorLooks[factor.kind];
  return (
    <g
      id={cardId(factor.id)}
      role="button"
      tabIndex={isReachable ? 0 : -1}
      aria-label={label}
      transform={`translate(${x} ${y})`}
      onFocus={onFocus}
      onClick={(event) => event.currentTarget.focus({ preventScroll: true })}
      onDoubleClick={onEdit}
      onKeyDown={onKey}
      className="cursor-pointer"
    >
      <rect
        width={width}
        height={height}
        rx={5}
        fill="var(--sheet)"
        stroke={look.color}
        strokeWidth={isCurrent ? 3 : 1.5}
      />
      <g transform="translate(12 7) scale(0.85)">
        <path
          d={factorShapes[factor.kind]}
          fill="none"
          stroke={look.color}
          strokeWidth={1.7}
          strokeLinejoin="round"
        />
      </g>
      <text x={32} y={18} fontSize={12} fontWeight={600} fill={look.color}>
        {look.label}{' '}
      </text>
      {factor.citations.length > 0 && (
        <text x={width - 10} y={18} textAnchor="end" fontSize={10.5} fill="var(--ink-soft)">
          {factor.citations.length} cited{' '}
        </text>
      )}
      <text fontSize={12.5} fill="var(--ink)">
        {lines.map((line, index) => (
          <tspan key={index} x={12} y={boxHead + 12 + index * lineHeight}>
            {line}{' '}
          </tspan>
        ))}
      </text>
    </g>
  );
}
