import { findCustomerNames, findSensitive, type Named, type Names } from '@debrief/prose/story';
import { plainName } from '@debrief/rules/people';
import { listAccounts } from '../account/index.ts';
import type { Context } from '../context.ts';
import { presentItems } from '../item/index.ts';
import { factValues, textsMatching } from '../evidence/index.ts';
import type { IncidentRow } from '../incident/index.ts';
import { findingItem } from '../investigation/index.ts';
import { loadParticipants } from '../people/index.ts';

const hostFacts = ['host', 'hostname', 'node', 'instance', 'server', 'pod', 'machine'];
const customerFacts = [
  'customer',
  'client',
  'tenant',
  'account',
  'merchant',
  'company',
  'organization',
  'org',
];
const serviceFacts = ['service', 'component', 'application', 'app', 'job', 'cluster'];
const teamFacts = ['team', 'squad', 'owner', 'group'];

/**
 * The names that must not leave the company, as the incident knows them: people, accounts, hosts,
 * customers, services and teams. A person with a role is replaced with their first role. `me` are
 * the author's own names, `agreed` those of peers who agreed to be named. The caller has checked
 * that the actor can see the incident.
 */
export async function findNames(
  ctx: Context,
  incident: IncidentRow | null,
  more: { me: readonly string[]; agreed: readonly string[]; texts: readonly string[] },
): Promise<{ names: Names; others: number | null }> {
  const spared = new Set([...more.me, ...more.agreed].map(plainName));
  const participants = incident
    ? (await loadParticipants(ctx, incident.id)).filter((one) => !one.isBot)
    : [];
  const accounts = (await listAccounts(ctx, { limit: 200 })).items.map((account) => account.name);
  const known = new Set(participants.map((one) => plainName(one.name)));
  const people = [
    ...participants.map((one) => ({
      name: one.name,
      also: one.identities.map((identity) => identity.name),
      roles: one.roles,
    })),
    ...accounts
      .filter((name) => !known.has(plainName(name)))
      .map((name) => ({ name, also: [], roles: [] })),
  ];
  const facts = incident
    ? await factValues(ctx, incident.id, [
        ...hostFacts,
        ...customerFacts,
        ...serviceFacts,
        ...teamFacts,
      ])
    : [];
  const listFactValues = (names: readonly string[]) =>
    facts.filter((fact) => names.includes(fact.name)).map((fact) => fact.value);
  const isSpared = (names: readonly string[]) => names.some((name) => spared.has(plainName(name)));
  return {
    names: {
      people: people.filter((one) => !isSpared([one.name, ...one.also])).map(withShortForms),
      namedRoles: people
        .filter((one) => isSpared([one.name, ...one.also]))
        .flatMap((one) => one.roles),
      hosts: once([
        ...listFactValues(hostFacts),
        ...more.texts.flatMap((text) =>
          findSensitive(text).flatMap((one) => (one.kind === 'host' ? one.text : [])),
        ),
      ]),
      customers: once(listFactValues(customerFacts)),
      services: once([...(incident?.services ?? []), ...listFactValues(serviceFacts)]),
      teams: once([...(incident?.teams ?? []), ...listFactValues(teamFacts)]),
      organisations: guessCompany(
        participants.flatMap((one) => one.identities.flatMap((identity) => identity.email ?? [])),
      ).map((name) => ({
        name,
        as: 'our company',
      })),
      spared: [...more.me, ...more.agreed],
    },
    others: incident
      ? participants.filter(
          (one) =>
            one.written > 0 && !more.me.some((name) => plainName(name) === plainName(one.name)),
        ).length
      : null,
  };
}

const sayCustomers = String.raw`\m(customer|client|vendor|merchant|tenant|supplier|reseller|seller)s?\M|\m(ticket|complaint|call|letter|case)s? (came )?from |["”] from `;

/** Customers that impact findings and messages of the incident name as customers. */
export async function findCustomers(ctx: Context, incident: IncidentRow | null): Promise<string[]> {
  if (!incident) return [];
  const findings = await presentItems(ctx, incident, findingItem);
  const impacts = findings.flatMap((finding) =>
    finding.type === 'impact' ? [finding.statement, finding.who] : [],
  );
  return findCustomerNames([...impacts, ...(await textsMatching(ctx, incident.id, sayCustomers))]);
}

const mailProviders = new Set([
  'gmail',
  'googlemail',
  'outlook',
  'hotmail',
  'live',
  'yahoo',
  'icloud',
  'me',
  'proton',
  'protonmail',
  'gmx',
  'web',
  'qq',
  '163',
  'example',
]);

/** The company's name in participants' email domains: the most frequent one. */
function guessCompany(addresses: readonly string[]): string[] {
  const counts = Object.entries(
    Object.groupBy(
      addresses,
      (address) => address.split('@').at(-1)?.toLowerCase().split('.').at(-2) ?? '',
    ),
  );
  const [first] = counts.toSorted((a, b) => (b[1]?.length ?? 0) - (a[1]?.length ?? 0));
  return first && first[0].length > 3 && !mailProviders.has(first[0]) ? [first[0]] : [];
}

/** Adds the short forms of people's names. */
function withShortForms({
  name,
  also,
  roles,
}: {
  name: string;
  also: readonly string[];
  roles: readonly string[];
}): Named {
  const parts = name.split(/[\s.]+/).filter((part) => part.length > 2 && part !== name);
  const [role] = roles;
  return {
    name,
    also: once([...also.filter((one) => one.length > 1), ...parts]).filter((one) => one !== name),
    ...(role && { role }),
  };
}

function once(texts: readonly string[]): string[] {
  return [...new Set(texts.map((text) => text.trim()).filter((text) => text.length > 1))];
}
