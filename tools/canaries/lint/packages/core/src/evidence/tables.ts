export interface EvidenceTables {
  evidence: { id: string };
}
