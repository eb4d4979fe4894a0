import type { FindingType } from '@debrief/contract';

interface FindingLook {
  label: string;
  many: string;
  color: string;
  /** Drawn on 16 × 16 as an outline, so that findings look different from events. */
  shape: string;
  /** An example for the field and the empty state. */
  example: string;
}

export const findingLooks: Record<FindingType, FindingLook> = {
  hypothesis: {
    label: 'Hypothesis',
    many: 'Hypotheses',
    color: 'var(--diagnosis)',
    shape: 'M8 1.5a4.5 4.5 0 0 0-2.500 8.250V12h5V9.750A4.500 4.500 0 0 0 8 1.500zM6 14.500h4',
    example: 'The broker delays the messages',
  },
  decision: {
    label: 'Decision',
    many: 'Decisions',
    color: 'var(--decision)',
    shape: 'M8 14.500V8M8 8 3 2.500M8 8l5-5.500M3 6V2.500h3.500M13 6V2.500H9.500',
    example: 'Roll the index tooling back before we understand it',
  },
  question: {
    label: 'Question',
    many: 'Questions',
    color: 'var(--key-moment)',
    shape: 'M5 5.500a3 3 0 1 1 4.300 2.700C8.300 8.700 8 9.300 8 10.500M8 13.700v.6',
    example: 'Who else writes to this alias?',
  },
  factor: {
    label: 'Factor',
    many: 'Factors',
    color: 'var(--repair)',
    shape:
      'M3 3.500a1.800 1.800 0 1 0 0 .1M13 3.500a1.800 1.800 0 1 0 0 .1M8 12.500a1.800 1.800 0 1 0 0 .1M4.200 5l2.600 5.500M11.800 5l-2.600 5.500',
    example: 'The alias is changed by hand, and nothing checks where it points',
  },
  impact: {
    label: 'Impact',
    many: 'Impact',
    color: 'var(--impact)',
    shape: 'M1.500 8h3l2-5 3 10 2-5h3',
    example: 'Searches of 900 customers found nothing of the last two days',
  },
  observation: {
    label: 'Observation',
    many: 'Debug record',
    color: 'var(--detection)',
    shape: 'M7 2.500a4.500 4.500 0 1 0 0 9a4.500 4.500 0 1 0 0-9M10.300 10.300 14 14M5 7h4',
    example: 'The broker delivered all 4,812 messages; the index has 4,611',
  },
  contradiction: {
    label: 'Conflicting accounts',
    many: 'Conflicting accounts',
    color: 'var(--communication)',
    shape: 'M1.500 5.500h9.500M8 2.500l3 3-3 3M14.500 10.500H5M8 7.500l-3 3 3 3',
    example: 'When the traffic was moved: support says before lunch, search says 2 pm',
  },
};

/** The key that starts one, here and in the record. */
export const findingKeys: Record<FindingType, string> = {
  hypothesis: 'h',
  decision: 'd',
  question: 'q',
  factor: 'f',
  impact: 'p',
  observation: 'shift+b',
  contradiction: 'shift+c',
};

/** The outline of a finding's kind, in a box; text is next to it. */
export function FindingShape({ type, size = 14 }: { type: FindingType; size?: number }) {
  const { color, shape } = findingLooks[type];
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" className="shrink-0">
      <path
        d={shape}
        fill="none"
        stroke={color}
        strokeWidth={1.5}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

export function FindingName({ type, isMany = false }: { type: FindingType; isMany?: boolean }) {
  return (
    <span
      className="inline-flex items-center gap-1 text-2xs font-semibold"
      style={{ color: findingLooks[type].color }}
    >
      <FindingShape type={type} />
      {isMany ? findingLooks[type].many : findingLooks[type].label}
    </span>
  );
}
