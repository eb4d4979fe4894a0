export interface IncidentTables {
  incident: { id: string };
}
