import type { ActorRef, CalibrationDecision, CalibrationVerdict } from '@debrief/contract';
import type { Generated } from 'kysely';

export interface CalibrationTables {
  calibration_request: {
    id: string;
    incident_id: string;
    person_id: string;
    account_id: string | null;
    name: string;
    sent_at: Date;
    sent_by: ActorRef;
    opened_at: Date | null;
    finished_at: Date | null;
    withdrawn_at: Date | null;
  };
  calibration_answer: {
    id: string;
    request_id: string;
    entry: string;
    seen: string;
    title: string;
    body: string;
    label: string;
    verdict: CalibrationVerdict;
    text: string;
    answered_at: Date;
    version: Generated<number>;
    decision: CalibrationDecision | null;
    reason: Generated<string>;
    after_title: string | null;
    after_body: string | null;
    decided_by: ActorRef | null;
    decided_at: Date | null;
  };
}
