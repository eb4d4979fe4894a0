import { DomainError, ReportSlos, type ServiceSlo, type ServiceSlos } from '@debrief/contract';
import { sql } from 'kysely';
import { authorize } from '../access/index.ts';
import { record } from '../activity/index.ts';
import { actorRef, type Context } from '../context.ts';
import { jsonb } from '../db/index.ts';
import { verb } from '../verb.ts';
import { serviceById } from './rows.ts';

/** Of an objective; older ones are deleted. */
const mostReports = 10;
const mostObjectives = 100;

/**
 * Stores what objectives reached, each with its time. Errors: `invalid` for more than 100 objectives
 * of a service, `not-found`, `forbidden`.
 */
export const reportSlos = verb(ReportSlos, async (ctx, { id, results }): Promise<ServiceSlos> => {
  const service = await authorize(ctx, 'catalog:write', serviceById(ctx, id));
  // Reports of one service wait for each other.
  await ctx.db.selectFrom('service').select('id').where('id', '=', id).forUpdate().execute();
  const reported = { reported_at: ctx.clock.now(), reported_by: jsonb(actorRef(ctx.actor)) };
  for (const result of results)
    await ctx.db
      .insertInto('service_slo')
      .values({
        id: ctx.ids.next(),
        service_id: id,
        slo: result.slo,
        objective: result.objective,
        at: new Date(result.at),
        ...reported,
        result: jsonb(result),
      })
      .onConflict((conflict) =>
        conflict
          .columns(['service_id', 'slo', 'objective', 'at'])
          .doUpdateSet({ ...reported, result: jsonb(result) }),
      )
      .execute();
  await sql`
    delete from service_slo where id in (
      select id from (
        select id, row_number() over (partition by slo, objective order by at desc) as place
        from service_slo where service_id = ${id}
      ) ranked where place > ${mostReports})`.execute(ctx.db);
  const slos = await loadSlos(ctx, id);
  if (slos.length > mostObjectives)
    throw new DomainError('invalid', `A service has at most ${mostObjectives} objectives.`);
  const { name } = service;
  await record(ctx, {
    kind: 'service.slos-reported',
    incidentId: null,
    subjectId: id,
    after: { id, name },
  });
  return { slos };
});

/** The latest reports of each objective. The caller has checked the permission. */
export async function loadSlos(ctx: Context, serviceId: string): Promise<ServiceSlo[]> {
  const rows = await ctx.db
    .selectFrom('service_slo')
    .select(['slo', 'objective', 'result'])
    .where('service_id', '=', serviceId)
    .orderBy('slo')
    .orderBy('objective')
    .orderBy('at', 'desc')
    .execute();
  const groups = Map.groupBy(rows, ({ slo, objective }) => JSON.stringify([slo, objective]));
  return [...groups.values()].flatMap((reports) => {
    const [first] = reports;
    if (!first) return [];
    const { slo, objective } = first;
    return [{ slo, objective, reports: reports.map(({ result }) => result) }];
  });
}
