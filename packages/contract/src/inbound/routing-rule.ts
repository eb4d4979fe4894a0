import { z } from 'zod';
import { Id, Instant } from '../ids.ts';

const text = (what: string) => z.string().trim().min(1, `Enter ${what}`).max(200);

/**
 * What a record has to have: its service, where it comes from (the repository, project or event
 * source that its reader found), or a label with this name. The value is compared ignoring case;
 * a `*` at its end matches any rest.
 */
export const RuleCondition = z.discriminatedUnion('field', [
  z.object({ field: z.literal('service'), value: text('a service') }),
  z.object({ field: z.literal('source'), value: text('a source') }),
  z.object({
    field: z.literal('label'),
    name: text('the name of a label'),
    value: text('a value'),
  }),
]);
export type RuleCondition = z.infer<typeof RuleCondition>;

const ruleFields = {
  /** The name of the stream, in each incident to which the rule adds records. */
  stream: z.string().trim().min(1, 'Enter a name').max(120),
  /** All of them have to match. A rule without conditions matches every record. */
  conditions: z.array(RuleCondition).max(10),
  /**
   * Incidents with this service get the records, `*` for the record's own service; null for records
   * that no incident gets.
   */
  service: text('a service').nullable(),
  isEnabled: z.boolean(),
};

/** The first enabled rule of an endpoint that matches a record decides where it belongs. */
export const RoutingRule = z
  .object({ id: Id, ...ruleFields, version: z.int() })
  .meta({ id: 'RoutingRule' });
export type RoutingRule = z.infer<typeof RoutingRule>;

export const AddRoutingRule = z.object({
  id: Id,
  stream: ruleFields.stream,
  conditions: ruleFields.conditions,
  service: ruleFields.service,
});
export type AddRoutingRule = z.input<typeof AddRoutingRule>;

export const RoutingRuleRef = z.object({ id: Id, rule: Id, version: z.coerce.number().int() });
export type RoutingRuleRef = z.input<typeof RoutingRuleRef>;

/** `position` counts from 0: another place in the order. */
export const ChangeRoutingRule = RoutingRuleRef.extend({
  stream: ruleFields.stream.optional(),
  conditions: ruleFields.conditions.optional(),
  service: ruleFields.service.optional(),
  isEnabled: ruleFields.isEnabled.optional(),
  position: z.int().min(0).max(1_000).optional(),
});
export type ChangeRoutingRule = z.input<typeof ChangeRoutingRule>;

/** A rule that is not saved: a new one, or `rule` with these changes. */
export const PreviewRoutingRule = AddRoutingRule.extend({ rule: Id.optional() });
export type PreviewRoutingRule = z.input<typeof PreviewRoutingRule>;

/** A record of a delivery, with what rules compare. */
export const RoutedRecord = z.object({
  deliveryId: Id,
  at: Instant,
  title: z.string(),
  service: z.string().nullable(),
  source: z.string().nullable(),
  labels: z.record(z.string(), z.string()),
  isMatch: z.boolean(),
  /** The rule that decides: this one (null), or the stream of one before it. */
  earlierRule: z.string().nullable(),
});
export type RoutedRecord = z.infer<typeof RoutedRecord>;

/** The records of the latest deliveries, newest first. */
export const RoutingPreview = z
  .object({
    deliveries: z.int(),
    records: z.array(RoutedRecord),
    /** How many of these records the rule would decide. */
    matches: z.int(),
  })
  .meta({ id: 'RoutingPreview' });
export type RoutingPreview = z.infer<typeof RoutingPreview>;
