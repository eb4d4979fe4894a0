import type { EventType } from '@debrief/contract';

interface Look {
  label: string;
  hint: string;
  color: string;
  shape: string;
}

/**
 * A hue and a shape per type, so that meaning depends neither on color nor on shape only. Shapes
 * are drawn on 16 × 16.
 */
export const eventTypeLooks: Record<EventType, Look> = {
  impact: {
    label: 'Impact',
    hint: 'What customers or colleagues noticed',
    color: 'var(--impact)',
    shape: 'M1.5 5h13v6h-13z',
  },
  detection: {
    label: 'Detection',
    hint: 'When someone or something noticed',
    color: 'var(--detection)',
    shape: 'M8 1.5 15 14H1z',
  },
  diagnosis: {
    label: 'Diagnosis',
    hint: 'Finding out what is wrong',
    color: 'var(--diagnosis)',
    shape: 'M8 1l7 7-7 7-7-7z',
  },
  repair: {
    label: 'Repair',
    hint: 'Acting on the system',
    color: 'var(--repair)',
    shape: 'M5.5 1.5h5v4h4v5h-4v4h-5v-4h-4v-5h4z',
  },
  'key-moment': {
    label: 'Key moment',
    hint: 'A turning point of the incident',
    color: 'var(--key-moment)',
    shape: 'M8 .8l2.2 4.7 5 .7-3.6 3.6.9 5.2L8 12.5 3.5 15l.9-5.2L.8 6.200l5-.7z',
  },
  communication: {
    label: 'Communication',
    hint: 'Updates to the team or to others',
    color: 'var(--communication)',
    shape: 'M1.500 2.5h13v8.500h-6l-4 3.500v-3.500h-3z',
  },
  decision: {
    label: 'Decision',
    hint: 'A choice between options',
    color: 'var(--decision)',
    shape: 'M4.5 1.800h7L15 8l-3.500 6.200h-7L1 8z',
  },
  context: {
    label: 'Context',
    hint: 'Background that readers need',
    color: 'var(--context)',
    shape:
      'M8 1.500a6.500 6.500 0 1 0 0 13 6.500 6.500 0 0 0 0-13zm0 3a3.500 3.500 0 1 1 0 7 3.500 3.500 0 0 1 0-7z',
  },
};

/** Only the shape; pass `label` if no text is next to it. */
export function EventTypeShape({
  type,
  size = 12,
  label,
}: {
  type: EventType;
  size?: number;
  label?: boolean;
}) {
  const look = eventTypeLooks[type];
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      className="shrink-0"
      {...(label ? { role: 'img', 'aria-label': look.label } : { 'aria-hidden': true })}
    >
      <path d={look.shape} fill={look.color} fillRule="evenodd" />
    </svg>
  );
}
