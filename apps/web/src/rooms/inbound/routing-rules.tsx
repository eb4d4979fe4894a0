import type { InboundEndpoint, RoutingRule } from '@debrief/contract';
import { useQuery } from '@tanstack/react-query';
import { Ellipsis, Plus } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api.ts';
import { inboundKey } from '../../data/inbound-calls.ts';
import { queryClient } from '../../data/queries.ts';
import { inboundQueries } from '../../data/queries/inbound.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Menu } from '../../ui/menu.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { showProblem, showToast } from '../../ui/toast.tsx';
import { useSend } from '../../ui/use-send.ts';
import { RuleDialog } from './rule-dialog.tsx';
import { describeConditions, describeService } from './rule-words.ts';

const calls = api['organization-inbound'];
type Change = Omit<Parameters<typeof calls.changeRule>[0], 'id' | 'rule' | 'version'>;

/** The rules of an endpoint in their order: the first one that matches decides. */
export function RoutingRules({ endpoint }: { endpoint: InboundEndpoint }) {
  const { data, error } = useQuery(inboundQueries.routingRules(endpoint.id));
  const [editing, setEditing] = useState<RoutingRule | 'new' | null>(null);
  const { send, isBusy } = useSend(showProblem);
  const act = (request: () => Promise<{ items: RoutingRule[] }>) =>
    send(async () => {
      queryClient.setQueryData(inboundQueries.routingRules(endpoint.id).queryKey, await request());
      void queryClient.invalidateQueries({ queryKey: inboundKey(null) });
    });
  const change = (rule: RoutingRule, input: Change) =>
    act(() =>
      calls.changeRule({ id: endpoint.id, rule: rule.id, version: rule.version, ...input }),
    );
  const restore = async (
    { stream, conditions, service, isEnabled }: RoutingRule,
    position: number,
  ) => {
    const { items } = await calls.addRule({ id: endpoint.id, stream, conditions, service });
    const { id: rule = '', version = 1 } = items.at(-1) ?? {};
    return calls.changeRule({ id: endpoint.id, rule, version, isEnabled, position });
  };
  const remove = (rule: RoutingRule, position: number) =>
    act(async () => {
      const which = { id: endpoint.id, rule: rule.id, version: rule.version };
      const left = await calls.removeRule(which);
      showToast({
        title: `Rule “${rule.stream}” removed`,
        undo: async () => act(() => restore(rule, position)),
      });
      return left;
    });
  return (
    <section aria-label="Rules" className="mt-4">
      <h3 className="text-sm font-semibold">Rules</h3>
      <QueryState of={{ data, error }} lines={2} />
      {data?.items.length === 0 && (
        <p className="mt-1 max-w-[70ch] text-sm text-pretty text-ink-soft">
          No rules yet, so no incident gets what arrives here.
        </p>
      )}
      <ol className="mt-1 border-t border-line">
        {data?.items.map((rule, index) => (
          <li key={rule.id} className="flex items-start gap-3 border-b border-line py-1.5 text-sm">
            <span className="tabular w-5 shrink-0 text-right text-ink-soft">{index + 1}</span>
            <p className="min-w-0 flex-1 wrap-anywhere">
              <span className="font-medium">{rule.stream}</span>{' '}
              {!rule.isEnabled && <Chip>disabled</Chip>}
              <span className="block text-ink-soft">
                {describeConditions(rule.conditions)} → {describeService(rule.service)}
              </span>
            </p>
            <Menu
              align="end"
              trigger={
                <Button small look="quiet" isBusy={isBusy} aria-label={`Change ${rule.stream}`}>
                  <Ellipsis size={16} />
                </Button>
              }
              groups={[
                [
                  { label: 'Edit…', run: () => setEditing(rule) },
                  {
                    label: rule.isEnabled ? 'Disable' : 'Enable',
                    run: () => change(rule, { isEnabled: !rule.isEnabled }),
                  },
                ],
                [
                  index > 0 && {
                    label: 'Move up',
                    run: () => change(rule, { position: index - 1 }),
                  },
                  index < data.items.length - 1 && {
                    label: 'Move down',
                    run: () => change(rule, { position: index + 1 }),
                  },
                ],
                [{ label: 'Remove', isDanger: true, run: () => remove(rule, index) }],
              ]}
            />
          </li>
        ))}
      </ol>
      <Button
        small
        className="mt-2"
        icon={<Plus size={14} />}
        disabled={!data}
        onClick={() => setEditing('new')}
      >
        Add rule
      </Button>
      {editing && (
        <RuleDialog
          endpointId={endpoint.id}
          rule={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
    </section>
  );
}
