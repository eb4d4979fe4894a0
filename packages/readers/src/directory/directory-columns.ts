import { plain } from '../table/column-names.ts';

/** The names that HR tools give to their columns, best first. */
const names = {
  name: 'name full_name display_name preferred_name employee_name worker_name worker employee person',
  first: 'first_name given_name preferred_first_name firstname',
  last: 'last_name surname family_name lastname',
  email:
    'email work_email email_address email_work primary_work_email primary_email business_email mail user_principal_name login',
  title: 'title job_title business_title position job_profile role',
  titleSince:
    'title_since title_start_date job_effective_date effective_date position_start_date position_since job_start_date effective_from',
  team: 'team team_name department dept group org_unit organization division',
  manager:
    'manager manager_name line_manager supervisor supervisor_name reports_to reporting_to manager_email supervisor_email',
  location: 'location work_location office site city',
  zone: 'time_zone timezone tz zone',
  startedOn:
    'start_date hire_date started_on hired_on date_hired original_hire_date join_date joining_date date_of_joining joined start',
  leftOn:
    'end_date termination_date leave_date leaving_date last_day last_working_day left_on terminated_on left end',
  status: 'status employment_status employee_status worker_status account_status',
} as const;

export type DirectoryColumn = keyof typeof names;

/** Which column of the file has which meaning; each is used once. */
export function findDirectoryColumns(
  columns: readonly string[],
): Partial<Record<DirectoryColumn, string>> {
  const byName = new Map(columns.toReversed().map((column) => [plain(column), column]));
  return Object.fromEntries(
    Object.entries(names).flatMap(([meaning, list]) => {
      const known = list.split(' ').map((name) => byName.get(plain(name)));
      const column = known.find((name) => name !== undefined);
      return column === undefined ? [] : [[meaning, column]];
    }),
  );
}
