import type { Finding, FindingType, Precision } from '@debrief/contract';
import type {
  FindingContent,
  FindingContents,
  FindingState,
  StepState,
} from '@debrief/rules/investigation';
import { needsFindingMention } from '@debrief/rules/known';
import { sql } from 'kysely';
import { mayIn } from '../access/index.ts';
import { findFirstEvidence, findMentions } from '../evidence/index.ts';
import {
  defineItem,
  jsonField,
  optionalTimeField,
  plainField,
  proseField,
  timeField,
} from '../item/index.ts';
import { beganAt } from '../timeline/index.ts';
import { presentFinding } from './present.ts';
import { loadFactorLinks } from './rows.ts';
import { listAccountEvents } from '@debrief/rules/investigation';

type KeysOf<T> = T extends unknown ? keyof T : never;
type Nested =
  | StepState
  | FindingContents['decision']['options'][number]
  | FindingContents['impact']['windows'][number]
  | FindingContents['observation']['stages'][number]
  | FindingContents['contradiction']['accounts'][number];
type ContentKey = KeysOf<FindingContent> | KeysOf<Nested>;

/**
 * Which keys of the content, at any depth, contain prose by people. A key that is not listed does
 * not compile.
 */
const contentProse: Record<ContentKey, 'prose' | 'plain'> = {
  lesson: 'prose',
  note: 'prose',
  role: 'prose',
  known: 'prose',
  unknown: 'prose',
  text: 'prose',
  tradeOff: 'prose',
  abortCriteria: 'prose',
  whySpeed: 'prose',
  tradeOffs: 'prose',
  outcome: 'prose',
  askedBy: 'prose',
  askedOf: 'prose',
  answer: 'prose',
  answeredBy: 'prose',
  sense: 'prose',
  belief: 'prose',
  reality: 'prose',
  who: 'prose',
  howItFelt: 'prose',
  calculation: 'prose',
  repair: 'prose',
  source: 'prose',
  query: 'prose',
  method: 'prose',
  unit: 'prose',
  name: 'prose',
  definition: 'prose',
  conclusion: 'prose',
  whose: 'prose',
  says: 'prose',
  explanation: 'prose',
  timeSpentMs: 'plain',
  steps: 'plain',
  id: 'plain',
  kind: 'plain',
  at: 'plain',
  precision: 'plain',
  by: 'plain',
  options: 'plain',
  isChosen: 'plain',
  reversibility: 'plain',
  on: 'plain',
  howMany: 'plain',
  money: 'plain',
  currency: 'plain',
  hours: 'plain',
  nights: 'plain',
  pulledIn: 'plain',
  windows: 'plain',
  from: 'plain',
  until: 'plain',
  reproduced: 'plain',
  value: 'plain',
  baseline: 'plain',
  stages: 'plain',
  count: 'plain',
  expectedLoss: 'plain',
  accounts: 'plain',
  eventId: 'plain',
};

/** Findings: hypotheses, decisions, questions, factors, impact, observations, contradictions. */
export const findingItem = defineItem({
  kind: 'finding',
  table: 'finding',
  orderBy: 'at',
  fields: {
    type: plainField<FindingType>('type'),
    statement: proseField('statement'),
    at: timeField('at'),
    precision: plainField<Precision>('precision'),
    knownAt: optionalTimeField('known_at'),
    content: jsonField<FindingContent>('content', contentProse),
  },
  noun: (state: FindingState | null) => state?.type ?? 'finding',
  references: (state) => listAccountEvents(state).map((id) => ['event', id]),
  async present(ctx, items): Promise<Finding[]> {
    const decided = items.filter(({ state }) => state.type === 'decision');
    const starts = new Map<string, { began: Date | null; firstEvidenceAt: Date | null }>();
    for (const id of new Set(decided.map(({ incident }) => incident.id)))
      starts.set(id, {
        began: await beganAt(ctx, id),
        firstEvidenceAt: await findFirstEvidence(ctx, id),
      });
    const mentions = await findMentions(
      ctx,
      items.map((item) => ({
        incidentId: item.incident.id,
        id: item.state.id,
        at: item.state.at,
        texts: [item.state.statement, ...item.citations.map(({ quote }) => quote)],
        isNeeded: needsFindingMention(item.state.type, {
          ...item.state,
          citations: item.citations,
        }),
      })),
    );
    return items.map((item) =>
      presentFinding(item, {
        mention: mentions.get(item.state.id) ?? null,
        ...(starts.get(item.incident.id) ?? { began: null, firstEvidenceAt: null }),
        canChange: mayIn(item.incident, ctx.actor, 'incident:write'),
      }),
    );
  },
  answer: async (ctx, incident, { items, ...change }) => ({
    findings: items,
    links: await loadFactorLinks(ctx, incident.id),
    ...change,
  }),
  searchable: sql`select type as kind, id, incident_id, at, precision, statement as title,
    finding_text(content) as text, case when type = 'factor' then content ->> 'kind' end as factor_kind,
    search from finding where removed_at is null`,
});
