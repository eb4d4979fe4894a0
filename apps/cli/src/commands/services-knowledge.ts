import { knowledgeStates, type KnowledgeState, type TechnologyKnowledge } from '@debrief/contract';
import { describeKnowledge, describeOwn, knowledgeLabels } from '@debrief/rules/knowledge';
import type { CliCommand } from '../command.ts';
import { wholeNumber } from '../options.ts';
import type { Column } from '../output.ts';
import { oneLine } from '../text.ts';

interface IslandOptions {
  state?: KnowledgeState;
  months?: number;
}

export function addKnowledgeCommands(services: CliCommand): void {
  services
    .command('islands')
    .description('List technology that depends on one person')
    .choice('--state <STATE>', 'only this answer', knowledgeStates)
    .option('--months <N>', 'how far back incidents count (default: 12)', wholeNumber(1, 60))
    .examples('debrief services islands --state one', 'debrief services islands --months 24')
    .run(async (call, client, options: IslandOptions) => {
      const { items, hasSchedules } = await client.knowledge.list(options);
      await call.list(items, columns, 'No technology. Incidents of this time name no services.');
      for (const item of items.filter(({ state }) => state === 'one'))
        await call.note(oneLine(describeKnowledge(item, hasSchedules).join(' ')));
      for (const { name, own } of items)
        if (own) await call.note(oneLine(`${name}: ${describeOwn(own)}`));
    });
}

const columns: readonly Column<TechnologyKnowledge>[] = [
  { name: 'technology', of: (one) => one.name },
  { name: 'depends on', of: (one) => knowledgeLabels[one.state] },
  { name: 'incidents', of: (one) => one.resolved },
  { name: 'people for 80 %', of: (one) => one.people ?? '-' },
  { name: 'in the catalog', of: (one) => (one.serviceId === null ? 'no' : 'yes') },
];
