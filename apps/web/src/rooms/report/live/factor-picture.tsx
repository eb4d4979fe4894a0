import type { Factor, FactorLink } from '@debrief/contract';
import { boxHead, lineHeight, factorLooks, factorShapes } from '@debrief/render/drawing';
import { useId } from 'react';
import { ArrowHead, LinkLine, useFactorDrawing } from '../../../ui/factor-drawing.tsx';

/** Content wider than its place starts scrolled to its middle, where most of it is. */
function toMiddle(place: HTMLElement | null): void {
  if (place) place.scrollLeft = (place.scrollWidth - place.clientWidth) / 2;
}

export function FactorPicture({
  factors,
  links,
}: {
  factors: readonly Factor[];
  links: readonly FactorLink[];
}) {
  const arrow = useId();
  const drawing = useFactorDrawing(factors, links);
  if (!drawing || links.length === 0) return null;
  return (
    <div
      ref={toMiddle}
      className="mb-2 overflow-x-auto"
      tabIndex={0}
      role="group"
      aria-label="The factors as a graph"
    >
      <svg
        viewBox={`0 0 ${Math.ceil(drawing.width)} ${Math.ceil(drawing.height)}`}
        width={Math.ceil(drawing.width)}
        className="mx-auto block max-w-none font-sans"
        aria-hidden="true"
      >
        <ArrowHead id={arrow} color="var(--ink-faint)" />
        {drawing.paths.map((path) => (
          <LinkLine key={path.link.id} path={path} arrow={arrow} />
        ))}
        {drawing.boxes.map(({ factor, lines, ...box }) => (
          <g key={factor.id} transform={`translate(${box.x} ${box.y})`}>
            <rect
              width={box.width}
              height={box.height}
              rx={5}
              fill="var(--sheet)"
              stroke={factorLooks[factor.kind].color}
              strokeWidth={1.3}
            />
            <path
              d={factorShapes[factor.kind]}
              transform="translate(12 7) scale(0.85)"
              fill="none"
              stroke={factorLooks[factor.kind].color}
              strokeWidth={1.7}
            />
            <text
              x={32}
              y={18}
              fontSize={12}
              fontWeight={600}
              fill={factorLooks[factor.kind].color}
            >
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
